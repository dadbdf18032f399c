package embedded

import (
	"math"
	"time"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// maxBuckets is how many bars a histogram may have. One article from the year 1 asked for by day would make 700,000.
const maxBuckets = 10_000

// histogram counts the matching articles over time.
func (r *run) histogram() (*search.Histogram, error) {
	if r.req.Interval == search.NoInterval {
		return nil, nil
	}
	location := r.location()
	h := &search.Histogram{Interval: r.req.Interval, Location: location, Buckets: []search.Bucket{}}
	auto := isAuto(h.Interval)
	if !auto {
		if starts, counts, undated, ok := r.bars(h.Interval); ok {
			h.Undated, h.Buckets = undated, bucketsOf(starts, counts)
			return h, nil
		}
	}
	low, high, undated := r.span()
	h.Undated = undated
	h.Interval = settled(h.Interval, low, high)
	if low > high {
		return h, nil
	}
	if auto {
		if starts, counts, _, ok := r.bars(h.Interval); ok {
			h.Buckets = bucketsOf(starts, counts)
			return h, nil
		}
	}
	starts, err := bucketStarts(h.Interval, time.Unix(low, 0).In(location), time.Unix(high, 0).In(location))
	if err != nil {
		return nil, err
	}
	h.Buckets = bucketsOf(starts, r.countBetween(starts))
	return h, nil
}

// location is the zone whose calendar counts.
func (r *run) location() *time.Location {
	if r.req.Location == nil {
		return news.Shanghai()
	}
	return r.req.Location
}

// span is the range of the times of the matching articles, and how many have none; low is above high when all are.
func (r *run) span() (low, high int64, undated int) {
	low, high = math.MaxInt64, math.MinInt64
	for _, p := range r.parts {
		columns := p.segment.Columns
		if o := columns.Overview(); p.set.GetCardinality() == uint64(len(columns.Seq)) && o.Oldest != index.Undated {
			low, high, undated = min(low, o.Oldest), max(high, columns.Newest), undated+o.Undated
			continue
		}
		undated += r.eachDated(p, func(times []int64) {
			for _, at := range times {
				low, high = min(low, at), max(high, at)
			}
		})
	}
	return low, high, undated
}

// bucketsOf makes the buckets from the first to the last that has an article; starts has the end of the last too.
func bucketsOf(starts []time.Time, counts []int) []search.Bucket {
	from, to := 0, len(counts)
	for from < to && counts[from] == 0 {
		from++
	}
	for to > from && counts[to-1] == 0 {
		to--
	}
	out := make([]search.Bucket, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, search.Bucket{From: starts[i], To: starts[i+1], Count: counts[i]})
	}
	return out
}

// countBetween counts the matching articles in each range [starts[i], starts[i+1]). None is outside all of them.
func (r *run) countBetween(starts []time.Time) []int {
	bounds := make([]int64, len(starts))
	for i, start := range starts {
		bounds[i] = start.Unix()
	}
	counts := make([]int, len(bounds)-1)
	ranges := newBuckets(bounds)
	for _, p := range r.parts {
		r.eachDated(p, func(times []int64) {
			for _, at := range times {
				counts[ranges.of(at)]++
			}
		})
	}
	return counts
}
