package lanes

import (
	"encoding/binary"
	"fmt"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
)

// Lane reads a section. It refers to the section's bytes and must not outlive them. Safe for concurrent use. Damaged bytes give errors
// that wrap index.ErrDamaged, or other documents: checksums are the file's matter.
type Lane struct {
	documents, keys int
	content         []byte // the whole section
	lists           int    // bytes
	entries         []byte
	blocks          []byte
}

// Parse reads the frame of a section.
func Parse(section []byte) (*Lane, error) {
	if len(section) < trailerBytes {
		return nil, fmt.Errorf("%w: a lane of %d bytes", index.ErrDamaged, len(section))
	}
	trailer := section[len(section)-trailerBytes:]
	var n [4]int
	for i := range n {
		value := binary.LittleEndian.Uint64(trailer[8*i:])
		if value > 1<<48 {
			return nil, fmt.Errorf("%w: the trailer of a lane", index.ErrDamaged)
		}
		n[i] = int(value)
	}
	l := &Lane{documents: n[0], keys: n[1], content: section, lists: n[2]}
	blocks := (l.keys + blockKeys - 1) / blockKeys * blockBytes
	if l.documents > 1<<32 || n[2]+n[3]+blocks+trailerBytes != len(section) {
		return nil, fmt.Errorf("%w: the parts of a lane do not add up", index.ErrDamaged)
	}
	l.entries = section[l.lists : l.lists+n[3]]
	l.blocks = section[l.lists+n[3] : len(section)-trailerBytes]
	return l, nil
}

// Documents is the number of documents of the segment, those without any key included.
func (l *Lane) Documents() int { return l.documents }

// Keys is the number of different keys.
func (l *Lane) Keys() int { return l.keys }

// Count is the number of documents that have a key.
func (l *Lane) Count(key uint64) (int, error) {
	e, ok, err := l.find(key)
	if !ok {
		return 0, err
	}
	return e.count, nil
}

// Postings returns the documents that have a key: a bitmap of the caller's own.
func (l *Lane) Postings(key uint64) (*roaring.Bitmap, error) {
	e, ok, err := l.find(key)
	if !ok {
		return roaring.New(), err
	}
	return l.bitmap(e)
}

// Each calls visit with every key, ascending, and its documents, which it must not keep.
func (l *Lane) Each(visit func(key uint64, docs []uint32)) error {
	c, err := l.cursor(0)
	if err != nil {
		return err
	}
	var docs []uint32
	for {
		more, err := c.next()
		if !more || err != nil {
			return err
		}
		if docs, err = c.appendDocs(docs[:0]); err != nil {
			return err
		}
		visit(c.key, docs)
	}
}

// entry is one key with where its documents are.
type entry struct {
	key   uint64
	count int
	doc   uint32 // for a count of one
	list  int    // else where the list begins in lists
}

// find looks a key up.
func (l *Lane) find(key uint64) (e entry, ok bool, err error) {
	first := func(block int) uint64 { return binary.LittleEndian.Uint64(l.blocks[block*blockBytes:]) }
	block := sort.Search(len(l.blocks)/blockBytes, func(i int) bool { return first(i) > key }) - 1
	if block < 0 {
		return e, false, nil
	}
	c, err := l.cursor(block)
	if err != nil {
		return e, false, err
	}
	for range blockKeys {
		if more, err := c.next(); !more || c.key > key {
			return e, false, err
		}
		if c.key == key {
			return c.entry, true, nil
		}
	}
	return e, false, nil
}
