package web

import (
	"context"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

func TestSuggest(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct{ name, query, want string }{
		{"default limit", "q=" + url.QueryEscape("云"),
			`{"query":"云","suggestions":[{"text":"云溪","kind":"completion","count":2},{"text":"芸","kind":"correction","count":8}]}`},
		{"limit", "limit=3&q=yun",
			`{"query":"yun","suggestions":[{"text":"yun溪","kind":"completion","count":2},{"text":"芸","kind":"correction","count":3}]}`},
		{"empty", "q=", `{"query":"","suggestions":[]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want+"\n", ask(h, "GET", "/api/v1/suggest?"+c.query, "").Body.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNoSuggester(t *testing.T) {
	f := newFake()
	h, err := New(Config{}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f})
	if err != nil {
		t.Fatal(err)
	}
	if w := ask(h, "GET", "/api/v1/suggest?q=a", ""); w.Code != 404 {
		t.Errorf("got %d %s, want 404", w.Code, w.Body)
	}
}

// reading is a suggester that has not read yet what can be suggested.
type reading struct{}

func (reading) Suggest(context.Context, string, int) ([]search.Suggestion, error) {
	return nil, search.ErrTooLong
}

// Suggestions that come too late are none: nobody should read of an error while typing.
func TestSuggestTooLate(t *testing.T) {
	f := newFake()
	h, err := New(Config{}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f, Suggester: reading{}})
	if err != nil {
		t.Fatal(err)
	}
	w := ask(h, "GET", "/api/v1/suggest?q=a", "")
	if want := `{"query":"a","suggestions":[]}` + "\n"; w.Code != 200 || w.Body.String() != want {
		t.Errorf("got %d %s, want %s", w.Code, w.Body, want)
	}
}
