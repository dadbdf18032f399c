package embedded

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"xunbao/index"
	"xunbao/index/lanes"
	"xunbao/index/store"
	"xunbao/index/story"
)

// Snapshot is the index and the store as a search sees them: nothing changes below it. Close it.
type Snapshot struct {
	Segments   []*Segment
	Names      Names
	Store      *store.Store
	Generation index.Generation
	Sample     bool
	LeftOut    string // name of the set of lines that are left out of new articles, "" for none
	LeftLines  int    // of that set

	Seq     uint64 // the newest change of the store that the index has
	Records string // names the store, and so what sequence numbers count
	Base    uint64 // changes up to this one came with the store when it was made from sources

	narrow  bool // as Narrow left it
	release func()
	closing sync.Once
}

// Segment is one immutable part of the index.
type Segment struct {
	ID      uint64 // unique in the generation; the documents of a number never change
	Live    *roaring.Bitmap
	Columns *Columns

	TitleTotal, BodyTotal uint64 // terms of the word lane in the live documents

	segment segment.Segment
	sibling *sibling
	names   *columnCache
	mu      sync.Mutex                   // dictionaries are not safe for concurrent use
	lists   map[laneTerm]*roaring.Bitmap // of lanes, that were read
	fields  map[string]segment.TermDictionary
}

// laneTerm is a list of a lane.
type laneTerm struct {
	lane *lanes.Lane
	key  uint64
}

// Acquire returns the state of the moment. index.ErrClosed after Close. From then on a fault in a mapped file, such as one that was cut off, is a
// panic in this goroutine and not the end of the process; tell Suspect of it.
func (c *Collection) Acquire() (*Snapshot, error) {
	debug.SetPanicOnFault(true)
	c.mu.RLock()
	g, state := c.generation, c.current
	if g == nil {
		c.mu.RUnlock()
		return nil, index.ErrClosed
	}
	g.enter()
	set := g.set
	c.mu.RUnlock()
	s, err := g.snapshot()
	if err != nil {
		g.done()
		if broken := new(brokenOff); errors.As(err, &broken) {
			c.Suspect(broken.reason, broken.stack)
		}
		return nil, err
	}
	c.searches.enter()
	release := s.release
	s.release = func() { release(); c.searches.leave() }
	s.LeftOut, s.LeftLines = state.LeftOut, set.Len()
	s.Sample, s.Records, s.Base = state.Sample, state.Store, state.Base
	s.Generation = index.Generation{Name: generationNumber(state.Index), Fingerprint: state.Fingerprint, Built: state.Built, Articles: s.Count()}
	return s, nil
}

// snapshot lists the segments of the moment. The caller has counted itself among the generation's readers. A panic
// becomes a *brokenOff.
func (g *generation) snapshot() (s *Snapshot, err error) {
	reader, err := g.bleve.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index %s: %w", g.name, err)
	}
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("read index %s: %w", g.name, &brokenOff{reason, debug.Stack()})
		}
		if err != nil {
			reader.Close()
		}
	}()
	bleve, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("read index %s: a reader of an unknown kind %T", g.name, reader)
	}
	s = &Snapshot{Store: g.store.Store, release: func() { reader.Close(); g.done() }}
	if s.Seq, err = g.numberIn(reader, keySeq); err != nil {
		return nil, err
	}
	inUse := make(map[uint64]bool)
	for _, part := range bleve.Segments() {
		beside, ok := siblingIn(part.Segment())
		if !ok {
			return nil, fmt.Errorf("read index %s: a segment of an unknown kind %T", g.name, part.Segment())
		}
		columns, err := g.columns.of(part.Id(), beside)
		if err != nil {
			return nil, fmt.Errorf("read the columns of index %s: %w", g.name, err)
		}
		inUse[part.Id()] = true
		s.Segments = append(s.Segments, newSegment(part, beside, columns, g.columns))
	}
	s.Names = g.columns.settle(inUse)
	return s, nil
}

// hold is a snapshot for work on a generation that is in hand, be it in force or not. Close it.
func (g *generation) hold() (*Snapshot, error) {
	g.enter()
	s, err := g.snapshot()
	if err != nil {
		g.done()
	}
	return s, err
}

// enter counts one reader.
func (g *generation) enter() {
	g.readers.Add(1)
	g.store.readers.Add(1)
}

// done takes one reader off.
func (g *generation) done() {
	g.store.readers.Done()
	g.readers.Done()
}

// newSegment leaves deleted documents out of the counts, so that scores do not depend on when Bleve merges them away.
func newSegment(part *scorch.SegmentSnapshot, beside *sibling, columns *Columns, cache *columnCache) *Segment {
	s := &Segment{
		ID: part.Id(), Live: roaring.New(), Columns: columns, TitleTotal: columns.TitleTotal, BodyTotal: columns.BodyTotal,
		segment: part.Segment(), sibling: beside, names: cache, fields: make(map[string]segment.TermDictionary),
	}
	s.Live.AddRange(0, part.Segment().Count())
	if deleted := part.Deleted(); deleted != nil {
		s.Live.AndNot(deleted)
		deleted.Iterate(func(doc uint32) bool {
			s.TitleTotal -= uint64(columns.TitleLength[doc])
			s.BodyTotal -= uint64(columns.BodyLength[doc])
			return true
		})
	}
	return s
}

// Close lets go of the snapshot. Further calls do nothing.
func (s *Snapshot) Close() { s.closing.Do(s.release) }

// Count is the number of articles.
func (s *Snapshot) Count() int {
	n := 0
	for _, part := range s.Segments {
		n += int(part.Live.GetCardinality())
	}
	return n
}

// find is where the document of a record is; false when the index does not have the record.
func (s *Snapshot) find(seq uint64) (segment int, doc uint32, found bool, err error) {
	for i, part := range s.Segments {
		docs, err := part.Postings(identity, encodeSeq(seq))
		if err != nil {
			return 0, 0, false, err
		}
		if docs = roaring.And(docs, part.Live); !docs.IsEmpty() {
			return i, docs.Minimum(), true, nil
		}
	}
	return 0, 0, false, nil
}

// StoryOf is the identity of the story that a record's article belongs to; false when the index does not have the record.
func (s *Snapshot) StoryOf(seq uint64) (id string, found bool, err error) {
	segment, doc, found, err := s.find(seq)
	if !found || err != nil {
		return "", false, err
	}
	return s.Names.Stories.ID(s.Segments[segment].Columns.Story[doc]), true, nil
}

// Having is the number of articles that have a term in a field.
func (s *Snapshot) Having(field, term string) (int, error) {
	n := 0
	for _, part := range s.Segments {
		if part.whole() {
			count, err := part.Count(field, term)
			if err != nil {
				return 0, err
			}
			n += count
			continue
		}
		docs, err := part.Postings(field, term)
		if err != nil {
			return 0, err
		}
		n += int(docs.AndCardinality(part.Live))
	}
	return n, nil
}

// Article is a document as index/story sees it. Do not keep it longer than the snapshot.
func (s *Segment) Article(doc uint32) story.Article {
	return s.sibling.article(doc, s.Columns.Published[doc])
}

// lane returns the lane of a field; nil for fields that have none.
func (s *Segment) lane(field string) *lanes.Lane {
	switch field {
	case TitleGrams:
		return s.sibling.lanes[titleGrams]
	case BodyGrams:
		return s.sibling.lanes[bodyGrams]
	case Story:
		return s.sibling.lanes[storyLane]
	default:
		return nil
	}
}

// whole reports whether no document is deleted.
func (s *Segment) whole() bool { return s.Live.GetCardinality() == s.segment.Count() }

// laneKey is the key of a term in the lane of a field; no gram lane has the key of a text that is none.
func laneKey(field, term string) uint64 {
	if field == Story {
		return storyKey(term)
	}
	key, _ := lanes.Key(term)
	return key
}

// Postings returns the documents that have a term in a field, deleted ones included; of a field of whole values those without one for the empty
// text. The bitmap is shared: do not change it, do
// not keep it longer than the snapshot.
func (s *Segment) Postings(field, term string) (*roaring.Bitmap, error) {
	if lane := s.lane(field); lane != nil {
		return s.inLane(lane, field, term)
	}
	if slices.Contains(valueFields[:], field) {
		if term == "" {
			return s.Columns.with(field, noValue), nil
		}
		if ordinal, ok := s.names.ordinal(field, term); ok {
			return s.Columns.with(field, ordinal), nil
		}
		return roaring.New(), nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	dictionary, err := s.dictionary(field)
	if err != nil {
		return nil, err
	}
	return bitmapOf(dictionary, term)
}

// inLane reads a list of a lane once: what finds articles by it scores them by it too.
func (s *Segment) inLane(lane *lanes.Lane, field, term string) (*roaring.Bitmap, error) {
	key := laneTerm{lane, laneKey(field, term)}
	s.mu.Lock()
	docs := s.lists[key]
	s.mu.Unlock()
	if docs != nil {
		return docs, nil
	}
	docs, err := lane.Postings(key.key)
	if err != nil {
		return nil, fmt.Errorf("read the postings of %s: %w", field, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lists == nil {
		s.lists = make(map[laneTerm]*roaring.Bitmap)
	}
	s.lists[key] = docs
	return docs, nil
}

// Count is how many documents have a term in a field, deleted ones included. For grams and stories it reads no list.
func (s *Segment) Count(field, term string) (int, error) {
	if lane := s.lane(field); lane != nil {
		count, err := lane.Count(laneKey(field, term))
		if err != nil {
			return 0, fmt.Errorf("read the postings of %s: %w", field, err)
		}
		return count, nil
	}
	docs, err := s.Postings(field, term)
	if err != nil {
		return 0, err
	}
	return int(docs.GetCardinality()), nil
}

// list returns the postings of a term of a word field, and its documents as bitmapOf gives them.
func (s *Segment) list(field, term string) (*roaring.Bitmap, segment.PostingsList, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	dictionary, err := s.dictionary(field)
	if err != nil {
		return nil, nil, err
	}
	list, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("read the postings of %s: %w", field, err)
	}
	docs, err := docsOf(list)
	return docs, list, err
}

func (s *Segment) dictionary(field string) (segment.TermDictionary, error) {
	if d, ok := s.fields[field]; ok {
		return d, nil
	}
	d, err := s.segment.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("read the dictionary of %s: %w", field, err)
	}
	s.fields[field] = d
	return d, nil
}

// generationNumber turns "index-000004" into "000004", as answers show it.
func generationNumber(name string) string { return strings.TrimPrefix(name, "index-") }
