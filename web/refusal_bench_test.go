package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"xunbao/search"
)

// BenchmarkRefusal: what it costs to turn a request away because too many are there.
func BenchmarkRefusal(b *testing.B) {
	f := newFake()
	held := make(chan struct{})
	f.search = func(_ context.Context, req search.Request) (*search.Result, error) {
		<-held
		return sampleResult(req), nil
	}
	h, err := New(Config{AtOnce: 1}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	var crowd sync.WaitGroup
	var done atomic.Bool
	for range 1 + 8 {
		crowd.Go(func() {
			for !done.Load() {
				ask(h, "GET", "/api/v1/search?q=a", "")
			}
		})
	}
	defer crowd.Wait()
	defer close(held)
	defer done.Store(true)
	for ask(h, "GET", "/api/v1/search?q=a", "").Code != http.StatusServiceUnavailable {
	}
	for _, target := range []string{"/api/v1/search?q=%E4%BA%91%E6%B5%A6", "/?q=%E4%BA%91%E6%B5%A6"} {
		b.Run(target[:4], func(b *testing.B) {
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
