package zh

import "unicode/utf8"

// Folded is a text after folding, with the way back to the original.
type Folded struct {
	// Text is the folded text: valid UTF-8, what the lanes are cut from.
	Text string
	// origin[i] is the code point of the original that folded byte i came from; one more entry holds the number of code points.
	origin []uint32
}

// Fold folds a text and keeps the way back. Every character is folded by itself, whatever stands beside it: compatibility forms
// and width (NFKC of the single character), accents of Latin, Greek and Cyrillic letters off, lower case, traditional and variant
// characters to their common form, quotation marks and dashes to the plain ones. Zero-width and control characters vanish, but for
// tab and line ends.
func Fold(original string) Folded {
	text := make([]byte, 0, len(original))
	origin := make([]uint32, 0, len(original)+1)
	t, point := table(), uint32(0)
	for at, r := range original {
		if 0x800 <= r && r < 0x10000 && r != utf8.RuneError && t.bmp[r] == same { // most characters of most texts
			text = append(text, original[at], original[at+1], original[at+2])
			origin = append(origin, point, point, point)
			point++
			continue
		}
		text = t.append(text, r)
		for len(origin) < len(text) {
			origin = append(origin, point)
		}
		point++
	}
	return Folded{Text: string(text), origin: append(origin, point)}
}

// Original maps a half-open range of folded bytes to the code points of the original it came from. A character that folds to
// several (㎡ to m2) is covered whole when any part of it is.
func (f Folded) Original(start, end int) (from, to int) {
	if start >= end {
		return int(f.origin[start]), int(f.origin[start])
	}
	return int(f.origin[start]), int(f.origin[end-1]) + 1
}

// FoldString is Fold without the way back.
func FoldString(original string) string {
	return string(appendFold(make([]byte, 0, len(original)), original))
}

// AppendFold appends the folded form of original to dst. It is the fast path of indexing and verification.
func AppendFold(dst, original []byte) []byte { return appendFold(dst, original) }

func appendFold[T string | []byte](dst []byte, original T) []byte {
	t := table()
	for i := 0; i < len(original); {
		if c := original[i]; c < utf8.RuneSelf && asciiFold[c] != 0 {
			dst = append(dst, asciiFold[c])
			i++
			continue
		}
		r, size := decode(original, i)
		if size == 3 && t.bmp[r] == same { // most characters of most texts
			dst = append(dst, original[i], original[i+1], original[i+2])
		} else {
			dst = t.append(dst, r)
		}
		i += size
	}
	return dst
}

// asciiFold holds the folded form of an ASCII character, 0 for the control characters that vanish.
var asciiFold = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch {
		case c == '\t' || c == '\n' || c == '\r':
			table[c] = byte(c)
		case c < ' ' || c == 0x7f:
		case 'A' <= c && c <= 'Z':
			table[c] = byte(c) + 'a' - 'A'
		default:
			table[c] = byte(c)
		}
	}
	return table
}()
