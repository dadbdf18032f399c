package embedded

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
	"xunbao/search"
)

// crowd makes runs over random columns: few stories, many equal times and scores.
type crowd struct {
	rng    *rand.Rand
	run    *run
	scores [][]float64
}

func newCrowd(rng *rand.Rand) *crowd {
	c := &crowd{rng: rng, run: &run{engine: &Engine{}, ctx: nil, snapshot: &index.Snapshot{}}}
	seq := uint64(0)
	for range 1 + rng.IntN(3) {
		count := 1 + rng.IntN(400)
		columns := &index.Columns{Seq: make([]uint64, count), Published: make([]int64, count), Story: make([]uint32, count)}
		set, scores := roaring.New(), make([]float64, count)
		for doc := range count {
			seq++
			columns.Seq[doc], columns.Published[doc] = seq, int64(rng.IntN(30))
			columns.Story[doc] = uint32(rng.IntN(60))
			if rng.IntN(10) == 0 {
				columns.Published[doc] = index.Undated
			}
			scores[doc] = float64(rng.IntN(5))
			if rng.IntN(4) > 0 {
				set.Add(uint32(doc))
			}
		}
		c.run.parts = append(c.run.parts, part{segment: &index.Segment{Columns: columns}, set: set})
		c.scores = append(c.scores, scores)
	}
	return c
}

// of are the scores of documents of a part.
func (c *crowd) of(part int, docs []uint32) []float64 {
	out := make([]float64, len(docs))
	for i, doc := range docs {
		out[i] = c.scores[part][doc]
	}
	return out
}

// ordered is what brute force gives: all entries in order, or the first of each story.
func (c *crowd) ordered(sort search.Sort, collapsed bool) []entry {
	var all []entry
	for i, p := range c.run.parts {
		p.set.Iterate(func(doc uint32) bool {
			all = append(all, entryOf(i, p.segment.Columns, doc, c.scores[i][doc]))
			return true
		})
	}
	first := before(sort)
	slices.SortFunc(all, func(a, b entry) int {
		if first(a, b) {
			return -1
		}
		return 1
	})
	if !collapsed {
		return all
	}
	seen := make(map[uint32]bool)
	return slices.DeleteFunc(all, func(e entry) bool {
		was := seen[e.story]
		seen[e.story] = true
		return was
	})
}

// TestCollector: in every order, collapsed or not, from the beginning or behind a cursor, the collector keeps what sorting all gives.
func TestCollector(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 400 {
		c := newCrowd(rng)
		sort := []search.Sort{search.Relevance, search.Newest, search.Oldest}[rng.IntN(3)]
		collapsed := rng.IntN(2) == 0
		want := c.ordered(sort, collapsed)
		got := &collector{sort: sort, before: before(sort), keep: 1 + rng.IntN(40)}
		got.worst.before = got.before
		var passed bitset
		if rng.IntN(2) == 0 && len(want) > 0 {
			at := rng.IntN(len(want))
			got.after, want = &want[at], want[at+1:]
			passed = make(bitset, 1)
			for _, e := range c.ordered(sort, false) {
				if !got.before(*got.after, e) {
					passed.add(e.story)
				}
			}
		}
		if collapsed {
			got.stories = &stories{kept: make(bitset, 1), passed: passed}
		}
		tails := make([][]uint32, len(c.run.parts))
		for i, p := range c.run.parts {
			tails[i] = last(p.set, got.keep)
			got.offer(i, p.segment.Columns, tails[i], c.of(i, tails[i]))
		}
		for i, p := range c.run.parts {
			c.run.engine.batches.each(p.set, func(docs []uint32) {
				docs = ahead(docs, tails[i])
				got.offer(i, p.segment.Columns, docs, c.of(i, docs))
			})
		}
		got.order()
		if want = want[:min(len(want), got.keep)]; !slices.Equal(got.worst.entries, want) {
			t.Fatalf("%s, collapsed %v: kept %v, want %v", sort, collapsed, got.worst.entries, want)
		}
	}
}

// TestBitsets: a set that comes back is empty, whatever the sizes.
func TestBitsets(t *testing.T) {
	var sets bitsets
	for _, count := range []int{100, 3, 64, 65, 0, 1000} {
		b := sets.get(count)
		if b.count() != 0 {
			t.Errorf("a set for %d is not empty", count)
		}
		for i := range count {
			b.add(uint32(i))
		}
		if b.count() != count || count > 0 && !b.has(uint32(count-1)) {
			t.Errorf("%d of %d are in", b.count(), count)
		}
		if count > 0 {
			b.remove(0)
		}
		if count > 0 && b.has(0) {
			t.Error("0 was not removed")
		}
		sets.put(b)
	}
}
