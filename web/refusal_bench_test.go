package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"xunbao/search"
)

// BenchmarkRefusal: what it costs to turn a request away because too many are there.
func BenchmarkRefusal(b *testing.B) {
	f := newFake()
	f.search = func(context.Context, search.Request) (*search.Result, error) { return nil, search.ErrOverloaded }
	h, err := New(Config{}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	for _, target := range []string{"/api/v1/search?q=%E4%BA%91%E6%B5%A6", "/?q=%E4%BA%91%E6%B5%A6"} {
		b.Run(target[:4], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
				if w.Code != http.StatusServiceUnavailable {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
