package extract

import "unicode/utf8"

// seen is which patterns a text may match, a bit each. A pattern without its bit does not match; one with it may or may not.
type seen uint64

// sieve finds in one pass over a text which of its patterns may match: it looks for all the strings they need.
type sieve struct {
	pairs  map[pair][]word // strings of two characters or more, by the first two
	alone  map[rune]seen   // strings of one
	maybe  bits            // the hashes of pairs
	single bits            // the hashes of alone
	ascii  [utf8.RuneSelf]rune
}

// pair is two neighbouring characters, folded.
type pair [2]rune

// word is what follows a pair in a string that patterns need.
type word struct {
	rest []rune
	bit  seen
}

// bits is a set of numbers of 16 bits.
type bits [1 << 10]uint64

func (b *bits) set(n uint16)      { b[n/64] |= 1 << (n % 64) }
func (b *bits) has(n uint16) bool { return b[n/64]>>(n%64)&1 != 0 }

func (p pair) hash() uint16 { return uint16((uint32(p[0])*0x9e3779b1 ^ uint32(p[1])*0x85ebca6b) >> 16) }

// newSieve gives each pattern its bit.
func newSieve(patterns []*pattern) *sieve {
	v := &sieve{pairs: map[pair][]word{}, alone: map[rune]seen{}}
	for i := range v.ascii {
		v.ascii[i] = folded(rune(i))
	}
	for i, p := range patterns {
		p.study()
		if p.bit = 1 << i; p.bit == 0 {
			panic("a sieve holds 64 patterns")
		}
		for _, s := range p.needs {
			if len(s) == 1 {
				v.alone[s[0]] |= p.bit
				v.single.set(uint16(s[0]))
				continue
			}
			start := pair{s[0], s[1]}
			v.pairs[start] = append(v.pairs[start], word{rest: s[2:], bit: p.bit})
			v.maybe.set(start.hash())
		}
	}
	return v
}

// fold is folded, faster.
func (v *sieve) fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return v.ascii[r]
	case r >= firstCaseless && r < lastCaseless:
		return r
	}
	return folded(r)
}

// look tells which patterns s may match.
func (v *sieve) look(s string) (saw seen) {
	var start pair
	for i, r := range s {
		r = v.fold(r)
		if v.single.has(uint16(r)) {
			saw |= v.alone[r]
		}
		if start[0], start[1] = start[1], r; v.maybe.has(start.hash()) {
			for _, w := range v.pairs[start] {
				if saw&w.bit == 0 && v.follows(s[i:], w.rest) {
					saw |= w.bit
				}
			}
		}
	}
	return saw
}

// follows reports whether rest stands behind the first character of s.
func (v *sieve) follows(s string, rest []rune) bool {
	_, at := utf8.DecodeRuneInString(s)
	for _, want := range rest {
		r, n := utf8.DecodeRuneInString(s[at:])
		if n == 0 || v.fold(r) != want {
			return false
		}
		at += n
	}
	return true
}
