package shorthand

import "unicode/utf8"

// finder finds the longest string of a list that a text begins with. It is a tree by characters: the first character leads to a node
// by a plain table, every further one by a hash table of all edges. The node where the string of a code ends has the number code+1, so
// that the edges are all there is to look at; the other nodes have numbers beyond, and the root is 0.
type finder struct {
	roots [1 << 16]target // by first character; characters beyond U+FFFF are edges of the root
	edges []edge          // a power of two of them
	shift uint
	codes int
}

// target is a node and, in the lowest bit, whether edges lead on from it; 0 is none.
type target uint32

// edge is the node it comes from, the character and its target in one word, so that a processor's cache holds many; 0 is none.
type edge uint64

const (
	runeBits   = 21
	targetBits = 22
	spread     = 0x9e3779b97f4a7c15 // of the golden ratio: Fibonacci hashing
)

// newFinder takes a list of strings that are all different and valid UTF-8.
func newFinder(list []string) *finder {
	longer := make(map[string]bool, len(list)) // beginnings of strings
	nodes := make(map[string]int, 3*len(list)) // by the string that leads there
	for code, s := range list {
		nodes[s] = code + 1
		for i := range s {
			longer[s[:i]] = true
		}
	}
	bits := uint(1)
	for 1<<bits < (len(longer)+len(list))*3/2 {
		bits++
	}
	f := &finder{edges: make([]edge, 1<<bits), shift: 64 - bits, codes: len(list)}
	number := func(s string) int {
		if s != "" && nodes[s] == 0 {
			nodes[s] = len(nodes) + 1
		}
		return nodes[s]
	}
	for _, s := range list {
		f.add(s, number, longer)
	}
	for s := range longer {
		if s != "" && (nodes[s] == 0 || nodes[s] > len(list)) {
			f.add(s, number, longer)
		}
	}
	return f
}

// add links the node of a string to the one it comes from.
func (f *finder) add(s string, number func(string) int, longer map[string]bool) {
	r, n := utf8.DecodeLastRuneInString(s)
	to := target(number(s) << 1)
	if longer[s] {
		to |= 1
	}
	f.link(number(s[:len(s)-n]), r, to)
}

// step is where a character leads to from a node.
func (f *finder) step(from int, r rune) target {
	if from == 0 && r < 1<<16 {
		return f.roots[r]
	}
	key := uint64(from)<<runeBits | uint64(r)
	for at := key * spread >> f.shift; f.edges[at] != 0; at = (at + 1) & uint64(len(f.edges)-1) {
		if uint64(f.edges[at])>>targetBits == key {
			return target(f.edges[at] & (1<<targetBits - 1))
		}
	}
	return 0
}

func (f *finder) link(from int, r rune, to target) {
	if from == 0 && r < 1<<16 {
		f.roots[r] = to
		return
	}
	key := uint64(from)<<runeBits | uint64(r)
	at := key * spread >> f.shift
	for f.edges[at] != 0 {
		at = (at + 1) & uint64(len(f.edges)-1)
	}
	f.edges[at] = edge(key<<targetBits | uint64(to))
}

// longest is the code of the longest string and its length in bytes; 0 when none fits. Bytes that are not UTF-8 fit none.
func (f *finder) longest(text []byte) (code, n int) {
	in := target(1)
	for at := 0; at < len(text) && in&1 != 0; {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			if r, size = utf8.DecodeRune(text[at:]); r == utf8.RuneError {
				break
			}
		}
		if in = f.step(int(in>>1), r); in == 0 {
			break
		}
		at += size
		if end := int(in >> 1); end <= f.codes {
			code, n = end-1, at
		}
	}
	return code, n
}
