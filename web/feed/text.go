package feed

import (
	"strings"
	"unicode/utf8"
)

// clean drops what XML 1.0 cannot hold: control characters, U+FFFE and U+FFFF, bytes that are not UTF-8.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= ' ' && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000 && r <= utf8.MaxRune:
			return r
		default:
			return -1
		}
	}, strings.ToValidUTF8(s, ""))
}

// line is s cleaned, on one line, without white space at its ends.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
