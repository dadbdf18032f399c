package embedded

import (
	"context"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// TestHistory: the versions of an article are counted through writes, openings and rebuilds of either kind; what is deleted begins anew.
func TestHistory(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	cfg := Config{Dir: t.TempDir(), Segmenter: segmenter, Now: func() time.Time { return now }}
	var c *Collection
	reopen := func() {
		if c != nil {
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if c, err = Open(context.Background(), cfg); err != nil {
			t.Fatal(err)
		}
	}
	reopen()
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	a := article(1)
	write := func() { put(t, c, []news.Article{a}) }
	rebuild := func(records index.Records) {
		if _, err := c.Rebuild(context.Background(), records, nil); err != nil {
			t.Fatal(err)
		}
	}
	sources := func(yield func(index.Record, error) bool) {
		_ = yield(index.Record{Article: a}, nil) && yield(index.Record{Article: article(2)}, nil)
	}
	change := func(text string, after time.Duration) { a.Body, now = text, now.Add(after) }
	for _, step := range []struct {
		name     string
		do       func()
		versions int
		changed  string
	}{
		{"added", write, 1, ""},
		{"the same again", write, 1, ""},
		{"changed", func() { change("坝顶长改为一百米。", time.Hour); write() }, 2, "09:00"},
		{"the same again, later", func() { change(a.Body, time.Hour); write() }, 2, "09:00"},
		{"with a history of its own", func() { a.History.Versions = 9; write(); a.History = news.History{} }, 2, "09:00"},
		{"opened again", reopen, 2, "09:00"},
		{"rebuilt from the store", func() { rebuild(nil) }, 2, "09:00"},
		{"rebuilt from sources that have not changed", func() { rebuild(sources) }, 2, "09:00"},
		{"rebuilt from sources that have changed", func() { change("坝顶长改为九十米。", time.Hour); rebuild(sources) }, 3, "11:00"},
		{"changed again", func() { change("坝顶长九十二米。", time.Hour); write() }, 4, "12:00"},
		{"deleted and added", func() {
			if _, err := c.Delete(context.Background(), []news.ID{a.ID}); err != nil {
				t.Fatal(err)
			}
			write()
		}, 1, ""},
	} {
		step.do()
		s, err := c.Acquire()
		if err != nil {
			t.Fatal(err)
		}
		seq, err := s.Store.Lookup(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Store.Get(seq)
		s.Close()
		changed := ""
		if !got.History.Changed.IsZero() {
			changed = got.History.Changed.Format("15:04")
		}
		if err != nil || got.History.Count() != step.versions || changed != step.changed || got.Body != a.Body {
			t.Errorf("%s: %d versions, changed at %q, %v; want %d, %q", step.name, got.History.Count(), changed, err, step.versions, step.changed)
		}
	}
}
