package embedded

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
)

// columnData are the columns of a segment as its sibling has them: values as ordinals of the segment's own. The zero value is that of no
// document.
type columnData struct {
	seq         []uint64
	published   []uint64 // seconds since 1970 as two's complement
	titleLength []uint32
	bodyLength  []uint32
	values      [valueCount]valueData // in the order of valueFields
}

// valueData is a field with any number of values a document.
type valueData struct {
	texts   []string // by ordinal
	numbers map[string]uint32
	first   []uint32 // ordinal + 1 of a document's first value, 0 for none
	more    []uint32 // pairs of document and ordinal, for further values; documents ascend
}

func (v *valueData) ordinal(text string) uint32 {
	number, ok := v.numbers[text]
	if !ok {
		if v.numbers == nil {
			v.numbers = make(map[string]uint32)
		}
		number = uint32(len(v.texts))
		v.numbers[text] = number
		v.texts = append(v.texts, text)
	}
	return number
}

// add adds the values of the next document, each once.
func (v *valueData) add(values []string) {
	doc := uint32(len(v.first))
	v.first = append(v.first, 0)
	for i, text := range values {
		if text == "" || slices.Contains(values[:i], text) {
			continue
		}
		if number := v.ordinal(text); v.first[doc] == 0 {
			v.first[doc] = number + 1
		} else {
			v.more = append(v.more, doc, number)
		}
	}
}

// add adds the next document.
func (c *columnData) add(p *properties) {
	c.seq = append(c.seq, p.seq)
	c.published = append(c.published, uint64(p.published))
	c.titleLength = append(c.titleLength, p.titleLength)
	c.bodyLength = append(c.bodyLength, p.bodyLength)
	for i := range c.values {
		c.values[i].add(p.values[i])
	}
}

// join adds the documents of another segment but those of drops, which may be nil.
func (c *columnData) join(from *columnData, drops *roaring.Bitmap) {
	numbers := make([]uint32, len(from.seq)) // new numbers, plus one; 0 for dropped ones
	for doc := range from.seq {
		if drops != nil && drops.Contains(uint32(doc)) {
			continue
		}
		c.seq = append(c.seq, from.seq[doc])
		c.published = append(c.published, from.published[doc])
		c.titleLength = append(c.titleLength, from.titleLength[doc])
		c.bodyLength = append(c.bodyLength, from.bodyLength[doc])
		numbers[doc] = uint32(len(c.seq))
	}
	for i := range c.values {
		c.values[i].join(&from.values[i], numbers)
	}
}

func (v *valueData) join(from *valueData, numbers []uint32) {
	ordinals := make([]uint32, len(from.texts)) // new ordinals, plus one; 0 for those not met yet
	ordinal := func(old uint32) uint32 {
		if ordinals[old] == 0 {
			ordinals[old] = v.ordinal(from.texts[old]) + 1
		}
		return ordinals[old]
	}
	for doc, first := range from.first {
		if numbers[doc] == 0 {
			continue
		}
		if first > 0 {
			first = ordinal(first - 1)
		}
		v.first = append(v.first, first)
	}
	for i := 0; i < len(from.more); i += 2 {
		if number := numbers[from.more[i]]; number > 0 {
			v.more = append(v.more, number-1, ordinal(from.more[i+1])-1)
		}
	}
}

// all lists the columns in the order of the section, those whose numbers are written as differences first.
func (c *columnData) all() (differences []*[]uint64, plain []*[]uint32) {
	differences = []*[]uint64{&c.seq, &c.published}
	plain = []*[]uint32{&c.titleLength, &c.bodyLength}
	for i := range c.values {
		plain = append(plain, &c.values[i].first)
	}
	return differences, plain
}

// writeTo writes the section: the number of documents; each column, numbers as varints; texts and further values of every field. stopped is asked
// before each piece and may end it with an error.
func (c *columnData) writeTo(out io.Writer, stopped func() error) error {
	w := &columnWriter{out: out, stopped: stopped}
	w.number(uint64(len(c.seq)))
	differences, plain := c.all()
	for _, column := range differences {
		last := uint64(0)
		for _, n := range *column {
			w.signed(int64(n - last))
			last = n
		}
	}
	for _, column := range plain {
		for _, n := range *column {
			w.number(uint64(n))
		}
	}
	for i := range c.values {
		v := &c.values[i]
		w.number(uint64(len(v.texts)))
		for _, text := range v.texts {
			w.number(uint64(len(text)))
			w.buffer = append(w.buffer, text...)
		}
		w.number(uint64(len(v.more)))
		for _, n := range v.more {
			w.number(uint64(n))
		}
	}
	w.flush()
	return w.err
}

// columnWriter writes numbers as varints, a piece at a time.
type columnWriter struct {
	out     io.Writer
	stopped func() error
	buffer  []byte
	err     error // the first
}

// columnBytes is about how much is written at once.
const columnBytes = 64 << 10

func (w *columnWriter) number(n uint64) {
	if w.buffer = binary.AppendUvarint(w.buffer, n); len(w.buffer) >= columnBytes {
		w.flush()
	}
}

func (w *columnWriter) signed(n int64) {
	if w.buffer = binary.AppendVarint(w.buffer, n); len(w.buffer) >= columnBytes {
		w.flush()
	}
}

func (w *columnWriter) flush() {
	if w.err == nil {
		w.err = w.stopped()
	}
	if w.err == nil {
		_, w.err = w.out.Write(w.buffer)
	}
	w.buffer = w.buffer[:0]
}

// parseColumns reads a section. The error wraps index.ErrDamaged.
func parseColumns(section []byte) (*columnData, error) {
	r := &columnReader{rest: section}
	c := &columnData{}
	count := r.count()
	differences, plain := c.all()
	for _, column := range differences {
		*column = make([]uint64, count)
		last := uint64(0)
		for doc := range *column {
			last += uint64(r.signed())
			(*column)[doc] = last
		}
	}
	for _, column := range plain {
		*column = make([]uint32, count)
		for doc := range *column {
			(*column)[doc] = r.small()
		}
	}
	for i := range c.values {
		c.values[i].read(r)
	}
	if r.bad || len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: the columns of a segment", index.ErrDamaged)
	}
	return c, nil
}

func (v *valueData) read(r *columnReader) {
	v.texts = make([]string, r.count())
	for i := range v.texts {
		v.texts[i] = string(r.take(r.count()))
	}
	v.more = make([]uint32, r.count())
	for i := range v.more {
		v.more[i] = r.small()
	}
	for _, first := range v.first {
		r.bad = r.bad || int(first) > len(v.texts)
	}
	r.bad = r.bad || len(v.more)%2 != 0
	for i := 0; i+1 < len(v.more); i += 2 {
		r.bad = r.bad || int(v.more[i]) >= len(v.first) || int(v.more[i+1]) >= len(v.texts) || i > 0 && v.more[i] < v.more[i-2]
	}
}

// columnReader reads numbers from a section. What is not there reads as 0 and is noted.
type columnReader struct {
	rest []byte
	bad  bool
}

func (r *columnReader) number() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// small reads a number of 32 bits.
func (r *columnReader) small() uint32 {
	n := r.number()
	r.bad = r.bad || n>>32 != 0
	return uint32(n)
}

func (r *columnReader) signed() int64 {
	n := r.number()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads how many things follow; each takes a byte at least.
func (r *columnReader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, nil
		return 0
	}
	return int(n)
}

// take returns the next bytes; nil when there are not so many.
func (r *columnReader) take(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}
