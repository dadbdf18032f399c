package ui

import (
	"context"
	"log/slog"
	"testing"

	"xunbao/search"
)

// speller suggests what it was given.
type speller []search.Suggestion

func (s speller) Suggest(context.Context, string, int) ([]search.Suggestion, error) { return s, nil }

// TestMeant: corrections are offered where little was found, keep the filters and begin on the first page.
func TestMeant(t *testing.T) {
	d := Deps{Log: slog.New(slog.DiscardHandler), Suggester: speller{{Text: "渡口", Kind: search.Correction}, {Text: "渡口边", Kind: search.Completion}, {Text: "渡扣", Kind: search.Correction}}}
	for _, c := range []struct {
		name    string
		change  func(*search.Request)
		total   int
		relaxed search.Relaxed
		want    int
	}{
		{"nothing found", nil, 0, search.RelaxedNone, 1},
		{"little found", nil, 9, search.RelaxedNone, 1},
		{"enough found", nil, 10, search.RelaxedNone, 0},
		{"widened", nil, 500, search.RelaxedMost, 1},
		{"no query", func(r *search.Request) { r.Query = " " }, 0, search.RelaxedNone, 0},
		{"second page", func(r *search.Request) { r.Page = 2 }, 0, search.RelaxedNone, 0},
	} {
		r := search.NewRequest()
		r.Query, r.Filters[search.Tag] = "渡扣", []string{"民生"}
		if c.change != nil {
			c.change(&r)
		}
		links := d.meant(context.Background(), r, &search.Result{Total: c.total, Relaxed: c.relaxed})
		if len(links) != c.want {
			t.Errorf("%s: %v", c.name, links)
		}
		for _, l := range links {
			if asked := parsed(t, l.URL); asked.Query != "渡口" || len(asked.Filters[search.Tag]) != 1 {
				t.Errorf("%s: %s leads to %s", c.name, l.Label, l.URL)
			}
		}
	}
	if links := (Deps{}).meant(context.Background(), search.Request{Query: "渡扣", Size: 10}, &search.Result{}); links != nil {
		t.Errorf("a server without suggestions offers %v", links)
	}
}
