package zh

import "unicode/utf8"

// Folded is a text after folding, with the way back to the original. It is for one goroutine.
type Folded struct {
	// Text is the folded text: valid UTF-8, what the lanes are cut from.
	Text string
	Origins
}

// Fold folds a text and keeps the way back. Every character is folded by itself, whatever stands beside it: compatibility forms
// and width (NFKC of the single character), accents of Latin, Greek and Cyrillic letters off, lower case, traditional and variant
// characters to their common form, quotation marks and dashes to the plain ones. Zero-width and control characters vanish, but for
// tab and line ends.
func Fold(original string) *Folded {
	return &Folded{FoldString(original), OriginsOf(original)}
}

// Origins tell where the bytes of a folded text come from. They walk over the original from one place to the next: places that ascend are found in
// one walk together. They are for one goroutine.
type Origins struct{ first, last trail }

// OriginsOf are the origins of a text, which is the original.
func OriginsOf(original string) Origins {
	return Origins{trail{original: original}, trail{original: original}}
}

// Original maps a half-open range of folded bytes to the code points of the original it came from. A character that folds to
// several (㎡ to m2) is covered whole when any part of it is.
func (o *Origins) Original(start, end int) (from, to int) {
	from = o.first.origin(start)
	if start >= end {
		return from, from
	}
	return from, o.last.origin(end-1) + 1
}

// trail is a way over a text and what it folds to: it stands before a character.
type trail struct {
	original     string
	read, folded int // bytes that were passed, of the original and of what it folds to
	point        int // code points that were passed
}

// origin is the code point that a folded byte comes from, or how many there are when it is the end.
func (w *trail) origin(at int) int {
	if at < w.folded {
		*w = trail{original: w.original}
	}
	t := table()
	var scratch []byte
	for w.read < len(w.original) {
		size, becomes := 3, 3 // as most characters of most texts: twice as fast as asking the table what to append
		if r, n := utf8.DecodeRuneInString(w.original[w.read:]); n != 3 || t.bmp[r] != same {
			scratch = t.append(scratch[:0], r)
			size, becomes = n, len(scratch)
		}
		if w.folded+becomes > at {
			break
		}
		w.read, w.folded, w.point = w.read+size, w.folded+becomes, w.point+1
	}
	return w.point
}

// FoldString is Fold without the way back.
func FoldString(original string) string {
	return string(AppendFold(make([]byte, 0, len(original)), original))
}

// AppendFold appends the folded form of original to dst. It is the fast path of indexing and verification.
func AppendFold[T string | []byte](dst []byte, original T) []byte {
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
