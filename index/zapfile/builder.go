package zapfile

import (
	"math/bits"
	"slices"
)

// Builder counts the words of documents in one field. The zero value is empty. Not safe for concurrent use.
type Builder struct {
	slots  []slot // a power of two, at most half full; open addressing with linear probing
	keys   []key  // of the terms, by number
	long   longTerms
	stream []count // the terms of all documents, one document after another
	ends   []int   // where each document ends in stream

	// Pause is called now and then in long work, after a fraction of a millisecond at most; nil is not.
	Pause func()
}

// So many documents, comparisons, terms, and moves in memory lie between two pauses.
const (
	documentsBetweenPauses   = 32
	comparisonsBetweenPauses = 4096
	termsBetweenPauses       = 256
	movesBetweenPauses       = 1 << 14
)

// pause lets others work after every so many things.
func (b *Builder) pause(done, every int) {
	if b.Pause != nil && done%every == 0 {
		b.Pause()
	}
}

// slot is a term with its number plus one (0 is an empty slot), the last document that has it plus one, and where its count for that
// document stands in stream: all that a further occurrence has to look at.
type slot struct {
	key          key
	number, last uint32
	at           uint32
}

// count is how often a term stands in a document.
type count struct{ number, frequency uint32 }

// Begin begins the next document. A document may have no word.
func (b *Builder) Begin() { b.ends = append(b.ends, len(b.stream)) }

// Add counts an occurrence of a word in the document that was begun last.
func (b *Builder) Add(word string) {
	if 2*len(b.keys) >= len(b.slots) {
		b.grow()
	}
	k := keyOf(word)
	if len(word) > keyBytes || k.high == elsewhere {
		k = b.long.key(word)
	}
	s := b.find(k)
	if s.number == 0 {
		b.keys = append(b.keys, k)
		s.key, s.number, s.last = k, uint32(len(b.keys)), 0
	}
	if document := uint32(len(b.ends)); s.last != document {
		s.last, s.at = document, uint32(len(b.stream))
		b.stream = append(b.stream, count{number: s.number - 1})
	}
	b.stream[s.at].frequency++
	b.ends[len(b.ends)-1] = len(b.stream)
}

// find returns the slot of a key, or the empty one where it belongs.
func (b *Builder) find(k key) *slot {
	mask := uint64(len(b.slots) - 1)
	at := k.hash() & mask
	for b.slots[at].number != 0 && b.slots[at].key != k {
		at = (at + 1) & mask
	}
	return &b.slots[at]
}

func (b *Builder) grow() {
	old := b.slots
	b.slots = make([]slot, max(256, 2*len(old)))
	for i := range old {
		b.pause(i, movesBetweenPauses)
		if old[i].number != 0 {
			*b.find(old[i].key) = old[i]
		}
	}
}

// Documents is how many were begun.
func (b *Builder) Documents() int { return len(b.ends) }

// Terms gives what was counted, as Terms. The builder must not be changed meanwhile.
func (b *Builder) Terms(visit func(term []byte, p Postings) error) error {
	lists, ends := b.lists()
	var p Postings
	var term []byte
	for i, o := range b.order() {
		b.pause(i, termsBetweenPauses)
		p.reset()
		first := uint32(0)
		if o.number > 0 {
			first = ends[o.number-1]
		}
		for _, posting := range lists[first:ends[o.number]] {
			p.add(posting.document, posting.frequency)
		}
		term = o.appendTo(term[:0])
		if err := visit(term, p); err != nil {
			return err
		}
	}
	return nil
}

type posting struct{ document, frequency uint32 }

// lists sorts the stream by term, keeping the order of the documents: the list of each term, by its number, reaches to its end.
func (b *Builder) lists() (lists []posting, ends []uint32) {
	lists, ends = make([]posting, len(b.stream)), make([]uint32, len(b.keys)+1)
	for i, c := range b.stream {
		b.pause(i, movesBetweenPauses)
		ends[c.number+1]++
	}
	for number := range b.keys {
		ends[number+1] += ends[number]
	}
	at := 0 // ends is where each list begins, and grows to where it ends
	for document, end := range b.ends {
		b.pause(document, documentsBetweenPauses)
		for ; at < end; at++ {
			c := b.stream[at]
			lists[ends[c.number]] = posting{uint32(document), c.frequency}
			ends[c.number]++
		}
	}
	return lists, ends
}

// order sorts the terms.
func (b *Builder) order() []ordered {
	order := make([]ordered, len(b.keys))
	for number, k := range b.keys {
		order[number] = ordered{key: k, number: uint32(number)}
		if k.high == elsewhere {
			long := b.long.terms[k.low]
			order[number].key, order[number].long = keyOf(long), long
		}
	}
	compared := 0
	slices.SortFunc(order, func(a, other ordered) int {
		compared++
		b.pause(compared, comparisonsBetweenPauses)
		return a.compare(other)
	})
	return order
}

// Reset empties the builder and keeps its memory.
func (b *Builder) Reset() {
	clear(b.slots)
	b.keys, b.stream, b.ends = b.keys[:0], b.stream[:0], b.ends[:0]
	b.long.reset()
}

// hash spreads keys over slots (Fibonacci hashing, Knuth 6.4).
func (k key) hash() uint64 {
	h := (k.high ^ bits.RotateLeft64(k.low, 29)) * 0x9e3779b97f4a7c15
	return h ^ h>>32
}
