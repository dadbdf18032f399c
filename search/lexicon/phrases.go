package lexicon

import (
	"slices"
	"unicode/utf8"
)

// phrases is a set of folded texts that finds the longest at a place.
type phrases struct {
	all     map[string]bool
	lengths map[rune][]int // of those that begin with a character, in bytes, longest first, each once
}

func newPhrases() phrases {
	return phrases{all: make(map[string]bool), lengths: make(map[rune][]int)}
}

func (p phrases) add(text string) {
	if text == "" || p.all[text] {
		return
	}
	p.all[text] = true
	first, _ := utf8.DecodeRuneInString(text)
	at, found := slices.BinarySearchFunc(p.lengths[first], len(text), func(a, b int) int { return b - a })
	if !found {
		p.lengths[first] = slices.Insert(p.lengths[first], at, len(text))
	}
}

// longest returns the end of the longest phrase that begins at start and ends where ends allows it; start when there is none.
func (p phrases) longest(text string, start int, ends func(end int) bool) int {
	first, _ := utf8.DecodeRuneInString(text[start:])
	for _, length := range p.lengths[first] {
		end := start + length
		if end <= len(text) && p.all[text[start:end]] && ends(end) {
			return end
		}
	}
	return start
}
