package embedded

import (
	"container/heap"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
	"xunbao/search"
)

// entry is a matching article as far as its place in the order goes.
type entry struct {
	score     float64
	bonus     float64 // the part of score that rescoring added
	published int64
	seq       uint64
	story     uint32 // ordinal in the names
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
	case search.Stored:
		return func(a, b entry) bool { return a.seq < b.seq }
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
	scorer  *scorer // nil when nothing is scored
	sort    search.Sort
	before  func(a, b entry) bool
	after   *entry // only what comes behind it is kept; nil for all
	skip    int
	size    int
	keep    int // skip, the page, and one more to see whether there is a next page; at least the head
	head    int // entries at the beginning of the order that are rescored
	worst   worstFirst
	stories *stories // nil when stories are not collapsed
}

// collect goes through all that matches.
func (r *run) collect() (*collector, error) {
	c := &collector{sort: r.req.Sort, before: before(r.req.Sort), size: r.req.Size, keep: r.req.Size + 1}
	c.worst.before = c.before
	from, err := decodeCursor(r.req)
	if err != nil {
		return nil, err
	}
	if from.today != 0 {
		r.today = from.today
	}
	if c.after = from.after; c.after == nil {
		c.skip = from.skip
		c.keep += c.skip
		if r.rescores() && r.req.Size > 0 {
			c.head = rescored
			c.keep = max(c.keep, c.head)
		}
	}
	if r.req.Sort == search.Relevance && r.req.Size > 0 {
		if c.scorer, err = r.newScorer(); err != nil {
			return nil, err
		}
	}
	switch {
	case r.req.Size == 0:
		return c, nil
	case r.req.Collapse == search.CollapseNone:
		return c, r.offerAll(c)
	default:
		return c, r.collapse(c)
	}
}

// offerAll offers every matching article, or all that can be among the first.
func (r *run) offerAll(c *collector) error {
	if c.sort == search.Oldest || c.scorer != nil && len(c.scorer.terms) > 0 {
		return r.scan(c.scorer, c.floor, func(i int, columns *index.Columns, docs []uint32, scores []float64) {
			c.offer(i, columns, docs, scores)
		})
	}
	return r.offerNewest(c)
}

// offerNewest begins with the last few of each segment: in most collections they are among the newest, and hardly any other is worth a
// second look then.
func (r *run) offerNewest(c *collector) error {
	tails := make([][]uint32, len(r.parts))
	for i, p := range r.parts {
		tails[i] = last(p.set, c.keep)
		c.offer(i, p.segment.Columns, tails[i], nil)
	}
	for i, p := range r.parts {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		columns := p.segment.Columns
		if 2*p.set.GetCardinality() > uint64(len(columns.Seq)) {
			c.offerBlocks(i, columns, p.set, tails[i])
			continue
		}
		r.engine.batches.each(p.set, func(docs []uint32) { c.offer(i, columns, ahead(docs, tails[i]), nil) })
	}
	return r.ctx.Err()
}

// offerBlocks offers the documents of a set, those in the tail left out, by blocks, the block with the latest first, until no block has a
// document that is late enough.
func (c *collector) offerBlocks(part int, columns *index.Columns, set *roaring.Bitmap, tail []uint32) {
	overview := columns.Overview()
	var docs [index.BlockDocs]uint32
	for _, block := range overview.Order {
		if len(c.worst.entries) >= c.keep && overview.Latest[block] < c.worst.entries[0].published {
			return
		}
		n, all := 0, set.Iterator()
		for all.AdvanceIfNeeded(uint32(block) * index.BlockDocs); all.HasNext() && all.PeekNext()/index.BlockDocs == uint32(block); n++ {
			docs[n] = all.Next()
		}
		c.offer(part, columns, ahead(docs[:n], tail), nil)
	}
}

// floor is the score below which an entry no longer comes among the first.
func (c *collector) floor() float64 {
	if len(c.worst.entries) < c.keep {
		return math.Inf(-1)
	}
	return c.worst.entries[0].score
}

// ahead cuts what stands in the tail, or behind its beginning, from the end of docs.
func ahead(docs, tail []uint32) []uint32 {
	if len(tail) == 0 {
		return docs
	}
	end, _ := slices.BinarySearch(docs, tail[0])
	return docs[:end]
}

// last returns the last n documents of a set, ascending; none when there are not many more.
func last(set *roaring.Bitmap, n int) []uint32 {
	count := set.GetCardinality()
	if count < 4*uint64(n) {
		return nil
	}
	from, err := set.Select(uint32(count) - uint32(n))
	if err != nil {
		return nil // there is none at that place
	}
	out := make([]uint32, 0, n)
	docs := set.Iterator()
	for docs.AdvanceIfNeeded(from); docs.HasNext(); {
		out = append(out, docs.Next())
	}
	return out
}

// scan calls visit with the matching documents of each segment, many at a time: all of them, ascending, or, when they are scored and floor
// is not nil, some order of those that can score as much as it says. scores has one for each of them, none when nothing is scored.
func (r *run) scan(s *scorer, floor func() float64, visit func(part int, columns *index.Columns, docs []uint32, scores []float64)) error {
	for i, p := range r.parts {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if p.set.IsEmpty() {
			continue
		}
		columns := p.segment.Columns
		if s == nil || len(s.terms) == 0 {
			r.engine.batches.each(p.set, func(docs []uint32) { visit(i, columns, docs, nil) })
			continue
		}
		err := r.scanBest(s, p, floor, func(docs []uint32, scores []float64) { visit(i, columns, docs, scores) })
		if err != nil {
			return err
		}
	}
	return r.ctx.Err()
}

// entries calls visit for every matching article, or those that can score as much as floor says.
func (r *run) entries(s *scorer, floor func() float64, visit func(e entry)) error {
	return r.scan(s, floor, func(part int, columns *index.Columns, docs []uint32, scores []float64) {
		for i, doc := range docs {
			visit(entryOf(part, columns, doc, scoreOf(scores, i)))
		}
	})
}

// scoreOf is the score at a place; zero when nothing is scored.
func scoreOf(scores []float64, i int) float64 {
	if scores == nil {
		return 0
	}
	return scores[i]
}

func entryOf(part int, columns *index.Columns, doc uint32, score float64) entry {
	return entry{score: score, published: columns.Published[doc], seq: columns.Seq[doc], story: columns.Story[doc], part: part, doc: doc}
}

// offer keeps those documents that are among the first so far. scores has one for each, or is nil.
func (c *collector) offer(part int, columns *index.Columns, docs []uint32, scores []float64) {
	for i, doc := range docs {
		if len(c.worst.entries) >= c.keep && c.hopeless(columns, doc, scores, i) {
			continue
		}
		e := entryOf(part, columns, doc, scoreOf(scores, i))
		if c.after != nil && !c.before(*c.after, e) {
			continue
		}
		if c.stories != nil {
			c.stories.offer(c, e)
		} else {
			c.add(e)
		}
	}
}

// hopeless reports whether the document at a place comes behind all that is kept, by what is looked at first. It may say no of one that does.
func (c *collector) hopeless(columns *index.Columns, doc uint32, scores []float64, i int) bool {
	worst := &c.worst.entries[0]
	switch {
	case c.sort == search.Oldest:
		return late(columns.Published[doc]) > late(worst.published)
	case c.sort == search.Relevance && scores != nil:
		return scores[i] < worst.score
	default:
		return columns.Published[doc] < worst.published
	}
}

// add keeps an entry when it is among the first. It returns the one that had to go, or that did not get in.
func (c *collector) add(e entry) (gone entry, full bool) {
	switch {
	case len(c.worst.entries) < c.keep:
		heap.Push(&c.worst, e)
		return entry{}, false
	case c.before(e, c.worst.entries[0]):
		gone = c.worst.entries[0]
		c.worst.entries[0] = e
		heap.Fix(&c.worst, 0)
		return gone, true
	default:
		return e, true
	}
}

// order puts what was kept in order.
func (c *collector) order() {
	slices.SortFunc(c.worst.entries, func(a, b entry) int {
		if c.before(a, b) {
			return -1
		}
		return 1
	})
}

// page returns the entries of the page in order and whether there are more after it.
func (c *collector) page() (page []entry, more bool) {
	c.order()
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
