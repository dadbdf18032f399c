package search

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxTrends is how many queries are held side by side.
const MaxTrends = 5

// TrendsRequest asks how many articles each of a few queries matches over time, and how many there are in all. Of Common the filters, the
// dates, the interval and the zone count; its Query is empty.
type TrendsRequest struct {
	Queries []string
	Common  Request
}

// Trends is the answer: counts of all queries over the same buckets, zero-filled from the first bucket in which one of them has an article to
// the last.
type Trends struct {
	Interval   Interval // never Auto
	Location   *time.Location
	Buckets    []Bucket // Count is the coverage: all articles that the filters leave, whatever the query
	Articles   int      // of the coverage, those outside of the buckets and the undated among them
	Undated    int      // of the coverage
	Trends     []Trend  // in the order of the queries
	Exact      bool
	Generation string
	Took       time.Duration
}

// Trend is one query over time. Articles is the sum of Counts and Undated, and what a search for the query finds.
type Trend struct {
	Query    string
	Relaxed  Relaxed
	Articles int
	Undated  int
	Counts   []int // by bucket of Trends.Buckets
}

// Trender counts queries over time. Safe for concurrent use; errors are those of a Searcher.
type Trender interface {
	Trends(ctx context.Context, req TrendsRequest) (*Trends, error)
}

// Share is part of whole; ok is false where there is no whole to have a share of.
func Share(part, whole int) (share float64, ok bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// ParseTrends reads q, once for each query, and the filters, from, to, interval and tz of a search. Blank queries are as good as absent, since forms
// send them; whether there is one at all is for Validate. The error is a *ParameterError.
func ParseTrends(values url.Values, now time.Time) (TrendsRequest, error) {
	taken := []string{"from", "to", "interval", "tz"}
	for _, f := range Fields() {
		taken = append(taken, string(f))
	}
	common, queries := url.Values{}, values["q"]
	for name, list := range values {
		if name != "q" {
			common[name] = list
		}
		if name != "q" && !slices.Contains(taken, name) && slices.Contains(singles, name) {
			return TrendsRequest{}, &ParameterError{name, "is no parameter of trends"}
		}
	}
	parsed, err := ParseRequest(common, now)
	if err != nil {
		return TrendsRequest{}, err
	}
	r := TrendsRequest{Common: parsed}
	for _, q := range queries {
		if q = strings.ReplaceAll(q, "\x00", ""); strings.TrimSpace(q) != "" || !utf8.ValidString(q) {
			r.Queries = append(r.Queries, q)
		}
	}
	if len(r.Queries) > MaxTrends {
		return TrendsRequest{}, tooManyTrends(len(r.Queries))
	}
	for _, q := range r.Queries {
		if err := r.Search(q).Validate(); err != nil {
			return TrendsRequest{}, err
		}
	}
	return r, r.validInterval()
}

func tooManyTrends(n int) error {
	return &ParameterError{"q", fmt.Sprintf("%d queries are given, at most %d are taken", n, MaxTrends)}
}

func (r TrendsRequest) validInterval() error {
	if r.Common.Interval == NoInterval {
		return &ParameterError{"interval", "trends need one: auto, year, month, week or day"}
	}
	return nil
}

// Validate returns a *ParameterError for the first rule that r breaks.
func (r TrendsRequest) Validate() error {
	switch n := len(r.Queries); {
	case n == 0:
		return &ParameterError{"q", fmt.Sprintf("say what to look for: one to %d queries", MaxTrends)}
	case n > MaxTrends:
		return tooManyTrends(n)
	}
	for _, q := range r.Queries {
		if err := r.Search(q).Validate(); err != nil {
			return err
		}
	}
	return r.validInterval()
}

// Search is the search whose histogram is the trend of a query; for the empty query that of the coverage.
func (r TrendsRequest) Search(query string) Request {
	one := r.Common
	one.Query, one.Sort = query, defaultSort(query)
	return one
}

// Values is the inverse of ParseTrends.
func (r TrendsRequest) Values() url.Values {
	v := r.Search("").Values()
	if len(r.Queries) > 0 {
		v["q"] = slices.Clone(r.Queries)
	}
	return v
}
