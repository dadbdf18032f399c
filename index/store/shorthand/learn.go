package shorthand

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// rounds of learning: a string can become twice as long in each.
const rounds = 5

// Learn makes the table that shortens the sample most, as far as a few rounds tell: each cuts more of the sample by the strings of the
// round before and keeps those of them, and of two side by side, that cover most of it. It takes about half a second a megabyte. Bytes
// that are no UTF-8 teach nothing.
func Learn(sample [][]byte) *Table {
	var list []string
	for round := range rounds {
		list = newCount(sample[:len(sample)*(round+2)/(rounds+1)], list).best()
	}
	c := newCount(sample, list)
	order := make([]int32, len(list))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(c.single[b], c.single[a]) })
	frequent := make([]string, len(list))
	for i, token := range order {
		frequent[i] = list[token]
	}
	return newTable(frequent)
}

// A token is the place of a string in the list; unknown and beyond are the characters that no string begins with.
const unknown = 1 << 20

// count is how often the tokens of a sample come, and two side by side.
type count struct {
	list   []string
	single map[int32]int
	pair   map[uint64]int // the first token in the upper half
}

func newCount(sample [][]byte, list []string) *count {
	c := &count{list, make(map[int32]int, 2*len(list)), make(map[uint64]int, 8*len(list))}
	f := newFinder(list)
	for _, text := range sample {
		last, lastBytes := int32(-1), 0
		for len(text) > 0 {
			token, n := nextToken(f, text)
			if token >= 0 {
				c.single[token]++
				if last >= 0 && lastBytes+n <= maxBytes {
					c.pair[uint64(last)<<32|uint64(token)]++
				}
			}
			last, lastBytes, text = token, n, text[n:]
		}
	}
	return c
}

// nextToken is the token that a text begins with, -1 for a byte that is no UTF-8.
func nextToken(f *finder, text []byte) (token int32, n int) {
	if code, n := f.longest(text); n > 0 {
		return int32(code), n
	}
	r, n := utf8.DecodeRune(text)
	if r == utf8.RuneError {
		return -1, n
	}
	return unknown + r, n
}

func (c *count) spell(token int32) string {
	if token >= unknown {
		return string(token - unknown)
	}
	return c.list[token]
}

// candidate is a string and the bytes of the sample that it covers.
type candidate struct {
	text   string
	covers int
}

// best is as many strings as a table holds, those that cover most first. A pair that came once is no candidate.
func (c *count) best() []string {
	all := make([]candidate, 0, len(c.single)+len(c.pair)/4)
	for token, times := range c.single {
		text := c.spell(token)
		all = append(all, candidate{text, times * len(text)})
	}
	for pair, times := range c.pair {
		if times > 1 {
			text := c.spell(int32(pair>>32)) + c.spell(int32(uint32(pair)))
			all = append(all, candidate{text, times * len(text)})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.covers, a.covers), cmp.Compare(a.text, b.text))
	})
	seen := make(map[string]bool, maxStrings)
	var list []string
	for _, candidate := range all {
		if !seen[candidate.text] {
			seen[candidate.text] = true
			if list = append(list, candidate.text); len(list) == maxStrings {
				break
			}
		}
	}
	return list
}
