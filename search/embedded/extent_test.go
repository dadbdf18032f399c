package embedded

import (
	"testing"
	"time"

	"xunbao/internal/news"
)

// TestStatusIsOfNow: what is remembered of the whole collection is forgotten with every change.
func TestStatusIsOfNow(t *testing.T) {
	c, segmenter := emptyCollection(t)
	e := New(c, segmenter, Options{})
	keep(t, c, news.Article{ID: "b", Title: "一号桥通车", Body: "车可以过河了。"})
	in := func(year int) news.Instant {
		return news.Instant{Time: time.Date(year, 5, 1, 8, 0, 0, 0, news.Shanghai())}
	}
	for _, step := range []struct {
		name            string
		change          func() error
		stories, oldest int
	}{
		{"as filled", func() error { return nil }, 1, 0},
		{"dated", func() error {
			_, err := c.Put(t.Context(), []news.Article{{ID: "a", Title: "河堤加高", Body: "今年加高河堤两米。", Published: in(2023)}})
			return err
		}, 2, 2023},
		{"replaced", func() error {
			_, err := c.Put(t.Context(), []news.Article{{ID: "a", Title: "河堤加高", Body: "今年加高河堤两米。", Published: in(2021)}})
			return err
		}, 2, 2021},
		{"deleted", func() error { _, err := c.Delete(t.Context(), []news.ID{"a"}); return err }, 1, 0},
		{"rebuilt", func() error { _, err := c.Rebuild(t.Context(), nil, nil); return err }, 1, 0},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			s, err := e.Status(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			oldest := 0
			if !s.Oldest.IsZero() {
				oldest = s.Oldest.Time.Year()
			}
			if s.Stories != step.stories || oldest != step.oldest {
				t.Errorf("%s: %d stories since %d", step.name, s.Stories, oldest)
			}
		}
	}
}
