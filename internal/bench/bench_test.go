package bench

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"unicode/utf8"

	"xunbao/internal/news"
	"xunbao/search"
)

// counter answers every search and notes it: more articles for a shorter query.
type counter struct {
	mu   sync.Mutex
	seen map[string]int
	fail string
}

func (c *counter) Search(_ context.Context, req search.Request) (*search.Result, error) {
	if err := req.Validate(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[req.Query]++
	if req.Query == c.fail {
		return nil, search.ErrUnavailable
	}
	hit := search.Hit{Article: news.Article{Title: "青石湾大桥今日上午正式通车，首批车辆驶过"}}
	return &search.Result{Articles: max(0, 12-len(req.Query)), Hits: []search.Hit{hit}}, nil
}

func (c *counter) Suggest(_ context.Context, text string, _ int) ([]search.Suggestion, error) {
	return []search.Suggestion{{Text: text}}, nil
}

// TestSearch: every kind of the mix is sent in every round, by clients and at a rate.
func TestSearch(t *testing.T) {
	for _, o := range []Options{{Clients: 1}, {Clients: 3}, {Rate: 1e6}} {
		c := &counter{seen: map[string]int{}, fail: "-"}
		o.Queries, o.Rounds, o.Suggest = []string{"水库", "高铁站"}, 4, c
		rows, err := Search(t.Context(), c, o)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, row := range rows {
			names = append(names, row.Kind)
			if row.Searches == 0 || row.Failed > 0 || row.P50 > row.P95 || row.P95 > row.P99 || row.Rate <= 0 {
				t.Errorf("row %+v", row)
			}
		}
		want := []string{"words", "rare words", "frequent words", "several words", "phrase", "phrase of 2", "phrase of 4", "phrase of 8",
			"page", "newest", "50th page", "year filter", "broad page", "browse+facets", "suggest"}
		if !slices.Equal(names, want) {
			t.Errorf("measured %q, want %q", names, want)
		}
		if c.seen[`"水库"`] != 4 || c.seen[`"上午正式通车"`] != 0 || c.seen[`"式通车"`] != 0 || c.seen[`"正式通车"`] == 0 {
			t.Errorf("searches %v", c.seen)
		}
	}
}

// TestSearchKinds: only what was asked for is measured, and it is measured on.
func TestSearchKinds(t *testing.T) {
	c := &counter{seen: map[string]int{}, fail: "-"}
	rows, err := Search(t.Context(), c, Options{Queries: []string{"水库"}, Rounds: 2, Kinds: []string{"page", "suggest"}})
	if err != nil || len(rows) != 1 || rows[0].Kind != "page" || rows[0].Searches != 1 {
		t.Errorf("rows %+v, %v", rows, err)
	}
}

// TestSearchFails: a failed search is counted and the others go on.
func TestSearchFails(t *testing.T) {
	c := &counter{seen: map[string]int{}, fail: `"水库"`}
	rows, err := Search(t.Context(), c, Options{Queries: []string{"水库", "高铁"}, Rounds: 2, Kinds: []string{"phrase"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Failed != 2 || rows[0].Searches != 1 || rows[0].Failure == "" {
		t.Errorf("rows %+v", rows)
	}
}

// TestSearchStops: the end of the context ends the measuring.
func TestSearchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, rate := range []float64{0, 1} {
		c := &counter{seen: map[string]int{}, fail: "-"}
		if _, err := Search(ctx, c, Options{Queries: []string{"水库"}, Rounds: 2, Rate: rate}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}

func TestLatency(t *testing.T) {
	m := newMeter(0)
	for i := range 100 {
		m.took = append(m.took, float64(100-i))
	}
	m.articles = 200
	if got, want := m.latency("x"), (Latency{Kind: "x", Searches: 100, P50: 51, P95: 96, P99: 100, Mean: 50.5, Articles: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestQueries(t *testing.T) {
	titles := []news.Article{{Title: "龙眼潭水库除险加固"}, {Title: "AI 5G"}, {Title: "高铁，开通"}, {Title: "鳌"}}
	got := Queries(slices.Values(titles), 10, 1)
	if len(got) != 2 {
		t.Fatalf("drawn %q: want one of each title with two Chinese characters side by side", got)
	}
	for _, query := range got {
		if n := utf8.RuneCountInString(query); n < 2 || n > 6 {
			t.Errorf("%q has %d characters", query, n)
		}
	}
	if again := Queries(slices.Values(titles), 10, 1); !slices.Equal(got, again) {
		t.Errorf("the same seed gives %q and %q", got, again)
	}
	if one := Queries(slices.Values(titles), 1, 3); len(one) != 1 {
		t.Errorf("asked for one, drawn %q", one)
	}
}
