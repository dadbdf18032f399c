package embedded

import (
	"container/heap"
	"math/bits"
	"sync"

	"xunbao/search"
)

// stories collapses what is offered: of each story only its first entry in the order is kept.
type stories struct {
	kept   bitset // those with an entry in the collector
	passed bitset // those with an entry that does not come after the cursor: they were on a page before
}

// total is the number of hits: of articles, or of the stories that have one.
func (r *run) total() int {
	if r.req.Collapse == search.CollapseNone {
		return r.articles()
	}
	seen := r.engine.bitsets.get(len(r.snapshot.Names.Stories))
	defer r.engine.bitsets.put(seen)
	for _, p := range r.parts {
		story := p.segment.Columns.Story
		if p.set.GetCardinality() == uint64(len(story)) {
			seen.addAll(p.segment.Columns.Overview().Stories)
			continue
		}
		r.engine.batches.each(p.set, func(docs []uint32) {
			for _, doc := range docs {
				seen.add(story[doc])
			}
		})
	}
	return seen.count()
}

// collapse keeps the first entry of each of those stories that come first. A story that had to go comes back when a better entry of it is met, so
// what is kept at the end is what the whole order would give.
func (r *run) collapse(c *collector) error {
	count := len(r.snapshot.Names.Stories)
	c.stories = &stories{kept: r.engine.bitsets.get(count)}
	defer r.engine.bitsets.put(c.stories.kept)
	if c.after != nil {
		c.stories.passed = r.engine.bitsets.get(count)
		defer r.engine.bitsets.put(c.stories.passed)
		floor := func() float64 { return c.after.score } // what scores less comes after
		err := r.entries(c.scorer, floor, func(e entry) {
			if !c.before(*c.after, e) {
				c.stories.passed.add(e.story)
			}
		})
		if err != nil {
			return err
		}
	}
	return r.offerAll(c)
}

// offer keeps an entry when it is the first of its story and among the first of all.
func (s *stories) offer(c *collector, e entry) {
	switch {
	case s.passed != nil && s.passed.has(e.story):
	case s.kept.has(e.story):
		for i := range c.worst.entries {
			if c.worst.entries[i].story == e.story && c.before(e, c.worst.entries[i]) {
				c.worst.entries[i] = e
				heap.Fix(&c.worst, i)
				return
			}
		}
	default:
		s.kept.add(e.story)
		if gone, full := c.add(e); full {
			s.kept.remove(gone.story)
		}
	}
}

// bitset is a set of small numbers.
type bitset []uint64

func (b bitset) has(i uint32) bool { return b[i/64]>>(i%64)&1 == 1 }
func (b bitset) add(i uint32)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) remove(i uint32)   { b[i/64] &^= 1 << (i % 64) }

func (b bitset) addAll(of bitset) {
	for i, word := range of {
		b[i] |= word
	}
}

func (b bitset) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// bitsets keeps bit sets for the next search: a search of all stories needs one bit of each.
type bitsets struct{ pool sync.Pool }

// get returns an empty set for the numbers below count.
func (p *bitsets) get(count int) bitset {
	words := (count + 63) / 64
	if b, ok := p.pool.Get().(*bitset); ok && cap(*b) >= words {
		b := (*b)[:words]
		clear(b)
		return b
	}
	return make(bitset, words)
}

func (p *bitsets) put(b bitset) { p.pool.Put(&b) }
