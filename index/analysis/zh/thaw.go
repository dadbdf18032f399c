package zh

import (
	"encoding/binary"
	"math"
)

// thaw reads what frozen.marshal wrote.
func thaw(content []byte) (*frozen, error) {
	r := &thawer{rest: content}
	if string(r.bytes(len(magic))) != magic {
		return nil, errFrozen
	}
	f := &frozen{alphabet: make([]rune, r.count())}
	for i := range f.alphabet {
		f.alphabet[i] = rune(r.number())
	}
	costs := make([]float32, r.count())
	for i := range costs {
		costs[i] = math.Float32frombits(uint32(r.number()))
	}
	f.shapes = make([][]part, r.count())
	for i := range f.shapes {
		f.shapes[i] = make([]part, r.count())
		for j := range f.shapes[i] {
			p := r.bytes(2)
			f.shapes[i][j] = part{p[0], p[1]}
		}
	}
	r.slots(f, costs)
	if r.short || len(r.rest) != 0 || len(f.alphabet) > maxCode {
		return nil, errFrozen
	}
	return f, nil
}

// slots reads the columns of the double array, which gets room for every step beyond its end.
func (r *thawer) slots(f *frozen, costs []float32) {
	n := r.count()
	f.slots = make([]slot, n+len(f.alphabet)+1)
	labels := r.bytes(2 * n)
	for i := range n {
		f.slots[i].label = binary.LittleEndian.Uint16(labels[2*i:])
	}
	for i := range f.slots[:n] {
		if s := &f.slots[i]; s.label != 0 {
			b := r.bytes(3)
			s.base = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
			r.short = r.short || int(s.base) > n
		}
	}
	for i := range f.slots[:n] {
		if s := &f.slots[i]; s.label != 0 {
			if at := r.number(); at > 0 && at <= uint64(len(costs)) {
				s.cost = costs[at-1]
			}
		}
	}
	for i := range f.slots[:n] {
		if s := &f.slots[i]; s.cost != 0 {
			shape := r.number()
			r.short = r.short || shape >= uint64(len(f.shapes))
			s.shape = uint16(shape)
		}
	}
}

// thawer reads numbers and notices when there are too few.
type thawer struct {
	rest  []byte
	short bool
}

func (r *thawer) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.short = true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count reads a length, which cannot be more than the bytes that are left.
func (r *thawer) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.short = true
		return 0
	}
	return int(n)
}

func (r *thawer) bytes(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return make([]byte, n)
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}
