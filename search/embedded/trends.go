package embedded

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sort"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

// comparison is several queries on one snapshot.
type comparison struct {
	begin func(search.Request) (*run, error)
	req   search.TrendsRequest
	runs  []*run // of the queries, in their order
}

// Trends implements search.Trender: the histogram of each query, laid over one axis, and that of all articles between its ends.
func (e *Engine) Trends(ctx context.Context, req search.TrendsRequest) (_ *search.Trends, err error) {
	started := time.Now()
	if err := req.Validate(); err != nil {
		return nil, err
	}
	if req.Common.Location == nil {
		req.Common.Location = news.Shanghai()
	}
	req.Common.Facets = nil
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	c := comparison{begin: func(one search.Request) (*run, error) { return e.begin(ctx, snapshot, one) }, req: req}
	out, err := c.trends()
	if err != nil {
		return nil, timed(ctx, err)
	}
	out.Generation, out.Took = snapshot.Generation.Name, time.Since(started)
	return out, timed(ctx, ctx.Err())
}

// trends counts each query and then, between the first and the last of what they found, all articles.
func (c *comparison) trends() (*search.Trends, error) {
	out := &search.Trends{Location: c.req.Common.Location, Exact: true}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for i, text := range c.req.Queries {
		r, err := c.begin(c.req.Search(text))
		if err != nil {
			return nil, ofQuery(err, i, len(c.req.Queries))
		}
		first, last, undated := r.span()
		low, high = min(low, first), max(high, last)
		c.runs = append(c.runs, r)
		out.Trends = append(out.Trends, search.Trend{Query: text, Relaxed: r.relaxed, Articles: r.articles(), Undated: undated})
		out.Exact = out.Exact && !r.damaged.Load()
	}
	starts, err := c.axis(out, low, high)
	if err != nil {
		return nil, err
	}
	for i, r := range c.runs {
		out.Trends[i].Counts = r.laidOver(starts, out.Interval)
	}
	return out, c.cover(out, starts)
}

// axis chooses the interval and lists the midnights that bound its buckets, from the one with the time low to the one with high; one where none is
// dated.
func (c *comparison) axis(out *search.Trends, low, high int64) ([]time.Time, error) {
	out.Interval = settled(c.req.Common.Interval, low, high)
	if low > high {
		return make([]time.Time, 1), nil
	}
	return bucketStarts(out.Interval, time.Unix(low, 0).In(out.Location), time.Unix(high, 0).In(out.Location))
}

// cover counts the coverage: all articles that the filters leave, and those of each bucket.
func (c *comparison) cover(out *search.Trends, starts []time.Time) error {
	whole, err := c.begin(c.req.Search(""))
	if err != nil {
		return err
	}
	_, _, out.Undated = whole.span()
	out.Articles, out.Buckets = whole.articles(), make([]search.Bucket, len(starts)-1)
	if len(out.Buckets) == 0 {
		return nil
	}
	between := c.req.Search("") // what stands far outside may be too far for a histogram
	if first := starts[0]; between.From.Before(first) {
		between.From = first
	}
	if end := starts[len(starts)-1]; between.To.IsZero() || between.To.After(end) {
		between.To = end
	}
	inside, err := c.begin(between)
	if err != nil {
		return err
	}
	for i, n := range inside.laidOver(starts, out.Interval) {
		out.Buckets[i] = search.Bucket{From: starts[i], To: starts[i+1], Count: n}
	}
	return nil
}

// laidOver counts the articles of a run in the buckets between starts, none being outside of them.
func (r *run) laidOver(starts []time.Time, interval search.Interval) []int {
	counts := make([]int, len(starts)-1)
	if len(counts) == 0 {
		return counts
	}
	own, found, _, ok := r.bars(interval)
	if !ok {
		return r.countBetween(starts)
	}
	buckets := bucketsOf(own, found)
	if len(buckets) == 0 {
		return counts
	}
	at := sort.Search(len(starts), func(i int) bool { return !starts[i].Before(buckets[0].From) })
	for i, b := range buckets {
		counts[at+i] = b.Count
	}
	return counts
}

// ofQuery says which query an error is about, where there are several.
func ofQuery(err error, i, of int) error {
	var syntax *query.SyntaxError
	if of > 1 && errors.As(err, &syntax) {
		return &query.SyntaxError{Position: syntax.Position, Message: fmt.Sprintf("query %d: %s", i+1, syntax.Message)}
	}
	return err
}
