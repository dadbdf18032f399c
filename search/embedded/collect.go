package embedded

import (
	"container/heap"
	"math"
	"slices"

	index "xunbao/index/embedded"
	"xunbao/search"
)

// entry is a matching article as far as its place in the order goes.
type entry struct {
	score     float64
	bonus     float64 // the part of score that rescoring added
	published int64
	seq       uint64
	part      int
	doc       uint32
}

// before returns a function that tells whether a comes before b in an order. It is total: seq is unique.
func before(sort search.Sort) func(a, b entry) bool {
	newest := func(a, b entry) bool {
		if a.published != b.published {
			return a.published > b.published
		}
		return a.seq > b.seq
	}
	switch sort {
	case search.Newest:
		return newest
	case search.Oldest:
		return func(a, b entry) bool {
			if a.published != b.published {
				return late(a.published) < late(b.published)
			}
			return a.seq < b.seq
		}
	default:
		return func(a, b entry) bool {
			if a.score != b.score {
				return a.score > b.score
			}
			return newest(a, b)
		}
	}
}

// late puts undated articles last where the oldest come first.
func late(published int64) int64 {
	if published == index.Undated {
		return math.MaxInt64
	}
	return published
}

// collector keeps the first entries of an order.
type collector struct {
	scorer *scorer // nil when nothing is scored
	before func(a, b entry) bool
	skip   int
	size   int
	keep   int // skip, the page, and one more to see whether there is a next page; at least the head
	head   int // entries at the beginning of the order that are rescored
	worst  worstFirst
	total  int // hits as collapsed
}

// collect goes through all that matches once.
func (r *run) collect() (*collector, error) {
	c := &collector{before: before(r.req.Sort), size: r.req.Size, keep: r.req.Size + 1}
	c.worst.before = c.before
	after, skip, err := decodeCursor(r.req)
	if err != nil {
		return nil, err
	}
	if after == nil {
		c.skip = skip
		c.keep += c.skip
		if r.rescores() && r.req.Size > 0 {
			c.head = rescored
			c.keep = max(c.keep, c.head)
		}
	}
	offer := func(e entry) {
		if after == nil || c.before(*after, e) {
			c.offer(e)
		}
	}
	if r.req.Sort == search.Relevance && r.req.Size > 0 {
		if c.scorer, err = newScorer(r.plan, r.snapshot, r.engine.segmenter); err != nil {
			return nil, err
		}
	}
	if r.req.Collapse == search.CollapseNone {
		c.total = r.articles()
		return c, r.entries(c.scorer, func(_ uint32, e entry) { offer(e) })
	}
	return c, r.collapse(c, offer)
}

// collapse offers the best entry of every story.
func (r *run) collapse(c *collector, offer func(entry)) error {
	best := make([]entry, len(r.snapshot.Names.Stories))
	seen := make([]bool, len(best))
	err := r.entries(c.scorer, func(story uint32, e entry) {
		if !seen[story] {
			seen[story] = true
			c.total++
			best[story] = e
		} else if c.before(e, best[story]) {
			best[story] = e
		}
	})
	if err != nil || r.req.Size == 0 {
		return err
	}
	for story, ok := range seen {
		if ok {
			offer(best[story])
		}
	}
	return nil
}

// entries calls visit for every matching article with its story.
func (r *run) entries(s *scorer, visit func(story uint32, e entry)) error {
	for i, p := range r.parts {
		columns := p.segment.Columns
		var scores []float64
		if s != nil && !p.set.IsEmpty() {
			var err error
			if scores, err = s.scores(p.segment, p.set); err != nil {
				return err
			}
		}
		p.set.Iterate(func(doc uint32) bool {
			e := entry{published: columns.Published[doc], seq: columns.Seq[doc], part: i, doc: doc}
			if scores != nil {
				e.score = scores[doc]
			}
			visit(columns.Story[doc], e)
			return true
		})
		if err := r.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) offer(e entry) {
	switch {
	case len(c.worst.entries) < c.keep:
		heap.Push(&c.worst, e)
	case c.before(e, c.worst.entries[0]):
		c.worst.entries[0] = e
		heap.Fix(&c.worst, 0)
	}
}

// sort puts what was kept in order.
func (c *collector) sort() {
	slices.SortFunc(c.worst.entries, func(a, b entry) int {
		if c.before(a, b) {
			return -1
		}
		return 1
	})
}

// page returns the entries of the page in order and whether there are more after it.
func (c *collector) page() (page []entry, more bool) {
	c.sort()
	all := c.worst.entries
	all = all[min(c.skip, len(all)):]
	return all[:min(c.size, len(all))], len(all) > c.size && c.size > 0
}

// placeOf is the place in the whole order of an entry of the page, 0 when it is not in the head and its score says all.
func (c *collector) placeOf(i int) int {
	if place := c.skip + i + 1; place <= c.head {
		return place
	}
	return 0
}

// worstFirst is a heap whose first entry comes last in the order.
type worstFirst struct {
	entries []entry
	before  func(a, b entry) bool
}

func (w *worstFirst) Len() int           { return len(w.entries) }
func (w *worstFirst) Less(i, j int) bool { return w.before(w.entries[j], w.entries[i]) }
func (w *worstFirst) Swap(i, j int)      { w.entries[i], w.entries[j] = w.entries[j], w.entries[i] }
func (w *worstFirst) Push(e any)         { w.entries = append(w.entries, e.(entry)) }
func (w *worstFirst) Pop() any {
	last := len(w.entries) - 1
	e := w.entries[last]
	w.entries = w.entries[:last]
	return e
}
