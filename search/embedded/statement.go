package embedded

import (
	"strings"
	"unicode/utf8"
)

// A statement is at least so many letters long and has so many parts, two on average between white space. What is shorter, or keywords
// with spaces between, is a search for articles with all of them.
const (
	statementLetters = 9
	statementParts   = 3
)

// isStatement reports whether a text that the plan is of says something, as a headline does or a sentence. Whoever types that much looks for the
// articles that tell it, in whatever words they do.
func (p *plan) isStatement(text string) bool {
	letters, parts := 0, 0
	for _, run := range p.runs {
		letters += utf8.RuneCountInString(run.text)
		parts += len(run.parts)
	}
	return letters >= statementLetters && parts >= max(statementParts, 2*len(strings.Fields(text)))
}
