package query

import (
	"slices"
	"strings"
)

// isQuote reports whether r opens or closes a phrase.
func isQuote(r rune) bool { return strings.ContainsRune(`"＂“”「」『』`, r) }

// closers gives the characters that end a phrase begun by an opener: those of the first string that occurs at all in the rest
// of the query. Keyboards mix straight and curly quotes, so "博鳌” is one phrase, while "论坛“窗口”" may hold curly ones.
var closers = map[rune][]string{
	'"': {`"＂`, `”“`},
	'＂': {`"＂`, `”“`},
	'“': {`”`, `"＂`, `“`},
	'”': {`”`, `“`},
	'「': {`」`},
	'『': {`』`},
}

// closing returns where the phrase that begins after the opener at i ends: the position of its closing quote, or the end of the
// query when it was left open. ok is false when the quote at i opens nothing, such as a stray 」.
func (l *lexer) closing(i int) (at int, ok bool) {
	opener := l.runes[i]
	for _, set := range closers[opener] {
		if l.lastOf(set) <= i {
			continue
		}
		n := slices.IndexFunc(l.runes[i+1:], func(r rune) bool { return strings.ContainsRune(set, r) })
		return i + 1 + n, true
	}
	return len(l.runes), strings.ContainsRune(`"＂“「『`, opener)
}

// lastOf returns the last position of any character of set, -1 for none. It is looked up once for each set, so that a query of
// nothing but opening quotes is still read in linear time.
func (l *lexer) lastOf(set string) int {
	at, known := l.last[set]
	if !known {
		at = len(l.runes) - 1
		for at >= 0 && !strings.ContainsRune(set, l.runes[at]) {
			at--
		}
		l.last[set] = at
	}
	return at
}

// quote puts text between quotes that do not occur in it. No pair is left for a text with every closing quote in it, which Parse
// never makes.
func quote(text string) string {
	switch {
	case !strings.ContainsAny(text, `"＂`):
		return `"` + text + `"`
	case !strings.ContainsRune(text, '”'):
		return "“" + text + "”"
	case !strings.ContainsRune(text, '」'):
		return "「" + text + "」"
	default:
		return "『" + text + "』"
	}
}
