package embedded

import (
	"cmp"
	"slices"
)

// Overview is what the columns of a segment come to when all of its documents match, and where its newest are: a search of everything, or
// of nearly everything, counts only what is left out. Deleted documents are in it. Read only.
type Overview struct {
	Counts  map[string][]int // by field: documents of each value, by ordinal
	Stories []uint64         // a bit for each story that has a document, by ordinal
	Oldest  int64            // the earliest of Published, undated documents left out; Undated when there is no other
	Undated int              // documents

	Latest []int64 // the latest of Published of each block of BlockDocs documents
	Order  []int   // the blocks, latest first
}

// BlockDocs is the number of documents of a block.
const BlockDocs = 256

// Overview counts everything on first use.
func (c *Columns) Overview() *Overview {
	c.overviewed.Do(func() { c.overview = newOverview(c) })
	return c.overview
}

func newOverview(c *Columns) *Overview {
	o := &Overview{Counts: make(map[string][]int, len(c.Values)), Oldest: Undated}
	all := make([]uint32, len(c.Seq))
	for doc := range all {
		all[doc] = uint32(doc)
	}
	for field, values := range c.Values {
		o.Counts[field] = make([]int, values.greatest())
		values.Count(all, o.Counts[field])
	}
	if len(c.Story) > 0 {
		o.Stories = make([]uint64, slices.Max(c.Story)/64+1)
	}
	for _, story := range c.Story {
		o.Stories[story/64] |= 1 << (story % 64)
	}
	for block := range slices.Chunk(c.Published, BlockDocs) {
		o.Order = append(o.Order, len(o.Latest))
		o.Latest = append(o.Latest, slices.Max(block))
		for _, at := range block {
			switch {
			case at == Undated:
				o.Undated++
			case o.Oldest == Undated || at < o.Oldest:
				o.Oldest = at
			}
		}
	}
	slices.SortStableFunc(o.Order, func(a, b int) int { return cmp.Compare(o.Latest[b], o.Latest[a]) })
	return o
}

// greatest is the greatest ordinal of the values plus one.
func (v Values) greatest() int {
	most := uint32(0)
	for doc := range uint32(v.first.len()) {
		most = max(most, v.first.at(doc))
	}
	for _, ordinal := range v.more {
		most = max(most, ordinal+1)
	}
	return int(most)
}
