package query

import "unicode"

// Prose reports whether a query reads like a piece of text, such as a headline that was pasted in: words, perhaps with quotes and brackets,
// and nothing that steers a search. A bar may be the text's own, as may quotes. Quotes are the text's own where other characters touch them, as in 土木“写”成; they steer where they
// stand apart. A query that is a phrase alone is none.
func Prose(input string) bool {
	l := newLexer(input)
	if l.run() != nil {
		return false
	}
	words := false
	for _, t := range l.tokens {
		switch t.kind {
		case word:
			words = true
		case phrase:
			if l.apart(t) {
				return false
			}
		case or:
			if t.text == "OR" {
				return false
			}
		case open, shut, end:
		default:
			return false
		}
	}
	return words
}

// apart reports whether white space, or nothing, stands on both sides of a phrase.
func (l *lexer) apart(t token) bool {
	before, after := t.pos-1, t.pos+len([]rune(t.text))+2
	return (before < 0 || unicode.IsSpace(l.runes[before])) && (after >= len(l.runes) || unicode.IsSpace(l.runes[after]))
}
