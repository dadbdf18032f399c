package zh

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// frozen is the dictionary in the form in which it is used, made by Freeze: a trie of characters in a double array. The root's children
// are at the slots of their own codes; those of another node at its base plus their codes. No two nodes share a base.
type frozen struct {
	alphabet []rune   // the character of code i+1
	shapes   [][]part // of words: which sub-words they have, where; shape 0 has none
	slots    []slot
}

// slot is a node of the trie. Twelve bytes, so that a step of a search touches one cache line.
type slot struct {
	base  uint32  // 0: no children
	cost  float32 // gse's distance of the word that ends here, 0: none does
	label uint16  // the code of the last character, 0: empty
	shape uint16
}

// part is a sub-word: a half-open range of bytes of its word.
type part struct{ start, end uint8 }

// maxCode bounds the codes of characters: two bits of sixteen are for other things, see letterBit.
const maxCode = 1<<14 - 1

// errFrozen: the frozen form is cut short or made by another version.
var errFrozen = errors.New("not a frozen dictionary of this version")

const magic = "xunbao dictionary 1\n"

// marshal writes the frozen form: the magic, then numbers as unsigned varints. First come the alphabet, the costs (as bits, each
// once, ascending) and the shapes, each list after its length; then the number of slots and, column by column because that
// packs best, their labels (two bytes, little-endian), the bases (three bytes) of the slots in use, 0 for none, the costs (1 + number in the
// list, 0 for none) of the slots in use and the shapes of the words.
func (f *frozen) marshal() []byte {
	out := []byte(magic)
	number := func(n int) { out = binary.AppendUvarint(out, uint64(n)) }
	number(len(f.alphabet))
	for _, r := range f.alphabet {
		number(int(r))
	}
	costs := f.costs()
	number(len(costs))
	for _, cost := range costs {
		number(int(cost))
	}
	number(len(f.shapes))
	for _, shape := range f.shapes {
		number(len(shape))
		for _, p := range shape {
			out = append(out, p.start, p.end)
		}
	}
	number(len(f.slots))
	for _, s := range f.slots {
		out = binary.LittleEndian.AppendUint16(out, s.label)
	}
	for _, s := range f.slots {
		if s.label != 0 {
			out = append(out, byte(s.base), byte(s.base>>8), byte(s.base>>16))
		}
	}
	for _, s := range f.slots {
		switch at, _ := slices.BinarySearch(costs, math.Float32bits(s.cost)); {
		case s.label == 0:
		case s.cost == 0:
			number(0)
		default:
			number(at + 1)
		}
	}
	for _, s := range f.slots {
		if s.cost != 0 {
			number(int(s.shape))
		}
	}
	return out
}

// costs lists the costs of all words as bits, ascending, each once.
func (f *frozen) costs() []uint32 {
	seen := make(map[uint32]bool)
	for _, s := range f.slots {
		if s.cost != 0 {
			seen[math.Float32bits(s.cost)] = true
		}
	}
	costs := make([]uint32, 0, len(seen))
	for cost := range seen {
		costs = append(costs, cost)
	}
	slices.Sort(costs)
	return costs
}
