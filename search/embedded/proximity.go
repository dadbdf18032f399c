package embedded

import (
	"slices"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// Words that stand near one another are more often about one another (Tao, Zhai: An exploration of proximity measures in information
// retrieval, 2007: the shortest stretch of text with all of them tells most).
const (
	// proximityShare is the most that it adds, of the weight of what is asked for in a body: when all words stand side by side.
	proximityShare = 0.3
	// halfApart is the number of characters between the words at which half of it is left.
	halfApart = 20
)

// maxOccurrences bounds how many places of one word are looked at in a text.
const maxOccurrences = 200

// proximity adds what the nearness of the words of a plan says, at most so much.
func (p *plan) proximity(most float64) bonus {
	var words [][]literal
	for _, unit := range p.units {
		words = append(words, literalsOf(unit))
	}
	var folded []byte
	return func(_ *index.Segment, _ uint32, title, body []byte) float64 {
		best := 0.0
		for i, text := range [][]byte{title, body} {
			folded = zh.AppendFold(folded[:0], text)
			if gap, ok := shortest(folded, words, i == 0); ok {
				best = max(best, most*halfApart/float64(halfApart+gap))
			}
		}
		return best
	}
}

// literalsOf are the ways to meet a unit.
func literalsOf(c clause) []literal {
	switch c := c.(type) {
	case literal:
		return []literal{c}
	case disjunction:
		var out []literal
		for _, member := range c {
			out = append(out, literalsOf(member)...)
		}
		return out
	default:
		return nil
	}
}

// stretch is where a word stands in a text, in bytes.
type stretch struct{ start, end, word int }

// shortest returns the number of characters that do not belong to the words in the shortest stretch of a folded text with all of
// them; false when one is missing.
func shortest(text []byte, words [][]literal, title bool) (gap int, ok bool) {
	var all []stretch
	for i, word := range words {
		before := len(all)
		for _, l := range word {
			if !l.covers(title) {
				continue
			}
			places := l.places(text)
			for _, at := range places[:min(len(places), maxOccurrences)] {
				all = append(all, stretch{at, at + len(l.text), i})
			}
		}
		if len(all) == before {
			return 0, false
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return a.start - b.start })
	counts := make([]int, len(words))
	missing, first, best := len(words), 0, -1
	for _, s := range all {
		if counts[s.word]++; counts[s.word] == 1 {
			missing--
		}
		for missing == 0 {
			if gap := between(text, all[first:], s); best < 0 || gap < best {
				best = gap
			}
			if counts[all[first].word]--; counts[all[first].word] == 0 {
				missing++
			}
			first++
		}
	}
	return best, true
}

// between counts the characters from the first stretch to the last that belong to none of them.
func between(text []byte, from []stretch, last stretch) int {
	gap, end := 0, from[0].start
	for _, s := range from {
		if s.start > end {
			gap += utf8.RuneCount(text[end:s.start])
		}
		end = max(end, s.end)
		if s == last {
			break
		}
	}
	return gap
}
