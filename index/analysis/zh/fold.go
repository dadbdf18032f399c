package zh

import (
	"unicode"
	"unicode/utf8"
)

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
	point := uint32(0)
	for _, r := range original {
		text = appendFolded(text, r)
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
func FoldString(original string) string { return string(AppendFold(nil, []byte(original))) }

// AppendFold appends the folded form of original to dst. It is the fast path of indexing and verification.
func AppendFold(dst, original []byte) []byte {
	for i := 0; i < len(original); {
		if c := original[i]; c < utf8.RuneSelf && asciiFold[c] != 0 {
			dst = append(dst, asciiFold[c])
			i++
			continue
		}
		r, size := utf8.DecodeRune(original[i:])
		dst = appendFolded(dst, r)
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

// isLetter reports whether a folded character can be part of a word: it pairs up with its neighbours in the gram lane.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// isAlphabetic reports whether a letter belongs to a script that writes words as runs of letters (Latin, Cyrillic, digits, …), so
// that its runs are cut into triples too. Han, kana and Hangul are not.
func isAlphabetic(r rune) bool {
	return isLetter(r) && (r < 0x1100 || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul))
}

// isHan reports whether r is a Chinese character.
func isHan(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) }
