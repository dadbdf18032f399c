package lanes

import (
	"cmp"
	"io"
	"slices"
)

// Builder makes a lane of documents in memory. The zero value is empty. Not safe for concurrent use.
type Builder struct {
	table  Table
	counts []uint32 // documents of each key, by its number
	last   []uint32 // the last of them
	stream []uint32 // numbers of the keys of all documents, one document after another
	ends   []int    // where each document ends in stream
}

// Add adds the next document with its keys, in any order, repeats included.
func (b *Builder) Add(keys []uint64) {
	doc := uint32(len(b.ends))
	for _, key := range keys {
		number := b.table.Number(key)
		if int(number) == len(b.counts) {
			b.counts = append(b.counts, 0)
			b.last = append(b.last, 0)
		} else if b.last[number] == doc {
			continue
		}
		b.counts[number]++
		b.last[number] = doc
		b.stream = append(b.stream, number)
	}
	b.ends = append(b.ends, len(b.stream))
}

// Documents is how many were added.
func (b *Builder) Documents() int { return len(b.ends) }

// WriteTo writes the lane as a section.
func (b *Builder) WriteTo(to io.Writer) (int64, error) {
	docs, first := b.lists()
	type entry struct {
		key    uint64
		number uint32
	}
	order := make([]entry, len(b.table.Keys))
	for number, key := range b.table.Keys {
		order[number] = entry{key, uint32(number)}
	}
	slices.SortFunc(order, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	w := newWriter(to, b.Documents())
	for _, e := range order {
		if err := w.add(e.key, docs[first[e.number]:first[e.number]+b.counts[e.number]]); err != nil {
			return w.written, err
		}
	}
	err := w.finish()
	return w.written, err
}

// lists sorts the stream by key, keeping the order of the documents: the list of a key begins at first of its number.
func (b *Builder) lists() (docs, first []uint32) {
	docs, first = make([]uint32, len(b.stream)), make([]uint32, len(b.counts))
	sum := uint32(0)
	for number, count := range b.counts {
		first[number] = sum
		sum += count
	}
	next := slices.Clone(first)
	at := 0
	for doc, end := range b.ends {
		for ; at < end; at++ {
			number := b.stream[at]
			docs[next[number]] = uint32(doc)
			next[number]++
		}
	}
	return docs, first
}

// Reset empties the builder and keeps its memory.
func (b *Builder) Reset() {
	b.table.Reset()
	b.counts, b.last, b.stream, b.ends = b.counts[:0], b.last[:0], b.stream[:0], b.ends[:0]
}
