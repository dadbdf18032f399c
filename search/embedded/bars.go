package embedded

import (
	"math"
	"sort"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// bars counts the matching articles in the buckets of an interval by the calendar of Shanghai, for which each segment keeps the bucket of
// every document. ok is false when it cannot: for another zone, for hours, and when there would be too many buckets.
func (r *run) bars(interval search.Interval) (starts []time.Time, counts []int, undated int, ok bool) {
	if interval == search.Hour || r.location() != news.Shanghai() {
		return nil, nil, 0, false
	}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	kept := make([]*index.Bars, len(r.parts))
	for i, p := range r.parts {
		columns := p.segment.Columns
		if kept[i] = columns.Bars(string(interval), func() *index.Bars { return newBars(interval, columns) }); kept[i] == nil {
			return nil, nil, 0, false
		}
		if oldest := columns.Overview().Oldest; oldest != index.Undated {
			low, high = min(low, oldest), max(high, columns.Newest)
		}
	}
	if low > high {
		return nil, nil, r.articles(), true
	}
	if len(kept) == 1 {
		starts = kept[0].Starts
	} else {
		var err error
		if starts, err = r.engine.calendars.starts(interval, low, high); err != nil {
			return nil, nil, 0, false
		}
	}
	counts = make([]int, len(starts))
	for i, p := range r.parts {
		own := r.tally(p, p.set, kept[i].Counts, kept[i].Count)
		undated += own[0]
		if own = own[1:]; len(own) > 0 {
			first := kept[i].Starts[0]
			at := sort.Search(len(starts), func(k int) bool { return !starts[k].Before(first) })
			for bucket, n := range own {
				counts[at+bucket] += n
			}
		}
	}
	return starts, counts[:len(counts)-1], undated, true
}

func inShanghai(second int64) time.Time { return time.Unix(second, 0).In(news.Shanghai()) }

// newBars puts the documents of a segment into buckets; nil when there are too many of these.
func newBars(interval search.Interval, columns *index.Columns) *index.Bars {
	b := &index.Bars{Of: make([]uint16, len(columns.Seq)), Counts: make([]int, 1)}
	oldest := columns.Overview().Oldest
	if oldest == index.Undated {
		b.Counts[0] = len(b.Of)
		return b
	}
	starts, err := bucketStarts(interval, inShanghai(oldest), inShanghai(columns.Newest))
	if err != nil {
		return nil
	}
	seconds := make([]int64, len(starts))
	for i, start := range starts {
		seconds[i] = start.Unix()
	}
	ranges := newBuckets(seconds)
	b.Starts, b.Counts = starts, make([]int, len(starts))
	for doc, at := range columns.Published {
		if at != index.Undated {
			b.Of[doc] = uint16(ranges.of(at) + 1)
		}
		b.Counts[b.Of[doc]]++
	}
	return b
}

// tally counts the documents of a set of a part. all are the counts of all documents of the segment: where the most match, those that do
// not are taken from it.
func (r *run) tally(p part, set *roaring.Bitmap, all []int, count func(docs []uint32, counts []int)) []int {
	counts := make([]int, len(all))
	documents := uint64(len(p.segment.Columns.Seq))
	if 2*set.GetCardinality() <= documents {
		r.engine.batches.each(set, func(docs []uint32) { count(docs, counts) })
		return counts
	}
	r.engine.batches.each(roaring.Flip(set, 0, documents), func(docs []uint32) { count(docs, counts) })
	for i, n := range all {
		counts[i] = n - counts[i]
	}
	return counts
}
