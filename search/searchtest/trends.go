package searchtest

import (
	"slices"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// testTrends: under random mixtures of filters every bucket of every query is that of brute force and of the histogram of the same search, all queries
// stand over one axis without a gap, sums are what searches find, and the coverage of a bucket is every article that the filters leave in it.
func testTrends(t *testing.T, w *world) {
	for range 40 { // of each of three states
		common := request("")
		common.Interval = []search.Interval{search.Auto, search.Year, search.Month, search.Week, search.Day}[w.rng.IntN(5)]
		common.Location = []*time.Location{news.Shanghai(), time.UTC, zone(t, "America/New_York")}[w.rng.IntN(3)]
		common.Filters = map[search.Field][]string{}
		if w.rng.IntN(3) == 0 {
			common.Filters[search.Source] = sources[:1+w.rng.IntN(2)]
		}
		if w.rng.IntN(3) == 0 {
			common.Filters[search.Tag] = tags[:1+w.rng.IntN(2)]
		}
		if w.rng.IntN(2) == 0 {
			common.From = time.Date(2022, time.Month(1+w.rng.IntN(24)), 1+w.rng.IntN(20), 13, 0, 0, 0, time.UTC)
			common.To = common.From.AddDate(1, w.rng.IntN(12), 3)
		}
		req := search.TrendsRequest{Common: common}
		for range 1 + w.rng.IntN(search.MaxTrends) {
			req.Queries = append(req.Queries, quote(w.letters(1+w.rng.IntN(2))))
		}
		got, err := w.Trends(t.Context(), req)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		w.checkTrends(t, req, got)
	}
}

func (w *world) checkTrends(t *testing.T, req search.TrendsRequest, got *search.Trends) {
	t.Helper()
	if !got.Exact || got.Interval == search.Auto || got.Location != req.Common.Location || len(got.Trends) != len(req.Queries) {
		t.Fatalf("%+v: %+v", req, got)
	}
	covered := make([]int, len(got.Buckets))
	for i, b := range got.Buckets {
		covered[i] = b.Count
		if i > 0 && !b.From.Equal(got.Buckets[i-1].To) {
			t.Errorf("bucket %d begins at %v, the one before ends at %v", i, b.From, got.Buckets[i-1].To)
		}
	}
	w.checkTrend(t, req, got, search.Trend{Articles: got.Articles, Undated: got.Undated, Counts: covered}, true)
	reached := len(got.Buckets) == 0
	for i, trend := range got.Trends {
		if trend.Query != req.Queries[i] || len(trend.Counts) != len(got.Buckets) {
			t.Fatalf("%q: %q over %d of %d buckets", req.Queries[i], trend.Query, len(trend.Counts), len(got.Buckets))
		}
		w.checkTrend(t, req, got, trend, false)
		reached = reached || trend.Counts[0] > 0
	}
	last := len(got.Buckets) - 1
	if !reached || last >= 0 && !slices.ContainsFunc(got.Trends, func(trend search.Trend) bool { return trend.Counts[last] > 0 }) {
		t.Errorf("%+v: the axis begins or ends where no query has an article", req)
	}
}

// checkTrend holds one line against brute force, against the histogram of its search and against the number of articles that finds. What the
// coverage has outside of the buckets is left out of them.
func (w *world) checkTrend(t *testing.T, req search.TrendsRequest, got *search.Trends, trend search.Trend, coverage bool) {
	t.Helper()
	one := req.Search(trend.Query)
	one.Interval = got.Interval
	result, err := w.Search(t.Context(), one)
	if err != nil {
		t.Fatal(err)
	}
	if trend.Articles != result.Articles || trend.Undated != result.Histogram.Undated || trend.Relaxed != "" && trend.Relaxed != result.Relaxed {
		t.Errorf("%q: %d articles, %d undated, %s; a search finds %d and %d, %s", trend.Query, trend.Articles, trend.Undated, trend.Relaxed, result.Articles,
			result.Histogram.Undated, result.Relaxed)
	}
	histogram, brute := map[int64]int{}, map[string]int{}
	for _, b := range result.Histogram.Buckets {
		histogram[b.From.Unix()] = b.Count
	}
	for id := range w.having(t, unquoted(trend.Query)) {
		if a := w.articles[id]; w.passes(a, one, "") && !a.Published.IsZero() {
			brute[bar(a.Published.Time.In(req.Common.Location), got.Interval)]++
		}
	}
	sum := trend.Undated
	for i, n := range trend.Counts {
		b := got.Buckets[i]
		if sum += n; n != histogram[b.From.Unix()] || n != brute[bar(b.From, got.Interval)] {
			t.Errorf("%q from %v: %d, histogram %d, brute force %d", trend.Query, b.From, n, histogram[b.From.Unix()], brute[bar(b.From, got.Interval)])
		}
		if n > b.Count {
			t.Errorf("%q from %v: %d of %d articles", trend.Query, b.From, n, b.Count)
		}
	}
	if sum != trend.Articles && !coverage {
		t.Errorf("%q: the buckets hold %d of %d articles", trend.Query, sum, trend.Articles)
	}
}

// unquoted takes off what quote put on.
func unquoted(query string) string {
	if query == "" {
		return ""
	}
	return query[1 : len(query)-1]
}
