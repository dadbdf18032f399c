package zh

import (
	"unicode"
	"unicode/utf8"
)

// Grams calls visit for every term of the gram lane of a folded text, in order, repeats included, as a half-open range of bytes:
// every character but white space, every pair of neighbouring letters, and every triple of neighbouring letters of an alphabetic
// script or digits. So each text of one or two letters (three, if alphabetic) is a term by itself, and a longer one is in an article
// only if all its terms are.
func Grams(folded string, visit func(start, end int)) {
	var starts [2]int   // of the last two characters
	var letters [2]bool // whether they are letters
	var alphas [2]bool
	for i, r := range folded {
		end := i + utf8.RuneLen(r)
		letter := isLetter(r)
		alpha := letter && isAlphabetic(r)
		if !unicode.IsSpace(r) {
			visit(i, end)
		}
		if letter && letters[1] {
			visit(starts[1], end)
			if alpha && alphas[1] && letters[0] && alphas[0] {
				visit(starts[0], end)
			}
		}
		starts[0], letters[0], alphas[0] = starts[1], letters[1], alphas[1]
		starts[1], letters[1], alphas[1] = i, letter, alpha
	}
}

// Needed returns the terms of the gram lane that every text with the folded string in it has, the widest ones only, each once. When
// exact is true a text that has the term has the string: nothing is left to verify. No terms: every text is a candidate.
func Needed(folded string) (terms []string, exact bool) {
	type gram struct{ start, end int }
	var grams []gram
	Grams(folded, func(start, end int) { grams = append(grams, gram{start, end}) })
	seen := make(map[string]bool)
	for i, g := range grams {
		covered := false
		for j, other := range grams {
			if i != j && other.start <= g.start && g.end <= other.end && other.end-other.start > g.end-g.start {
				covered = true
				break
			}
		}
		if term := folded[g.start:g.end]; !covered && !seen[term] {
			seen[term] = true
			terms = append(terms, term)
		}
	}
	return terms, len(terms) == 1 && terms[0] == folded
}
