package embedded

import (
	"sort"
)

// Sizes of a table of buckets: a cell of 2^leastCell seconds is shorter than a day.
const (
	leastCell = 16
	mostCells = 1 << 16
)

// buckets finds the range of [bounds[i], bounds[i+1]) that a time is in. A table of equal cells tells in which bucket each cell begins,
// so that most times take one look.
type buckets struct {
	bounds []int64
	shift  uint
	cells  []uint32
}

// newBuckets takes ascending bounds, at least two.
func newBuckets(bounds []int64) *buckets {
	first, last := bounds[0], bounds[len(bounds)-1]
	b := &buckets{bounds: bounds, shift: leastCell}
	for uint64(last-first)>>b.shift >= mostCells {
		b.shift++
	}
	b.cells = make([]uint32, uint64(last-first)>>b.shift+1)
	for i := range b.cells {
		at := first + int64(i)<<b.shift
		b.cells[i] = uint32(sort.Search(len(bounds), func(k int) bool { return bounds[k] > at }) - 1)
	}
	return b
}

// of returns the bucket of a time from the first bound on and before the last.
func (b *buckets) of(at int64) int {
	i := int(b.cells[uint64(at-b.bounds[0])>>b.shift])
	for b.bounds[i+1] <= at {
		i++
	}
	return i
}
