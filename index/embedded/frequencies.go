package embedded

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Bleve keeps the frequencies of a word one after another, so that those of a few documents of a long list cost as much as all of them.
// The first search for a frequent word reads them all and keeps, for each segment, which documents have it twice, three times and so on:
// most have it once, so this is a small part of the list.

const (
	layersWorth  = 512 // documents from which a list is kept so
	mostLayers   = 15  // a frequency that is higher is kept by itself
	bytesPerDoc  = 32  // that a segment keeps so, for each of its documents
	bytesOfLayer = 64  // beside what a bitmap counts itself
)

// frequencies are those of one word in one field of a segment.
type frequencies struct {
	layers []*roaring.Bitmap // documents with a frequency of two and more, three and more, …
	high   map[uint32]int    // frequencies above 1 + mostLayers
	kept   int               // bytes
}

// termKey is a word of a field.
type termKey struct{ field, term string }

// newFrequencies reads the whole list.
func newFrequencies(list segment.PostingsList) (*frequencies, error) {
	f := &frequencies{kept: bytesOfLayer}
	var docs [mostLayers][]uint32
	postings := list.Iterator(true, false, false, nil)
	for {
		p, err := postings.Next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			break
		}
		doc, frequency := uint32(p.Number()), int(p.Frequency())
		for i := range min(frequency-1, mostLayers) {
			docs[i] = append(docs[i], doc)
		}
		if frequency > 1+mostLayers {
			if f.high == nil {
				f.high = make(map[uint32]int)
			}
			f.high[doc] = frequency
		}
	}
	for _, more := range docs {
		if len(more) == 0 {
			break
		}
		layer := roaring.BitmapOf(more...)
		f.layers = append(f.layers, layer)
		f.kept += bytesOfLayer + int(layer.GetSizeInBytes())
	}
	f.kept += bytesOfLayer * len(f.high)
	return f, nil
}

// each calls visit with the frequency in each of the documents among docs that has the word, ascending. above, by document, is all zero
// before and after.
func (f *frequencies) each(having, docs *roaring.Bitmap, above []uint8, visit func(doc uint32, frequency int)) {
	for _, layer := range f.layers {
		more := roaring.And(layer, docs)
		if more.IsEmpty() {
			break // who has it four times has it three times
		}
		more.Iterate(func(doc uint32) bool { above[doc]++; return true })
	}
	roaring.And(having, docs).Iterate(func(doc uint32) bool {
		frequency := f.of(doc, int(above[doc]))
		above[doc] = 0
		visit(doc, frequency)
		return true
	})
}

// of is the frequency in a document that so many layers have.
func (f *frequencies) of(doc uint32, layers int) int {
	if layers == mostLayers {
		return max(1+layers, f.high[doc])
	}
	return 1 + layers
}

// frequenciesOf returns what is kept of a word; nil when nothing is.
func (c *Columns) frequenciesOf(key termKey) *frequencies {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.frequencies[key]
}

// readFrequencies returns those of a word, and reads and keeps them when they are not kept yet: once for all who ask meanwhile, such as
// who scores the other half of the documents.
func (c *Columns) readFrequencies(key termKey, list segment.PostingsList) (*frequencies, error) {
	if f := c.frequenciesOf(key); f != nil {
		return f, nil
	}
	read, err, _ := c.reading.Do(key.field+" "+key.term, func() (any, error) {
		f, err := newFrequencies(list)
		if err == nil {
			c.keep(key, f)
		}
		return f, err
	})
	return read.(*frequencies), err
}

// keep keeps the frequencies of a word. When there is no room all others go: they are soon read again.
func (c *Columns) keep(key termKey, f *frequencies) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept+f.kept > bytesPerDoc*len(c.Seq) || c.frequencies == nil {
		c.frequencies, c.kept = make(map[termKey]*frequencies), 0
	}
	if c.frequencies[key] == nil && f.kept <= bytesPerDoc*len(c.Seq) {
		c.frequencies[key] = f
		c.kept += f.kept
	}
}

// Frequencies calls visit with the number of times a term stands in a word field of each document among docs that has it,
// ascending.
func (s *Segment) Frequencies(field, term string, docs *roaring.Bitmap, visit func(doc uint32, frequency int)) error {
	having, list, err := s.list(field, term)
	if err != nil || having.IsEmpty() {
		return err
	}
	if having.GetCardinality() < layersWorth {
		err = eachFrequency(list, having, docs, visit)
	} else {
		err = s.inLayers(termKey{field, term}, list, having, docs, visit)
	}
	if err != nil {
		return fmt.Errorf("read the postings of %s: %w", field, err)
	}
	return nil
}

// Occurrences tell how often a term stands in documents that are asked for one by one. Valid as long as the snapshot.
type Occurrences struct {
	Documents *roaring.Bitmap // that have the term, deleted ones included: shared, not to be changed
	frequencies
}

// Occurrences returns those of a term in a word field.
func (s *Segment) Occurrences(field, term string) (*Occurrences, error) {
	having, list, err := s.list(field, term)
	if err != nil || having.IsEmpty() {
		return &Occurrences{Documents: having}, err
	}
	var f *frequencies
	if having.GetCardinality() < layersWorth {
		f, err = newFrequencies(list)
	} else {
		f, err = s.Columns.readFrequencies(termKey{field, term}, list)
	}
	if err != nil {
		return nil, fmt.Errorf("read the postings of %s: %w", field, err)
	}
	return &Occurrences{having, *f}, nil
}

// In is how often the term stands in one of the Documents.
func (o *Occurrences) In(doc uint32) int {
	n := 0
	for n < len(o.layers) && o.layers[n].Contains(doc) {
		n++
	}
	return o.of(doc, n)
}

// eachFrequency reads the frequencies as Bleve keeps them.
func eachFrequency(list segment.PostingsList, having, docs *roaring.Bitmap, visit func(doc uint32, frequency int)) error {
	postings := list.Iterator(true, false, false, nil)
	if narrow, ok := postings.(segment.OptimizablePostingsIterator); ok && narrow.ActualBitmap() != nil {
		narrow.ReplaceActual(roaring.And(having, docs))
	}
	for {
		p, err := postings.Next()
		if p == nil || err != nil {
			return err
		}
		if doc := uint32(p.Number()); docs.Contains(doc) {
			visit(doc, int(p.Frequency()))
		}
	}
}

func (s *Segment) inLayers(key termKey, list segment.PostingsList, having, docs *roaring.Bitmap, visit func(doc uint32, frequency int)) error {
	f, err := s.Columns.readFrequencies(key, list)
	if err != nil {
		return err
	}
	above, ok := s.Columns.zeroes.Get().(*[]uint8)
	if !ok {
		above = new([]uint8)
		*above = make([]uint8, len(s.Columns.Seq))
	}
	f.each(having, docs, *above, visit)
	s.Columns.zeroes.Put(above)
	return nil
}
