package suggest

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// A long text is taken as a row of words. Its cost is the sum over its words, and one of them may be a correction: the rows that cost
// least are offered when they stand in articles.
const (
	costWord    = 16.0 // less half the binary logarithm of the count
	costAlone   = 14.0 // a character in no word
	longestWord = 8    // code points
	longestSlip = 5    // code points of the part that is corrected
	maxTried    = 6    // corrected texts that are counted
	maxWindows  = 12   // places where slips other than of sound are looked for
)

// lattice is the cheapest way to cut a text, from either end.
type lattice struct {
	forward, back []float64 // cost up to, and from, each code point
	alone         []bool    // by code point: a cheapest way leaves it in no word
}

// inPart lists corrections of one part of a text that no article has, with the articles that have the corrected text.
func (x *Index) inPart(ctx context.Context, typed []rune, count Counter) ([]ranked, error) {
	if len(typed) < 3 {
		return nil, nil
	}
	tried := x.replaced(x.cut(typed), typed)
	slices.SortFunc(tried, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text)) })
	var found []ranked
	asked := 0
	for i, r := range tried {
		if asked == maxTried || len(found) == maxOffered {
			break
		}
		if i > 0 && slices.ContainsFunc(tried[:i], func(other ranked) bool { return other.text == r.text }) {
			continue
		}
		asked++
		n, err := count(ctx, r.text)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			r.count = n
			found = append(found, r)
		}
	}
	return found, nil
}

// cut finds the cheapest ways to cut a text into entries.
func (x *Index) cut(text []rune) *lattice {
	n := len(text)
	l := &lattice{forward: make([]float64, n+1), back: make([]float64, n+1), alone: make([]bool, n)}
	words := make([][]float64, n) // by start and length
	for i := range text {
		words[i] = x.wordCosts(text[i:])
	}
	for i := 1; i <= n; i++ {
		l.forward[i] = math.Inf(1)
		for length := 1; length <= min(i, longestWord); length++ {
			l.forward[i] = min(l.forward[i], l.forward[i-length]+words[i-length][length])
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.back[i] = math.Inf(1)
		for length := 1; length <= min(n-i, longestWord); length++ {
			l.back[i] = min(l.back[i], words[i][length]+l.back[i+length])
		}
		l.alone[i] = text[i] != ' ' && l.forward[i]+words[i][1]+l.back[i+1] <= l.forward[n]+1e-9
	}
	return l
}

// wordCosts is what the words that a text begins with cost, by their length in code points.
func (x *Index) wordCosts(text []rune) []float64 {
	costs := make([]float64, min(len(text), longestWord)+1)
	for length := 1; length < len(costs); length++ {
		costs[length] = math.Inf(1)
		if length == 1 {
			costs[length] = costAlone
			if text[0] == ' ' {
				costs[length] = 0
			}
			continue
		}
		if at := x.find(string(text[:length])); at >= 0 && x.kinds[at] != Title {
			costs[length] = costWord - weigh(int(x.counts[at]))/2
		}
	}
	return costs
}

// replaced lists the texts with one part corrected; the score is the cost saved.
func (x *Index) replaced(l *lattice, typed []rune) []ranked {
	var out []ranked
	windows := maxWindows
	for from := range typed {
		for length := 2; length <= min(longestSlip, len(typed)-from); length++ {
			part := typed[from : from+length]
			if slices.Contains(part, ' ') || sounded(string(part)) || length == len(typed) {
				continue
			}
			at := make(map[int]float64)
			keep := func(i int, cost float64, fewest int) {
				if int(x.counts[i]) < fewest || x.folded.at(i) == string(part) || x.kinds[i] == Title {
					return
				}
				if old, seen := at[i]; !seen || cost < old {
					at[i] = cost
				}
			}
			x.alike(part, keep)
			if windows > 0 && length < longestSlip && slices.Contains(l.alone[from:from+length], true) {
				windows--
				x.near(part, func(i int, kind edit) {
					cost, fewest := slipCost(part, kind)
					keep(i, cost, fewest)
				})
			}
			for i, cost := range at {
				saved := l.forward[len(typed)] - (l.forward[from] + costWord - weigh(int(x.counts[i]))/2 + cost + l.back[from+length])
				out = append(out, ranked{entry: -1, score: saved, text: string(typed[:from]) + x.folded.at(i) + string(typed[from+length:])})
			}
		}
	}
	return out
}
