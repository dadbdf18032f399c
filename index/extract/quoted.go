package extract

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads a string in any of the three quotes.
func (l *literal) quoted() (any, bool) {
	quote := l.s[l.at]
	rest := l.s[l.at+1:]
	end := strings.IndexByte(rest, quote)
	if end >= 0 && strings.IndexByte(rest[:end], '\\') < 0 {
		l.at += end + 2
		return rest[:end], true
	}
	var b strings.Builder
	for i := 0; i < len(rest); {
		switch c := rest[i]; {
		case c == quote:
			l.at += i + 2
			return b.String(), true
		case c == '\\' && i+1 < len(rest):
			i += unescape(&b, rest[i+1:]) + 1
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", false
}

var escapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': ' ', 'f': ' ', 'v': ' ', '0': ' '}

// unescape writes what stands behind a backslash and gives the bytes it took.
func unescape(b *strings.Builder, s string) int {
	hex := func(from, to int) (rune, bool) {
		if len(s) < to {
			return 0, false
		}
		n, err := strconv.ParseUint(s[from:to], 16, 32)
		return rune(n), err == nil
	}
	switch c := s[0]; {
	case c == 'u':
		r, ok := hex(1, 5)
		if !ok {
			break
		}
		if low, pair := hex(7, 11); utf16.IsSurrogate(r) && pair && strings.HasPrefix(s[5:], `\u`) {
			b.WriteRune(utf16.DecodeRune(r, low))
			return 11
		}
		b.WriteRune(r)
		return 5
	case c == 'x':
		if r, ok := hex(1, 3); ok {
			b.WriteRune(r)
			return 3
		}
	case escapes[c] != 0:
		b.WriteByte(escapes[c])
		return 1
	}
	r, n := utf8.DecodeRuneInString(s)
	b.WriteRune(r)
	return n
}
