package lanes

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
)

// bitmap reads the documents of an entry.
func (l *Lane) bitmap(e entry) (*roaring.Bitmap, error) {
	if e.count == 1 {
		return roaring.BitmapOf(e.doc), nil
	}
	s := shapeOf(e.count, l.documents)
	data := l.content[e.list:]
	if s.low < 0 {
		return s.dense(data)
	}
	buffer := buffers.Get().(*[]uint32)
	defer buffers.Put(buffer)
	docs, err := s.appendDocs((*buffer)[:0], data)
	*buffer = docs
	if err != nil {
		return nil, err
	}
	return fromSorted(docs)
}

// buffers are reused: a list may have as many documents as there are.
var buffers = sync.Pool{New: func() any { return new([]uint32) }}

// dense makes a bitmap of a list of a bit a document.
func (s shape) dense(data []byte) (*roaring.Bitmap, error) {
	words := make([]uint64, 0, (s.documents+63)/64)
	count := 0
	for at := 0; at < s.documents; at += 64 {
		word := s.word(data, at, s.documents)
		count += bits.OnesCount64(word)
		words = append(words, word)
	}
	if count != s.count {
		return nil, fmt.Errorf("%w: a list of %d documents has %d", index.ErrDamaged, s.count, count)
	}
	return roaring.FromDense(words, false), nil
}

// The standard form of roaring bitmaps without runs (RoaringFormatSpec): cookie, number of containers, key and count of each, offset of
// each, contents. Making it is several times faster than adding documents one by one.
const (
	cookieNoRuns   = 12346
	arrayMost      = 4096 // documents that a container has as an array
	containerBytes = 8192 // of one that is not an array
)

// fromSorted makes a bitmap of documents, ascending.
func fromSorted(docs []uint32) (*roaring.Bitmap, error) {
	type span struct{ from, to int }
	var spans []span
	size := 8
	for from := 0; from < len(docs); {
		to := from + 1
		for to < len(docs) && docs[to]>>16 == docs[from]>>16 {
			to++
		}
		spans = append(spans, span{from, to})
		size += 8 + min(2*(to-from), containerBytes)
		from = to
	}
	form := make([]byte, 0, size)
	form = binary.LittleEndian.AppendUint32(form, cookieNoRuns)
	form = binary.LittleEndian.AppendUint32(form, uint32(len(spans)))
	for _, s := range spans {
		form = binary.LittleEndian.AppendUint16(form, uint16(docs[s.from]>>16))
		form = binary.LittleEndian.AppendUint16(form, uint16(s.to-s.from-1))
	}
	offset := 8 + 8*len(spans)
	for _, s := range spans {
		form = binary.LittleEndian.AppendUint32(form, uint32(offset))
		offset += min(2*(s.to-s.from), containerBytes)
	}
	for _, s := range spans {
		form = appendContainer(form, docs[s.from:s.to])
	}
	bitmap := roaring.New()
	if _, err := bitmap.FromBuffer(form); err != nil {
		return nil, fmt.Errorf("make a bitmap of %d documents: %w", len(docs), err)
	}
	return bitmap, nil
}

func appendContainer(form []byte, docs []uint32) []byte {
	at := len(form)
	if len(docs) <= arrayMost {
		form = form[:at+2*len(docs)]
		for i, doc := range docs {
			binary.LittleEndian.PutUint16(form[at+2*i:], uint16(doc))
		}
		return form
	}
	form = form[:at+containerBytes]
	container := form[at:]
	for _, doc := range docs {
		container[doc>>3&(containerBytes-1)] |= 1 << (doc & 7)
	}
	return form
}
