package embedded

import (
	"errors"
	"math"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/singleflight"

	"xunbao/index/lanes"
)

// Columns hold properties of every document of a segment by document number: what facets, histograms, date order, filters and scoring
// read. They stand in the segment's sibling; ordinals are made the generation's when they are loaded. Read only.
type Columns struct {
	Seq       []uint64          // sequence number in the store
	Published []int64           // seconds since 1970, or Undated
	Story     []uint32          // ordinal in Names.Stories
	Values    map[string]Values // by field: Source, Site, Category, Tag, Author, Lang

	TitleLength, BodyLength []uint32 // terms of the word lane
	TitleTotal, BodyTotal   uint64   // their sums
	TitleLeast, BodyLeast   uint32   // the shortest
	Newest                  int64    // the latest of Published
	LastSeq                 uint64   // the greatest of Seq

	mu     sync.Mutex
	having map[valueKey]*roaring.Bitmap // filters that were asked for

	reading     singleflight.Group       // of frequencies
	frequencies map[termKey]*frequencies // of frequent words that were asked for
	kept        int                      // bytes of them
	zeroes      sync.Pool                // of *[]uint8, by document

	bars       map[string]*Bars
	overviewed sync.Once
	overview   *Overview
}

// Values is a field with any number of values a document, as ordinals in Names.Values.
type Values struct {
	first  ordinals // ordinal + 1 of a document's first value, 0 for none
	starts []uint32 // where the documents' further values begin in more, one after another; nil when no document has any
	more   []uint32
}

// ordinals are numbers by document, kept as narrow as the greatest allows.
type ordinals struct {
	bytes []uint8
	words []uint16
	wide  []uint32
}

func narrow(numbers []uint32) ordinals {
	greatest := uint32(0)
	if len(numbers) > 0 {
		greatest = slices.Max(numbers)
	}
	switch {
	case greatest <= 1<<8-1:
		return ordinals{bytes: narrowed[uint8](numbers)}
	case greatest <= 1<<16-1:
		return ordinals{words: narrowed[uint16](numbers)}
	default:
		return ordinals{wide: numbers}
	}
}

func narrowed[T uint8 | uint16](numbers []uint32) []T {
	out := make([]T, len(numbers))
	for i, n := range numbers {
		out[i] = T(n)
	}
	return out
}

func (o ordinals) at(doc uint32) uint32 {
	switch {
	case o.bytes != nil:
		return uint32(o.bytes[doc])
	case o.words != nil:
		return uint32(o.words[doc])
	default:
		return o.wide[doc]
	}
}

func (o ordinals) len() int { return len(o.bytes) + len(o.words) + len(o.wide) }

// Each calls visit with the ordinal of each value of a document.
func (v Values) Each(doc uint32, visit func(ordinal uint32)) {
	first := v.first.at(doc)
	if first == 0 {
		return
	}
	visit(first - 1)
	for _, ordinal := range v.further(doc) {
		visit(ordinal)
	}
}

// further are the ordinals of a document's values after the first.
func (v Values) further(doc uint32) []uint32 {
	if v.starts == nil {
		return nil
	}
	return v.more[v.starts[doc]:v.starts[doc+1]]
}

// docs returns the documents that have a value.
func (v Values) docs(count int, ordinal uint32) *roaring.Bitmap {
	words := make([]uint64, (count+63)/64)
	for doc := range uint32(count) {
		if v.first.at(doc) == ordinal+1 || slices.Contains(v.further(doc), ordinal) {
			words[doc/64] |= 1 << (doc % 64)
		}
	}
	return roaring.FromDense(words, false)
}

// valueKey is a value of a field.
type valueKey struct {
	field   string
	ordinal uint32
}

// noValue stands for the ordinal of documents without a value: plus one it is the 0 of Values.first.
const noValue = math.MaxUint32

// keptFilters is how many values' documents a segment remembers.
const keptFilters = 64

// with returns the documents that have a value in a field: shared, not to be changed.
func (c *Columns) with(field string, ordinal uint32) *roaring.Bitmap {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := valueKey{field, ordinal}
	docs, ok := c.having[key]
	if !ok {
		docs = c.Values[field].docs(len(c.Seq), ordinal)
		if len(c.having) >= keptFilters || c.having == nil {
			c.having = make(map[valueKey]*roaring.Bitmap)
		}
		c.having[key] = docs
	}
	return docs
}

// newColumns makes the columns of a segment; names gives stories and values their ordinals in the generation. The stories are read beside
// the rest: a first search waits for both.
func newColumns(s *sibling, names *names) (*Columns, error) {
	c := &Columns{Story: make([]uint32, s.documents()), Values: make(map[string]Values, len(valueFields))}
	stories := aside(func() error { return c.readStories(s, &names.stories) })
	data, err := s.columns()
	if err := errors.Join(err, stories()); err != nil {
		return nil, err
	}
	c.Seq, c.TitleLength, c.BodyLength = data.seq, data.titleLength, data.bodyLength
	c.Newest = Undated
	if len(c.Seq) > 0 {
		c.TitleLeast, c.BodyLeast = slices.Min(c.TitleLength), slices.Min(c.BodyLength)
		c.LastSeq = slices.Max(c.Seq)
	}
	c.Published = make([]int64, len(c.Seq))
	for doc := range c.Seq {
		c.Published[doc] = int64(data.published[doc])
		c.Newest = max(c.Newest, c.Published[doc])
		c.TitleTotal += uint64(data.titleLength[doc])
		c.BodyTotal += uint64(data.bodyLength[doc])
	}
	for i, field := range valueFields {
		c.Values[field] = newValues(&data.values[i], names.values[field])
	}
	return c, nil
}

// readStories gives every document its story.
func (c *Columns) readStories(s *sibling, stories *lanes.Table) error {
	number := stories.Number
	if len(stories.Keys) == 0 {
		number = stories.New // a lane has every key once
	}
	return s.lanes[storyLane].Each(func(story uint64, docs []uint32) {
		ordinal := number(story)
		for _, doc := range docs {
			c.Story[doc] = ordinal
		}
	})
}

func newValues(data *valueData, names *numbering) Values {
	ordinals := make([]uint32, len(data.texts))
	for i, text := range data.texts {
		ordinals[i] = names.id(text)
	}
	first := make([]uint32, len(data.first))
	for doc, own := range data.first {
		if own > 0 {
			first[doc] = ordinals[own-1] + 1
		}
	}
	v := Values{first: narrow(first)}
	if len(data.more) == 0 {
		return v
	}
	v.starts = make([]uint32, len(first)+1)
	for i := 0; i < len(data.more); i += 2 {
		v.starts[data.more[i]+1]++
		v.more = append(v.more, ordinals[data.more[i+1]])
	}
	for doc := range first {
		v.starts[doc+1] += v.starts[doc]
	}
	return v
}
