package lanes

import (
	"container/heap"
	"io"

	"github.com/RoaringBitmap/roaring/v2"
)

// Source is a lane to merge.
type Source struct {
	Lane  *Lane
	Drops *roaring.Bitmap // documents to leave out; may be nil
}

// stopEvery is after how many keys a merge asks whether to stop: a fraction of a millisecond.
const stopEvery = 256

// Merge writes one section with the documents of the sources, numbered anew one source after another. stop is asked now and then and
// may end it with an error.
func Merge(to io.Writer, sources []Source, stop func() error) error {
	var cursors queue
	documents := uint32(0)
	for _, s := range sources {
		c, err := s.Lane.cursor(0)
		if err != nil {
			return err
		}
		m := &merging{cursor: c, numbers: numbering(s, documents), shift: documents}
		documents += uint32(s.Lane.documents) - dropped(s)
		more, err := c.next()
		if err != nil {
			return err
		}
		if more {
			m.place = len(cursors)
			cursors = append(cursors, m)
		}
	}
	heap.Init(&cursors)
	w := newWriter(to, int(documents))
	var docs []uint32
	for n := 0; len(cursors) > 0; n++ {
		if n%stopEvery == 0 {
			if err := stop(); err != nil {
				return err
			}
		}
		docs = docs[:0]
		for key := cursors[0].key; len(cursors) > 0 && cursors[0].key == key; {
			first := cursors[0]
			var err error
			if docs, err = first.renumbered(docs); err != nil {
				return err
			}
			if err := cursors.advance(); err != nil {
				return err
			}
			if len(docs) > 0 && (len(cursors) == 0 || cursors[0].key != key) {
				if err := w.add(key, docs); err != nil {
					return err
				}
			}
		}
	}
	return w.finish()
}

func dropped(s Source) uint32 {
	if s.Drops == nil {
		return 0
	}
	return uint32(s.Drops.GetCardinality())
}

// gone is the new number of a document that is left out.
const gone = ^uint32(0)

// numbering returns the new number of each document of a source; nil where none is left out.
func numbering(s Source, first uint32) []uint32 {
	if dropped(s) == 0 {
		return nil
	}
	numbers := make([]uint32, s.Lane.documents)
	for doc := range numbers {
		if s.Drops.Contains(uint32(doc)) {
			numbers[doc] = gone
			continue
		}
		numbers[doc] = first
		first++
	}
	return numbers
}

// merging is a source under way.
type merging struct {
	*cursor
	numbers []uint32
	shift   uint32
	place   int // among the sources
}

// renumbered appends the new numbers of the documents of the entry it stands at.
func (m *merging) renumbered(to []uint32) ([]uint32, error) {
	start := len(to)
	to, err := m.cursor.appendDocs(to)
	if err != nil {
		return to, err
	}
	if m.numbers == nil {
		for i := start; i < len(to); i++ {
			to[i] += m.shift
		}
		return to, nil
	}
	kept := to[:start]
	for _, doc := range to[start:] {
		if number := m.numbers[doc]; number != gone {
			kept = append(kept, number)
		}
	}
	return kept, nil
}

// queue is a heap of sources by the key they stand at, those with the same in their order, so that documents ascend.
type queue []*merging

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].key != q[j].key {
		return q[i].key < q[j].key
	}
	return q[i].place < q[j].place
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*merging)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// advance takes the first source one entry further.
func (q *queue) advance() error {
	more, err := (*q)[0].next()
	if err != nil {
		return err
	}
	if more {
		heap.Fix(q, 0)
	} else {
		heap.Pop(q)
	}
	return nil
}
