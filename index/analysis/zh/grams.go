package zh

// Grams calls visit for every term of the gram lane of a folded text, in order, repeats included, as a half-open range of bytes:
// every character but white space, every pair of neighbouring letters, and every triple of neighbouring letters of an alphabetic
// script or digits. So each text of one or two letters (three, if alphabetic) is a term by itself, and a longer one is in an article
// only if all its terms are.
func Grams(folded string, visit func(start, end int)) {
	GramCharacters(folded, func(start, end int, _ []rune) { visit(start, end) })
}

// GramCharacters is Grams with the characters of each term, which are overwritten afterwards.
func GramCharacters(folded string, visit func(start, end int, characters []rune)) {
	t := classes()
	var first, second int  // where the last two characters begin
	var before, last class // and what they are
	var characters [3]rune // the last two and the next
	for i := 0; i < len(folded); {
		r, size := decode(folded, i)
		end, c := i+size, t.of(r)
		characters[2] = r
		if c&space == 0 {
			visit(i, end, characters[2:])
		}
		if c&last&letter != 0 {
			visit(second, end, characters[1:])
			if c&last&before&alphabetic != 0 {
				visit(first, end, characters[:])
			}
		}
		first, before = second, last
		second, last = i, c
		characters[0], characters[1] = characters[1], r
		i = end
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
		for j := max(0, i-5); j < min(len(grams), i+6); j++ { // wider ones over it stand near it in the order of Grams
			other := grams[j]
			if other.start <= g.start && g.end <= other.end && other.end-other.start > g.end-g.start {
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
