package suggest

import (
	"context"
	"slices"
	"strings"
	"unicode"
)

// What speaks against a correction, in binary orders of magnitude of its count.
const (
	costAnother  = 3.0 // for each character that differs but sounds the same, past the first
	costBlurred  = 3.0 // the reading is one that speakers mix up
	costSwap     = 2.0
	costTwice    = 1.0
	costMore     = 3.0
	costLess     = 6.0 // shorter texts are the commoner ones anyway
	costOther    = 6.0 // another character that sounds otherwise
	costShort    = 5.0 // of another character in two, where hardly anything is left to go by
	costCertain  = 3.0 // from here on it is not offered when a single article has what was typed
	timesMore    = 10  // a correction stands in so many times the articles of what was typed
	fewestSound  = 2   // articles that a correction by reading has at least
	fewestLetter = 4   // articles that any other correction has at least
)

// corrections lists what a folded text may be a slip of, best first; none when it is well attested.
func (x *Index) corrections(ctx context.Context, folded string, count Counter, completions []ranked) ([]ranked, error) {
	if !wordlike(folded) {
		return nil, nil
	}
	pinyin := sounded(folded) && len(completions) > 0
	own := x.attested(folded, completions)
	if own >= attestedEnough && !pinyin {
		return nil, nil
	}
	whole := x.whole([]rune(folded))
	if len(whole) == 0 && (count == nil || pinyin) {
		return nil, nil
	}
	if count != nil && (!pinyin || whole[0].count >= timesMore*own) {
		articles, err := count(ctx, folded)
		if err != nil || articles >= attestedEnough {
			return nil, err
		}
		own = max(own, articles)
	}
	kept := slices.DeleteFunc(whole, func(r ranked) bool {
		return r.count < timesMore*own || own > 0 && !pinyin && r.cost >= costCertain
	})
	if kept = best(kept, maxOffered); len(kept) == maxOffered || count == nil || own > 0 {
		return leaders(kept), nil
	}
	parts, err := x.inPart(ctx, []rune(folded), count)
	return leaders(best(append(kept, parts...), maxOffered)), err
}

// attested is how many articles are known to have a text, or, of pinyin, what it is read as.
func (x *Index) attested(folded string, completions []ranked) int {
	most := 0
	if at := x.find(folded); at >= 0 {
		most = int(x.counts[at])
	}
	for _, r := range completions {
		if sounded(folded) || strings.HasPrefix(x.folded.at(r.entry), folded) {
			most = max(most, r.count)
		}
	}
	return most
}

// wordlike reports whether a folded text is letters, digits and single blanks: not a query with signs of its own.
func wordlike(folded string) bool {
	return !strings.ContainsFunc(folded, func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// whole lists the entries that a text as a whole may be a slip of.
func (x *Index) whole(typed []rune) []ranked {
	at := make(map[int]ranked)
	keep := func(i int, cost float64, fewest int) {
		if r := x.rank(i, cost); r.count >= fewest && r.text != string(typed) {
			if old, seen := at[i]; !seen || old.score < r.score {
				at[i] = r
			}
		}
	}
	x.alike(typed, keep)
	x.near(typed, func(i int, kind edit) {
		cost, fewest := slipCost(typed, kind)
		keep(i, cost, fewest)
	})
	found := make([]ranked, 0, len(at))
	for _, r := range at {
		found = append(found, r)
	}
	return best(found, 2*maxOffered)
}

// alike calls keep with the entries that sound as typed does, exactly or nearly.
func (x *Index) alike(typed []rune, keep func(entry int, cost float64, fewest int)) {
	if len(typed) < 2 || len(typed) > maxSpoken {
		return
	}
	for n, units := range x.heard(typed) {
		cost := 0.0
		if n > 0 {
			cost = costUnusual
		}
		encoded := encode(units)
		from, to := x.full.prefix(encoded)
		for row := from; row < to && len(x.full.at(row)) == len(encoded); row++ {
			i := int(x.full.owner[row])
			keep(i, cost+x.unlike(typed, i), fewestSound)
		}
		classes := make([]unit, len(units))
		for place, u := range units {
			classes[place] = x.readings.blurred(u)
		}
		from, to = x.blurred.prefix(encode(classes))
		for row := from; row < to && len(x.blurred.at(row)) == len(encoded); row++ {
			i := int(x.blurred.owner[row])
			keep(i, cost+costBlurred+x.unlike(typed, i), fewestSound)
		}
	}
}

// heard lists the ways a typed text may sound: of characters as they are read, of pinyin alone as its whole syllables.
func (x *Index) heard(typed []rune) [][]unit {
	text := string(typed)
	if !sounded(text) {
		return x.readings.text(typed)
	}
	var out [][]unit
	for _, tokens := range x.readings.spellings(text) {
		units := make([]unit, 0, len(tokens))
		for _, t := range tokens {
			if t.unit == 0 {
				break
			}
			units = append(units, t.unit)
		}
		if len(units) == len(tokens) && len(units) > 1 && len(out) < maxReadings {
			out = append(out, units)
		}
	}
	return out
}

// unlike is the cost of the characters of an entry that differ from those typed in their places, past the first.
func (x *Index) unlike(typed []rune, i int) float64 {
	if sounded(string(typed)) {
		return 0
	}
	differ, place := 0, 0
	for _, r := range x.folded.at(i) {
		if place < len(typed) && typed[place] != r {
			differ++
		}
		place++
	}
	return costAnother * float64(max(0, differ-1))
}

// slipCost is what an entry one slip away from typed costs, and how many articles it must stand in.
func slipCost(typed []rune, kind edit) (cost float64, fewest int) {
	switch kind {
	case editSwap:
		return costSwap, fewestSound
	case editTwice:
		return costTwice, fewestSound
	case editMore:
		cost = costMore
	case editLess:
		cost = costLess
	default:
		if cost = costOther; len(typed) == 2 {
			cost += costShort
		}
	}
	return cost, fewestLetter
}
