package embedded

import (
	"encoding/binary"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Columns hold properties of every document of a segment by document number: what facets, histograms, date order and scoring read
// instead of the index. They are made once from the segment's dictionaries, and a segment never changes. Read only.
type Columns struct {
	Seq       []uint64          // sequence number in the store
	Published []int64           // seconds since 1970, or Undated
	Story     []uint32          // ordinal in Names.Stories
	Values    map[string]Values // by field: Source, Site, Category, Tag, Author, Lang

	TitleLength, BodyLength []uint32 // terms of the word lane
	TitleTotal, BodyTotal   uint64   // their sums
}

// Values is a field with any number of values a document, as ordinals in Names.Values.
type Values struct {
	first []uint32            // ordinal + 1 of a document's first value, 0 for none
	more  map[uint32][]uint32 // the other ordinals of the documents that have several
}

// Each calls visit with the ordinal of each value of a document.
func (v Values) Each(doc uint32, visit func(ordinal uint32)) {
	if v.first[doc] == 0 {
		return
	}
	visit(v.first[doc] - 1)
	for _, ordinal := range v.more[doc] {
		visit(ordinal)
	}
}

// loadColumns reads the columns of a segment; names gives values their ordinals.
func loadColumns(s segment.Segment, names *names) (*Columns, error) {
	count := int(s.Count())
	c := &Columns{
		Seq: make([]uint64, count), Published: make([]int64, count), Story: make([]uint32, count),
		TitleLength: make([]uint32, count), BodyLength: make([]uint32, count), Values: make(map[string]Values, len(valueFields)),
	}
	for i := range c.Published {
		c.Published[i] = Undated
	}
	columns := []struct {
		field string
		set   func(term string) func(doc uint32)
	}{
		{identity, func(term string) func(uint32) { seq := decodeSeq(term); return func(doc uint32) { c.Seq[doc] = seq } }},
		{published, func(term string) func(uint32) {
			at := decodeTime(term)
			return func(doc uint32) { c.Published[doc] = at }
		}},
		{Story, func(term string) func(uint32) {
			id := names.stories.id(term)
			return func(doc uint32) { c.Story[doc] = id }
		}},
		{titleLength, lengths(c.TitleLength, &c.TitleTotal)},
		{bodyLength, lengths(c.BodyLength, &c.BodyTotal)},
	}
	for _, column := range columns {
		if err := eachTerm(s, column.field, column.set); err != nil {
			return nil, err
		}
	}
	for _, field := range valueFields {
		v := Values{first: make([]uint32, count), more: make(map[uint32][]uint32)}
		err := eachTerm(s, field, func(term string) func(uint32) { return v.add(names.values[field].id(term)) })
		if err != nil {
			return nil, err
		}
		c.Values[field] = v
	}
	return c, nil
}

func (v Values) add(ordinal uint32) func(doc uint32) {
	return func(doc uint32) {
		if v.first[doc] == 0 {
			v.first[doc] = ordinal + 1
		} else {
			v.more[doc] = append(v.more[doc], ordinal)
		}
	}
}

func lengths(column []uint32, total *uint64) func(term string) func(doc uint32) {
	return func(term string) func(uint32) {
		length := binary.BigEndian.Uint32([]byte(term))
		return func(doc uint32) {
			column[doc] = length
			*total += uint64(length)
		}
	}
}

// eachTerm goes through the terms of a field, ascending, and calls what set returns for a term with each of its documents, deleted
// ones included.
func eachTerm(s segment.Segment, field string, set func(term string) func(doc uint32)) error {
	dictionary, err := s.Dictionary(field)
	if err != nil {
		return fmt.Errorf("read the dictionary of %s: %w", field, err)
	}
	if dictionary == nil {
		return nil
	}
	terms := dictionary.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return fmt.Errorf("read the dictionary of %s: %w", field, err)
		}
		if entry == nil {
			return nil
		}
		docs, err := bitmapOf(dictionary, entry.Term)
		if err != nil {
			return fmt.Errorf("read the postings of %s: %w", field, err)
		}
		visit := set(entry.Term)
		docs.Iterate(func(doc uint32) bool { visit(doc); return true })
	}
}

// bitmapOf returns the documents of a term as the segment keeps them: shared, not to be changed, valid while the segment is open.
func bitmapOf(dictionary segment.TermDictionary, term string) (*roaring.Bitmap, error) {
	list, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	postings, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("a segment with postings of an unknown kind %T", list)
	}
	if doc, one := postings.DocNum1Hit(); one {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	if docs := postings.ActualBitmap(); docs != nil {
		return docs, nil
	}
	return roaring.New(), nil
}
