package embedded

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// batchDocs is how many documents are handed on at a time: what a column keeps of them stays in the nearest cache.
const batchDocs = 2048

// batches hands on documents many at a time, and keeps the buffers for that.
type batches struct {
	docs   buffers[uint32]
	times  buffers[int64]
	scores buffers[float64]
}

// buffers are those of one kind that nobody uses.
type buffers[T any] struct{ pool sync.Pool }

func (b *buffers[T]) get() *[batchDocs]T {
	if buffer, ok := b.pool.Get().(*[batchDocs]T); ok {
		return buffer
	}
	return new([batchDocs]T)
}

func (b *buffers[T]) put(buffer *[batchDocs]T) { b.pool.Put(buffer) }

// each calls visit with the documents of a set, ascending, many at a time. The slice is valid during the call only.
func (b *batches) each(set *roaring.Bitmap, visit func(docs []uint32)) {
	buffer := b.docs.get()
	defer b.docs.put(buffer)
	all := set.ManyIterator()
	for n := all.NextMany(buffer[:]); n > 0; n = all.NextMany(buffer[:]) {
		visit(buffer[:n])
	}
}

// eachDated calls visit with the times of a set's documents that have one, many at a time, and returns how many have none. The slice is valid during
// the call only.
func (r *run) eachDated(p part, visit func(times []int64)) (undated int) {
	published := p.segment.Columns.Published
	times := r.engine.batches.times.get()
	defer r.engine.batches.times.put(times)
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
