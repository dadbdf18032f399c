package lanes

import (
	"encoding/binary"
	"io"
)

// A section of a lane is
//
//	lists    of the keys with two documents and more, one after another, see list.go
//	entries  of the keys, ascending: the difference to the key before (in a block's first entry the key), the count, and for a count
//	         of one the document; unsigned varints
//	blocks   for each blockKeys entries: the first key, where its entries begin in entries, where its lists begin in lists
//	trailer  documents, keys, bytes of lists, bytes of entries
//
// Numbers of blocks and trailer are 8 bytes, little-endian.
const (
	blockKeys    = 64
	blockBytes   = 24
	trailerBytes = 32
)

// writer writes a section: the lists at once, the rest, which is small, at the end.
type writer struct {
	to        io.Writer
	documents int
	keys      int
	last      uint64
	lists     int
	entries   []byte
	blocks    []byte
	buffer    []byte // lists not written yet
	written   int64
}

// bufferedLists is how many bytes of lists are written at once.
const bufferedLists = 1 << 18

func newWriter(to io.Writer, documents int) *writer { return &writer{to: to, documents: documents} }

// add adds a key, greater than the last, with its documents, ascending and at least one.
func (w *writer) add(key uint64, docs []uint32) error {
	if w.keys%blockKeys == 0 {
		w.blocks = binary.LittleEndian.AppendUint64(w.blocks, key)
		w.blocks = binary.LittleEndian.AppendUint64(w.blocks, uint64(len(w.entries)))
		w.blocks = binary.LittleEndian.AppendUint64(w.blocks, uint64(w.lists))
		w.last = 0
	}
	w.entries = binary.AppendUvarint(w.entries, key-w.last)
	w.entries = binary.AppendUvarint(w.entries, uint64(len(docs)))
	w.keys++
	w.last = key
	if len(docs) == 1 {
		w.entries = binary.AppendUvarint(w.entries, uint64(docs[0]))
		return nil
	}
	before := len(w.buffer)
	w.buffer = appendList(w.buffer, docs, w.documents)
	w.lists += len(w.buffer) - before
	if len(w.buffer) < bufferedLists {
		return nil
	}
	return w.flush()
}

func (w *writer) flush() error {
	err := w.write(w.buffer)
	w.buffer = w.buffer[:0]
	return err
}

func (w *writer) write(content []byte) error {
	n, err := w.to.Write(content)
	w.written += int64(n)
	return err
}

func (w *writer) finish() error {
	var trailer []byte
	for _, n := range []int{w.documents, w.keys, w.lists, len(w.entries)} {
		trailer = binary.LittleEndian.AppendUint64(trailer, uint64(n))
	}
	for _, content := range [][]byte{w.buffer, w.entries, w.blocks, trailer} {
		if err := w.write(content); err != nil {
			return err
		}
	}
	return nil
}
