package lanes

import (
	"cmp"
	"io"
	"slices"
)

// Builder makes a lane of documents in memory. The zero value is empty. Not safe for concurrent use.
type Builder struct {
	slots  []keySlot // a power of two, at most two thirds full; open addressing with linear probing, as in Table
	keys   []uint64  // by number
	stream []uint32  // numbers of the keys of all documents, one document after another
	ends   []int     // where each document ends in stream

	// Pause is called now and then in long work, after a fraction of a millisecond at most; nil is not.
	Pause func()
}

// So many documents, comparisons, keys, and moves in memory lie between two pauses.
const (
	documentsBetweenPauses   = 32
	comparisonsBetweenPauses = 8192
	keysBetweenPauses        = 256
	movesBetweenPauses       = 1 << 14
)

// pause lets others work after every so many things.
func (b *Builder) pause(done, every int) {
	if b.Pause != nil && done%every == 0 {
		b.Pause()
	}
}

// keySlot is a key with its number plus one (0 is an empty slot) and the last document that has it plus one: all that a further
// occurrence has to look at, in one place.
type keySlot struct {
	key          uint64
	number, last uint32
}

// Add adds the next document with its keys, in any order, repeats included.
func (b *Builder) Add(keys []uint64) {
	doc := uint32(len(b.ends) + 1)
	for _, key := range keys {
		if 3*len(b.keys) >= 2*len(b.slots) {
			b.grow()
		}
		slot := &b.slots[b.find(key)]
		if slot.number == 0 {
			b.keys = append(b.keys, key)
			slot.key, slot.number = key, uint32(len(b.keys))
		}
		if slot.last != doc {
			slot.last = doc
			b.stream = append(b.stream, slot.number-1)
		}
	}
	b.ends = append(b.ends, len(b.stream))
}

// find returns the place of a key, or the empty one where it belongs.
func (b *Builder) find(key uint64) uint64 {
	mask := uint64(len(b.slots) - 1)
	at := hash(key) & mask
	for b.slots[at].number != 0 && b.slots[at].key != key {
		at = (at + 1) & mask
	}
	return at
}

func (b *Builder) grow() {
	old := b.slots
	b.slots = make([]keySlot, max(256, 2*len(old)))
	for i, slot := range old {
		b.pause(i, movesBetweenPauses)
		if slot.number != 0 {
			b.slots[b.find(slot.key)] = slot
		}
	}
}

// Documents is how many were added.
func (b *Builder) Documents() int { return len(b.ends) }

// WriteTo writes the lane as a section.
func (b *Builder) WriteTo(to io.Writer) (int64, error) {
	docs, ends := b.lists()
	type entry struct {
		key    uint64
		number uint32
	}
	order := make([]entry, len(b.keys))
	for number, key := range b.keys {
		order[number] = entry{key, uint32(number)}
	}
	compared := 0
	slices.SortFunc(order, func(a, other entry) int {
		compared++
		b.pause(compared, comparisonsBetweenPauses)
		return cmp.Compare(a.key, other.key)
	})
	w := newWriter(to, b.Documents())
	for i, e := range order {
		b.pause(i, keysBetweenPauses)
		first := uint32(0)
		if e.number > 0 {
			first = ends[e.number-1]
		}
		if err := w.add(e.key, docs[first:ends[e.number]]); err != nil {
			return w.written, err
		}
	}
	err := w.finish()
	return w.written, err
}

// lists sorts the stream by key, keeping the order of the documents: the list of each key, by its number, reaches to its end.
func (b *Builder) lists() (docs, ends []uint32) {
	docs, ends = make([]uint32, len(b.stream)), make([]uint32, len(b.keys)+1)
	for i, number := range b.stream {
		b.pause(i, movesBetweenPauses)
		ends[number+1]++
	}
	for number := range b.keys {
		ends[number+1] += ends[number]
	}
	at := 0 // ends is where each list begins, and grows to where it ends
	for doc, end := range b.ends {
		b.pause(doc, documentsBetweenPauses)
		for ; at < end; at++ {
			number := b.stream[at]
			docs[ends[number]] = uint32(doc)
			ends[number]++
		}
	}
	return docs, ends
}

// Reset empties the builder and keeps its memory.
func (b *Builder) Reset() {
	clear(b.slots)
	b.keys, b.stream, b.ends = b.keys[:0], b.stream[:0], b.ends[:0]
}
