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

// counter answers every search and notes it.
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
	return &search.Result{Articles: 4}, nil
}

func TestSearch(t *testing.T) {
	for _, clients := range []int{1, 3} {
		c := &counter{seen: map[string]int{}, fail: "-"}
		rows, err := Search(t.Context(), c, Options{Queries: []string{"水库", "高铁"}, Rounds: 4, Clients: clients})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(Kinds()) {
			t.Fatalf("%d rows for %d kinds", len(rows), len(Kinds()))
		}
		for _, row := range rows {
			if row.Searches != 4 || row.Articles != 4 || row.P50 > row.P95 || row.P95 > row.P99 {
				t.Errorf("row %+v", row)
			}
		}
		if c.seen[`"水库"`] != 4 || c.seen[""] != 8 {
			t.Errorf("searches %v", c.seen)
		}
	}
}

func TestSearchFails(t *testing.T) {
	c := &counter{seen: map[string]int{}, fail: `"水库"`}
	if _, err := Search(t.Context(), c, Options{Queries: []string{"水库"}, Rounds: 2}); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestSummarize(t *testing.T) {
	var took []float64
	for i := range 100 {
		took = append(took, float64(100-i))
	}
	if got, want := summarize("x", took, 2), (Latency{"x", 100, 51, 96, 100, 50.5, 2}); got != want {
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
