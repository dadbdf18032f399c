package embedded

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// matcher evaluates clauses on the segments of one snapshot.
type matcher struct {
	ctx      context.Context
	snapshot *index.Snapshot
	verified verified
	batches  *batches
	scores   *zeroes
	damaged  bool // a text could not be read: what was found may be too little
}

// match returns the documents among within that a clause matches: a bitmap of its own.
func (m *matcher) match(c clause, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if within.IsEmpty() {
		return roaring.New(), nil
	}
	if err := m.ctx.Err(); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case literal:
		return m.literal(c, s, within)
	case conjunction:
		return m.conjunction(c, s, within)
	case disjunction:
		return m.disjunction(c, s, within)
	case atLeast:
		return m.atLeast(c, s, within)
	case negation:
		not, err := m.match(c.clause, s, within)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(within, not), nil
	case near:
		return m.near(c, s, within)
	case similar:
		return m.similar(c, s, within)
	case values:
		return m.values(c, s, within)
	case undated:
		none := int64(index.Undated)
		found := roaring.FromDense(denseRange(s.Columns.Published, none, none+1), false)
		found.And(within)
		return found, nil
	case dates:
		return inRange(c, s, within), nil
	default:
		return nil, fmt.Errorf("a clause of an unknown kind %T", c)
	}
}

// conjunction narrows within from clause to clause, the cheap ones first. The candidates of every literal come before the texts of
// any are read, so that as few as possible are.
func (m *matcher) conjunction(all conjunction, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	ordered := slices.Clone(all)
	slices.SortStableFunc(ordered, func(a, b clause) int { return cost(a) - cost(b) })
	within = within.Clone()
	for _, c := range ordered {
		if l, ok := c.(literal); ok {
			found, err := candidates(l, s)
			if err != nil {
				return nil, err
			}
			within.And(found)
		}
	}
	for _, c := range ordered {
		var err error
		if l, ok := c.(literal); ok {
			within, err = m.confirm(l, s, within)
		} else {
			within, err = m.match(c, s, within)
		}
		if err != nil || within.IsEmpty() {
			return within, err
		}
	}
	return within, nil
}

// cost orders the clauses of a conjunction: bitmaps, then columns, then what may read texts.
func cost(c clause) int {
	switch c := c.(type) {
	case values:
		return 0
	case dates, undated:
		return 1
	case literal:
		if decided(c) {
			return 0
		}
		return 3
	case negation:
		return 4 + cost(c.clause)
	default:
		return 4
	}
}

func (m *matcher) disjunction(any disjunction, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found := roaring.New()
	for _, c := range any {
		more, err := m.match(c, s, roaring.AndNot(within, found))
		if err != nil {
			return nil, err
		}
		found.Or(more)
	}
	return found, nil
}

func (m *matcher) atLeast(c atLeast, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	counts := make([]uint16, len(s.Columns.Seq))
	for _, part := range c.clauses {
		found, err := m.match(part, s, within)
		if err != nil {
			return nil, err
		}
		found.Iterate(func(doc uint32) bool { counts[doc]++; return true })
	}
	enough := roaring.New()
	within.Iterate(func(doc uint32) bool {
		if int(counts[doc]) >= c.count {
			enough.Add(doc)
		}
		return true
	})
	return enough, nil
}

func (m *matcher) values(c values, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found := roaring.New()
	for _, value := range c.any {
		docs, err := s.Postings(c.field, value)
		if err != nil {
			return nil, err
		}
		found.Or(roaring.And(docs, within))
	}
	return found, nil
}

func inRange(c dates, s *index.Segment, within *roaring.Bitmap) *roaring.Bitmap {
	from, to := int64(index.Undated)+1, int64(1<<63-1)
	if !c.from.IsZero() {
		from = c.from.Unix()
	}
	if !c.to.IsZero() {
		to = c.to.Unix()
	}
	if 4*within.GetCardinality() >= uint64(len(s.Columns.Seq)) {
		found := roaring.FromDense(denseRange(s.Columns.Published, from, to), false)
		found.And(within)
		return found
	}
	found := roaring.New()
	within.Iterate(func(doc uint32) bool {
		if at := s.Columns.Published[doc]; at >= from && at < to {
			found.Add(doc)
		}
		return true
	})
	return found
}

// denseRange is a bit for each document, set where its time is in [from, to).
func denseRange(published []int64, from, to int64) []uint64 {
	words := make([]uint64, (len(published)+63)/64)
	if from >= to {
		return words
	}
	width := uint64(to) - uint64(from)
	for i := range words {
		word := uint64(0)
		for bit, at := range published[i*64 : min(len(published), i*64+64)] {
			in := uint64(0)
			if uint64(at)-uint64(from) < width { // one comparison for both ends, without a branch
				in = 1
			}
			word |= in << bit
		}
		words[i] = word
	}
	return words
}
