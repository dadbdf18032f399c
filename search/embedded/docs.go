package embedded

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// batchDocs is how many documents are handed on at a time: what a column keeps of them stays in the nearest cache.
const batchDocs = 2048

// batches are buffers of batchDocs document numbers.
type batches struct{ pool sync.Pool }

// each calls visit with the documents of a set, ascending, many at a time. The slice is valid during the call only.
func (b *batches) each(set *roaring.Bitmap, visit func(docs []uint32)) {
	buffer, ok := b.pool.Get().(*[batchDocs]uint32)
	if !ok {
		buffer = new([batchDocs]uint32)
	}
	defer b.pool.Put(buffer)
	all := set.ManyIterator()
	for n := all.NextMany(buffer[:]); n > 0; n = all.NextMany(buffer[:]) {
		visit(buffer[:n])
	}
}

// eachDated calls visit with the times of a set's documents that have one, many at a time, and returns how many have none.
func (r *run) eachDated(p part, visit func(times []int64)) (undated int) {
	published := p.segment.Columns.Published
	var times [batchDocs]int64
	r.engine.batches.each(p.set, func(docs []uint32) {
		n := 0
		for _, doc := range docs {
			if at := published[doc]; at != index.Undated {
				times[n] = at
				n++
			}
		}
		undated += len(docs) - n
		visit(times[:n])
	})
	return undated
}
