// Package bench measures searches: it draws queries from a corpus, sends the standard mix through a search.Searcher, one after
// another or from several clients, and reports percentiles. It does not index, and it judges nothing.
package bench

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"xunbao/search"
)

// Kind is one sort of search of the mix.
type Kind struct {
	Name  string
	Shape func(query string) search.Request
}

// Kinds is the standard mix. Every answer carries ten hits with marks and snippets; the names are those of the Lucene yardstick
// that the figures are held against.
func Kinds() []Kind {
	plain := func(query string) search.Request {
		req := search.NewRequest()
		req.Query, req.Facets, req.Interval = query, nil, search.NoInterval
		return req
	}
	counted := func(query string) search.Request {
		req := plain(query)
		req.Facets, req.Interval = []search.Field{search.Source}, search.Month
		return req
	}
	return []Kind{
		{"words", plain},
		{"phrase", func(query string) search.Request { return plain(`"` + query + `"`) }},
		{"page", counted},
		{"newest", func(query string) search.Request { req := plain(query); req.Sort = search.Newest; return req }},
		{"deep page", func(query string) search.Request { req := plain(query); req.Page = 50; return req }},
		{"year filter", func(query string) search.Request {
			req := counted(query)
			req.From = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
			return req
		}},
		{"browse", func(string) search.Request { req := counted(""); req.Sort = search.Newest; return req }},
	}
}

// Latency is what one kind took, in milliseconds.
type Latency struct {
	Kind     string  `json:"kind"`
	Searches int     `json:"searches"`
	P50      float64 `json:"p50_ms"`
	P95      float64 `json:"p95_ms"`
	P99      float64 `json:"p99_ms"`
	Mean     float64 `json:"mean_ms"`
	Articles float64 `json:"articles"` // matching, on average
}

// Options of Search.
type Options struct {
	Queries []string
	Rounds  int // over all queries; the first half warms up and is not counted (of one round, nothing is)
	Clients int // at the same time; 0 means 1
}

// Search runs every kind of the mix. It ends at the first search that fails.
func Search(ctx context.Context, s search.Searcher, o Options) ([]Latency, error) {
	var out []Latency
	for _, kind := range Kinds() {
		row, err := measure(ctx, s, kind, o)
		if err != nil {
			return out, err
		}
		out = append(out, row)
	}
	return out, nil
}

// measure sends one kind. Clients take the queries in turn.
func measure(ctx context.Context, s search.Searcher, kind Kind, o Options) (Latency, error) {
	var (
		mu       sync.Mutex
		took     []float64
		articles float64
		failed   error
		clients  sync.WaitGroup
	)
	work := make(chan int)
	for range max(1, o.Clients) {
		clients.Go(func() {
			for i := range work {
				query := o.Queries[i%len(o.Queries)]
				started := time.Now()
				result, err := s.Search(ctx, kind.Shape(query))
				elapsed := float64(time.Since(started).Microseconds()) / 1000
				mu.Lock()
				if err != nil && failed == nil {
					failed = fmt.Errorf("%s %q: %w", kind.Name, query, err)
				}
				if err == nil && i >= o.Rounds/2*len(o.Queries) {
					took = append(took, elapsed)
					articles += float64(result.Articles)
				}
				mu.Unlock()
			}
		})
	}
	for i := range o.Rounds * len(o.Queries) {
		mu.Lock()
		stop := failed != nil
		mu.Unlock()
		if stop {
			break
		}
		work <- i
	}
	close(work)
	clients.Wait()
	if failed != nil || len(took) == 0 {
		return Latency{}, failed
	}
	return summarize(kind.Name, took, articles/float64(len(took))), nil
}

// summarize reports nearest-rank percentiles.
func summarize(name string, took []float64, articles float64) Latency {
	slices.Sort(took)
	at := func(part float64) float64 { return took[min(len(took)-1, int(part*float64(len(took))))] }
	sum := 0.0
	for _, ms := range took {
		sum += ms
	}
	return Latency{name, len(took), at(.50), at(.95), at(.99), sum / float64(len(took)), articles}
}
