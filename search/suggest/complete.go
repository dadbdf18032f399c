package suggest

import (
	"unicode/utf8"
)

// What speaks against a completion, in binary orders of magnitude of its count.
const (
	costLonger  = 4.0 // it goes on behind what was typed in pinyin
	costPlace   = 0.5 // for each place it goes on
	costInitial = 1.0 // for each place of which only the first letter was typed
	costHead    = 0.5 // the last syllable is not complete
	costUnusual = 3.0 // a character has another reading than the usual one
	gainName    = 1.0 // an outlet, author or tag
)

// Work of one completion: entries looked at.
const (
	maxLooked  = 60_000 // over all spellings
	maxByStart = 60_000
)

// completions lists what begins with a folded text, in characters or in pinyin.
func (x *Index) completions(folded string, limit int) []ranked {
	found := x.byStart(folded)
	if sounded(folded) {
		found = append(best(found, limit), x.bySound(folded)...)
	}
	return best(found, limit)
}

// byStart lists the entries that begin with a folded text and are longer.
func (x *Index) byStart(folded string) []ranked {
	var found []ranked
	from, to := x.prefix(folded)
	typed := utf8.RuneCountInString(folded)
	for i := from; i < min(to, from+maxByStart); i++ {
		if int(x.runes[i]) > typed {
			found = append(found, x.rank(i, 0))
		}
	}
	return found
}

// rank is an entry with its rank at a cost.
func (x *Index) rank(i int, cost float64) ranked {
	score := weigh(int(x.counts[i])) - cost
	if x.kinds[i] == Name {
		score += gainName
	}
	return ranked{entry: i, text: x.text(i), count: int(x.counts[i]), cost: cost, score: score}
}

// bySound lists the entries whose reading begins as the text was typed.
func (x *Index) bySound(folded string) []ranked {
	at := make(map[int]ranked)
	left := maxLooked
	for _, tokens := range x.readings.spellings(folded) {
		for row := range x.spelled(tokens, &left) {
			cost, ok := x.fit(row, tokens)
			if !ok {
				continue
			}
			r := x.rank(int(x.full.owner[row]), cost)
			if old, seen := at[r.entry]; !seen || old.score < r.score {
				at[r.entry] = r
			}
		}
	}
	found := make([]ranked, 0, len(at))
	for _, r := range at {
		if x.folded.at(r.entry) != folded {
			found = append(found, r)
		}
	}
	return found
}

// spelled yields the rows of full that may fit: those that begin with the whole syllables at the front, or, when there are none,
// those that have the first letters. It stops when left is used up.
func (x *Index) spelled(tokens []token, left *int) func(yield func(row int) bool) {
	return func(yield func(row int) bool) {
		var front []unit
		for _, t := range tokens {
			if t.unit == 0 {
				break
			}
			front = append(front, t.unit)
		}
		if len(front) > 1 || len(front) == len(tokens) {
			from, to := x.full.prefix(encode(front))
			for row := from; row < to && *left > 0; row++ {
				*left--
				if !yield(row) {
					return
				}
			}
			return
		}
		letters := make([]byte, len(tokens))
		for i, t := range tokens {
			letters[i] = x.readings.first(t)
		}
		from, to := x.initials.prefix(string(letters))
		for i := from; i < to && *left > 0; i++ {
			*left--
			if !yield(int(x.initials.owner[i])) {
				return
			}
		}
	}
}

// fit tells what a row of full costs as an answer to tokens, and whether it is one.
func (x *Index) fit(row int, tokens []token) (cost float64, ok bool) {
	encoded := x.full.at(row)
	places := len(encoded) / 2
	if places < len(tokens) {
		return 0, false
	}
	rest := x.folded.at(int(x.full.owner[row]))
	for i, t := range tokens {
		c, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if t.character != 0 && t.character != c || !x.readings.meets(t, unitAt(encoded, i)) {
			return 0, false
		}
		switch {
		case t.letter != 0:
			cost += costInitial
		case t.head != "":
			cost += costHead
		}
	}
	if more := places - len(tokens); more > 0 {
		cost += costLonger + costPlace*float64(more)
	}
	if x.isUnusual(row) {
		cost += costUnusual
	}
	return cost, true
}
