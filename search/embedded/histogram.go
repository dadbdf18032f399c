package embedded

import (
	"fmt"
	"math"
	"time"

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
	location := r.req.Location
	if location == nil {
		location = news.Shanghai()
	}
	h := &search.Histogram{Interval: r.req.Interval, Location: location, Buckets: []search.Bucket{}}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, p := range r.parts {
		h.Undated += r.eachDated(p, func(times []int64) {
			for _, at := range times {
				low, high = min(low, at), max(high, at)
			}
		})
	}
	if low > high {
		if h.Interval == search.Auto || h.Interval == "" {
			h.Interval = search.Month
		}
		return h, nil
	}
	first, last := time.Unix(low, 0).In(location), time.Unix(high, 0).In(location)
	if h.Interval == search.Auto || h.Interval == "" {
		h.Interval = suitable(first, last)
	}
	starts, err := bucketStarts(h.Interval, first, last)
	if err != nil {
		return nil, err
	}
	seconds := make([]int64, len(starts))
	for i, start := range starts {
		seconds[i] = start.Unix()
	}
	counts := r.countBetween(seconds)
	for i := range len(starts) - 1 {
		h.Buckets = append(h.Buckets, search.Bucket{From: starts[i], To: starts[i+1], Count: counts[i]})
	}
	return h, nil
}

// countBetween counts the matching articles in each range [bounds[i], bounds[i+1]). None is outside all of them.
func (r *run) countBetween(bounds []int64) []int {
	counts := make([]int, len(bounds))
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

// suitable chooses the interval that gives at most about sixty bars.
func suitable(first, last time.Time) search.Interval {
	switch span := last.Sub(first); {
	case span <= 45*24*time.Hour:
		return search.Day
	case span <= 26*7*24*time.Hour:
		return search.Week
	case span <= 5*366*24*time.Hour:
		return search.Month
	default:
		return search.Year
	}
}

// bucketStarts lists the midnights that bound the buckets from the one with first to the one with last: one more than there are
// buckets.
func bucketStarts(interval search.Interval, first, last time.Time) ([]time.Time, error) {
	var starts []time.Time
	at := bucketStart(interval, first)
	for !at.After(last) {
		if len(starts) == maxBuckets {
			return nil, &search.ParameterError{Field: "interval",
				Message: fmt.Sprintf("%s gives more than %d bars from %s to %s; narrow from and to, or take a wider interval",
					interval, maxBuckets, first.Format(time.DateOnly), last.Format(time.DateOnly))}
		}
		starts = append(starts, at)
		at = next(interval, at)
	}
	return append(starts, at), nil
}

// bucketStart is the midnight that begins the bucket of t by the calendar of its zone. Weeks begin on Monday.
func bucketStart(interval search.Interval, t time.Time) time.Time {
	year, month, day := t.Date()
	switch interval {
	case search.Year:
		month, day = time.January, 1
	case search.Month:
		day = 1
	case search.Week:
		day -= (int(t.Weekday()) + 6) % 7
	}
	return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
}

func next(interval search.Interval, t time.Time) time.Time {
	year, month, day := t.Date()
	switch interval {
	case search.Year:
		year++
	case search.Month:
		month++
	case search.Week:
		day += 7
	default:
		day++
	}
	return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
}
