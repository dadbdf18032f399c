package bench

import (
	"context"
	"slices"
	"sync"
	"time"
)

// meter notes what searches took. Safe for concurrent use.
type meter struct {
	warm int // so many searches are not counted

	mu          sync.Mutex
	took        []float64 // milliseconds
	articles    float64
	failed      int
	failure     error // the first
	first, last time.Time
}

func newMeter(warm int) *meter { return &meter{warm: warm} }

// time sends the search number i of a kind and notes what it took since it was due. A failure counts in the warm part too.
func (m *meter) time(ctx context.Context, kind kind, i int, due time.Time) {
	articles, err := kind.ask(ctx, kind.queries[i%len(kind.queries)])
	now := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil {
		if m.failed++; m.failure == nil {
			m.failure = err
		}
		return
	}
	if i < m.warm {
		return
	}
	if m.first.IsZero() || due.Before(m.first) {
		m.first = due
	}
	if now.After(m.last) {
		m.last = now
	}
	m.took = append(m.took, float64(now.Sub(due).Microseconds())/1000)
	m.articles += float64(articles)
}

// Rank is the value below which that part of all are, by the nearest rank; sorted holds one at least, ascending.
func Rank[T any](sorted []T, part float64) T {
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}

// latency reports nearest-rank percentiles.
func (m *meter) latency(name string) Latency {
	out := Latency{Kind: name, Searches: len(m.took), Failed: m.failed}
	if m.failure != nil {
		out.Failure = m.failure.Error()
	}
	if len(m.took) == 0 {
		return out
	}
	slices.Sort(m.took)
	at := func(part float64) float64 { return Rank(m.took, part) }
	sum := 0.0
	for _, ms := range m.took {
		sum += ms
	}
	count := float64(len(m.took))
	out.P50, out.P95, out.P99, out.Mean, out.Articles = at(.50), at(.95), at(.99), sum/count, m.articles/count
	if wall := m.last.Sub(m.first).Seconds(); wall > 0 {
		out.Rate = count / wall
	}
	return out
}
