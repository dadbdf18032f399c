package embedded

import (
	"unicode/utf8"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// repeats adds what the gram lane does not keep: how often each gram stands in the body.
func (s *scorer) repeats() bonus {
	grams := make(map[string]scored) // those that are scored in bodies
	var ends [256]bool               // the low bytes of the characters they end with: most grams of a text are told by that
	for _, term := range s.terms {
		if term.gram && !term.title {
			grams[term.term] = term
			last, _ := utf8.DecodeLastRuneInString(term.term)
			ends[byte(last)] = true
		}
	}
	var folded []byte
	return func(part *index.Segment, doc uint32, _, body []byte) float64 {
		folded = zh.AppendFold(folded[:0], body)
		text := string(folded)
		counts := make(map[string]int, len(grams))
		zh.GramCharacters(text, func(start, end int, characters []rune) {
			if !ends[byte(characters[len(characters)-1])] {
				return
			}
			if _, asked := grams[text[start:end]]; asked {
				counts[text[start:end]]++
			}
		})
		sum := 0.0
		for _, term := range s.terms { // in the order of the terms, so that the sum is always the same
			if n := counts[term.term]; n > 1 && grams[term.term] == term {
				sum += term.weight * (s.saturated(term, part, doc, n) - s.saturated(term, part, doc, 1))
			}
		}
		return sum
	}
}
