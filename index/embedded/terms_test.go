package embedded

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// TestWords: counts are those of the articles that are left, whatever segments they stand in, each article once.
func TestWords(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(t.Context(), Config{Dir: t.TempDir(), Segmenter: segmenter})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	titles, bodies := []string{"水库蓄水", "经济新闻", "水库与经济"}, []string{"水库的管理人员", "云溪的经济发展", "蓄水之后，環境好了"}
	want := make(map[string]int)
	for i := range 12 {
		a := news.Article{ID: news.ID(fmt.Sprint(i)), Title: titles[i%3], Body: bodies[i%2] + bodies[i%3]}
		if _, err := c.Put(t.Context(), []news.Article{a}); err != nil {
			t.Fatal(err)
		}
		if i%5 == 0 {
			continue
		}
		seen := make(map[string]bool)
		for _, text := range []string{zh.FoldString(a.Title), zh.FoldString(a.Body)} {
			segmenter.Words(text, func(start, end int) { seen[text[start:end]] = true })
		}
		for word := range seen {
			want[word]++
		}
	}
	if _, err := c.Delete(t.Context(), []news.ID{"0", "5", "10"}); err != nil {
		t.Fatal(err)
	}
	for word, n := range want {
		if n < 3 {
			delete(want, word)
		}
	}
	checkWords(t, c, want)
	if _, err := c.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	checkWords(t, c, want)
	snapshot, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	enough := errors.New("enough")
	if err := snapshot.Words(t.Context(), 1, func(string, int) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v, want the error of visit", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := snapshot.Words(ctx, 1, func(string, int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func checkWords(t *testing.T, c *Collection, want map[string]int) {
	t.Helper()
	snapshot, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	got := make(map[string]int)
	last := ""
	err = snapshot.Words(t.Context(), 3, func(term string, articles int) error {
		if term <= last {
			t.Errorf("%s after %s", term, last)
		}
		last, got[term] = term, articles
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
