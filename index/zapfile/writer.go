package zapfile

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/blevesearch/vellum"
)

// A segment file is
//
//	identities  of each document in order: length of its description (1) and of its data, the length of the identity, the
//	            identity, and a Snappy block of nothing, where stored fields would be
//	offsets     of each identity, 8 bytes each; the number of nested documents, 0
//	postings    of the fields, see postings.go
//	dictionary  of each field, after its postings: length, a vellum transducer from terms to postings; then the address of the field:
//	            twice noValues, and where the dictionary begins
//	fields      of each field: length of its name, name, options, 1, section 0 (2 bytes), address (8 bytes)
//	table       number of fields; where each begins in fields, 8 bytes
//	footer      length of the name of a writer's hook, 0 (4 bytes); documents, offset of offsets, offset of the table (8 bytes); chunk mode,
//	            version, CRC-32 (IEEE) of everything before (4 bytes)
//
// Numbers of so many bytes have the highest first, the others are unsigned varints.
const (
	ChunkMode = 1026
	version   = 17
	noValues  = 1<<64 - 1
)

// Options of a field, as in Bleve's index.FieldIndexingOptions.
const (
	indexed = 1 << 0
	stored  = 1 << 1
)

// identityField must come first.
const identityField = "_id"

// Writer writes a segment: first Identities, then each Field in the order of their names, then Finish.
type Writer struct {
	to        io.Writer
	buffer    []byte // not written yet
	written   uint64 // bytes that left the buffer
	sum       uint32 // of them
	documents uint32
	offsets   uint64 // of the documents
	fields    []fieldAddress
	scratch   []byte
}

type fieldAddress struct {
	name    string
	options uint64
	address uint64
}

// Layout is what zap needs to know of a segment without a footer.
type Layout struct {
	Sum            uint32 // CRC-32
	Documents      uint64
	Offsets, Table uint64 // where they begin
}

// bufferedBytes is how much is written at once.
const bufferedBytes = 1 << 18

// NewWriter starts a segment of the documents that Identities tells.
func NewWriter(to io.Writer) *Writer { return &Writer{to: to} }

func (w *Writer) offset() uint64 { return w.written + uint64(len(w.buffer)) }

func (w *Writer) flush() error {
	n, err := w.to.Write(w.buffer)
	w.sum = crc32.Update(w.sum, crc32.IEEETable, w.buffer[:n])
	w.written += uint64(n)
	w.buffer = w.buffer[:0]
	return err
}

// Identities writes who the documents are; each has one of its own.
func (w *Writer) Identities(identities []string) error {
	w.documents = uint32(len(identities))
	offsets := make([]uint64, len(identities))
	for i, identity := range identities {
		offsets[i] = w.offset()
		meta := uint64(len(identity))
		w.buffer = binary.AppendUvarint(w.buffer, uint64(len(binary.AppendUvarint(w.scratch[:0], meta))))
		w.buffer = binary.AppendUvarint(w.buffer, meta+1)
		w.buffer = binary.AppendUvarint(w.buffer, meta)
		w.buffer = append(append(w.buffer, identity...), 0)
		if len(w.buffer) > bufferedBytes {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	w.offsets = w.offset()
	for _, offset := range offsets {
		w.buffer = binary.BigEndian.AppendUint64(w.buffer, offset)
	}
	w.buffer = append(w.buffer, 0)
	return w.field(identityField, indexed|stored, sortedIdentities(identities))
}

// Field writes a field. One without a term is left out.
func (w *Writer) Field(name string, terms Terms) error { return w.field(name, indexed, terms) }

func (w *Writer) field(name string, options uint64, terms Terms) error {
	dictionary := new(writeBuffer)
	builder, err := vellum.New(dictionary, &vellum.BuilderOpts{Encoder: 1, RegistryMRUSize: 1}) // as zap does: suffixes are not shared
	if err != nil {
		return fmt.Errorf("start the dictionary of %s: %w", name, err)
	}
	empty := true
	err = terms(func(term []byte, p Postings) error {
		empty = false
		if err := builder.Insert(term, w.postings(p)); err != nil {
			return fmt.Errorf("add to the dictionary of %s: %w", name, err)
		}
		if len(w.buffer) < bufferedBytes {
			return nil
		}
		return w.flush()
	})
	if err != nil {
		return err
	}
	if empty {
		return nil
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("finish the dictionary of %s: %w", name, err)
	}
	begins := w.offset()
	w.buffer = binary.AppendUvarint(w.buffer, uint64(len(*dictionary)))
	w.buffer = append(w.buffer, *dictionary...)
	w.fields = append(w.fields, fieldAddress{name, options, w.offset()})
	w.buffer = binary.AppendUvarint(w.buffer, noValues)
	w.buffer = binary.AppendUvarint(w.buffer, noValues)
	w.buffer = binary.AppendUvarint(w.buffer, begins)
	return w.flush()
}

// Finish writes what leads to the fields. A file needs a footer after it, a segment in memory none.
func (w *Writer) Finish() (Layout, error) {
	content := binary.AppendUvarint(nil, uint64(len(w.fields)))
	for _, f := range w.fields {
		content = binary.BigEndian.AppendUint64(content, w.offset())
		w.buffer = binary.AppendUvarint(w.buffer, uint64(len(f.name)))
		w.buffer = append(w.buffer, f.name...)
		w.buffer = binary.AppendUvarint(w.buffer, f.options)
		w.buffer = append(w.buffer, 1, 0, 0)
		w.buffer = binary.BigEndian.AppendUint64(w.buffer, f.address)
	}
	table := w.offset()
	w.buffer = append(w.buffer, content...)
	err := w.flush()
	return Layout{w.sum, uint64(w.documents), w.offsets, table}, err
}

// FinishFile is Finish with a footer.
func (w *Writer) FinishFile() error {
	layout, err := w.Finish()
	if err != nil {
		return err
	}
	w.buffer = binary.BigEndian.AppendUint32(w.buffer, 0)
	for _, n := range []uint64{layout.Documents, layout.Offsets, layout.Table} {
		w.buffer = binary.BigEndian.AppendUint64(w.buffer, n)
	}
	w.buffer = binary.BigEndian.AppendUint32(w.buffer, ChunkMode)
	w.buffer = binary.BigEndian.AppendUint32(w.buffer, version)
	if err := w.flush(); err != nil {
		return err
	}
	_, err = w.to.Write(binary.BigEndian.AppendUint32(nil, w.sum))
	return err
}

// writeBuffer is written to.
type writeBuffer []byte

func (b *writeBuffer) Write(content []byte) (int, error) {
	*b = append(*b, content...)
	return len(content), nil
}
