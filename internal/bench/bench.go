// Package bench measures searches: it draws queries from a corpus, sends the standard mix through a search.Searcher, from clients that
// wait for their answers or at a given rate, and reports percentiles. It does not index, and it judges nothing.
package bench

import (
	"context"
	"slices"

	"xunbao/search"
)

// Options of Search.
type Options struct {
	Queries []string
	Rounds  int       // over all queries; the first half warms up and is not counted (of one round, nothing is)
	Clients int       // that send the next search when the last is answered; 0 means 1
	Rate    float64   // searches a second, sent whether the others are answered or not; 0 leaves the pace to Clients
	Kinds   []string  // only these; nil for all
	Suggest Suggester // nil leaves suggestions out
}

// Suggester is what suggestions are asked of.
type Suggester interface {
	Suggest(ctx context.Context, text string, limit int) ([]search.Suggestion, error)
}

// Latency is what one kind took, in milliseconds from when a search was due. A search that failed counts in Failed alone.
type Latency struct {
	Kind     string  `json:"kind"`
	Searches int     `json:"searches"`
	Failed   int     `json:"failed"`
	Failure  string  `json:"failure,omitempty"` // the first
	Rate     float64 `json:"searches_per_second"`
	P50      float64 `json:"p50_ms"`
	P95      float64 `json:"p95_ms"`
	P99      float64 `json:"p99_ms"`
	Mean     float64 `json:"mean_ms"`
	Articles float64 `json:"articles"` // matching, on average; of suggestions, how many there are
}

// Search runs every kind of the mix. Its error is that of ctx, or of the searches that the mix is made from.
func Search(ctx context.Context, s search.Searcher, o Options) ([]Latency, error) {
	mix, err := newMix(ctx, s, o.Queries)
	if err != nil {
		return nil, err
	}
	var out []Latency
	for _, kind := range kinds(mix, s, o.Suggest) {
		if len(kind.queries) == 0 || o.Kinds != nil && !slices.Contains(o.Kinds, kind.name) {
			continue
		}
		m := newMeter(o.Rounds / 2 * len(kind.queries))
		if o.Rate > 0 {
			open(ctx, kind, m, o)
		} else {
			closed(ctx, kind, m, o)
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, m.latency(kind.name))
	}
	return out, nil
}
