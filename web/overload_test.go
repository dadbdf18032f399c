package web

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"xunbao/search"
)

// TestOverload: as many searches run as may, as many wait as may, the rest are told when to come again, and what is cheap is answered all the while.
func TestOverload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		held := make(chan struct{})
		f.search = func(_ context.Context, req search.Request) (*search.Result, error) {
			<-held
			return sampleResult(req), nil
		}
		var log bytes.Buffer
		h := newSiteWith(t, Config{AtOnce: 2}, f, &log)
		var mu sync.Mutex
		var answers []*httptest.ResponseRecorder
		var clients sync.WaitGroup
		come := func(target string) {
			clients.Go(func() {
				w := ask(h, "GET", target, "")
				mu.Lock()
				defer mu.Unlock()
				answers = append(answers, w)
			})
			synctest.Wait()
		}
		for range 2 + 8*2 {
			come("/api/v1/search?q=a")
		}
		if len(answers) > 0 {
			t.Fatalf("answered before the back end was: %d", len(answers))
		}
		for _, target := range []string{"/api/v1/search?q=a", "/api/v1/trends?q=a", "/api/v1/articles/a1", "/api/v1/stories/s1", "/api/v1/articles/a1/related",
			"/api/v1/analyze?text=a", "/api/v1/why?q=a&id=a1", "/feed.atom?q=a"} {
			w := ask(h, "GET", target, "")
			wantFault(t, w, 503, "overloaded", "")
			if w.Header().Get("Retry-After") == "" {
				t.Errorf("%s: no Retry-After", target)
			}
		}
		for _, target := range []string{"/?q=a", "/trends?q=a", "/articles/a1"} {
			w := ask(h, "GET", target, "")
			if w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "服务器正忙") {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
			if id := w.Header().Get("X-Request-Id"); id == "" || !strings.Contains(w.Body.String(), "· "+id+"<") {
				t.Errorf("%s: the page does not show the id %s of its request", target, id)
			}
		}
		for _, target := range []string{"/healthz", "/readyz", "/api/v1/status", "/api/v1/suggest?q=a", "/api/v1/export", "/opensearch.xml"} {
			if w := ask(h, "GET", target, ""); w.Code != 200 {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
		}
		close(held)
		clients.Wait()
		for _, w := range answers {
			if w.Code != 200 {
				t.Errorf("one that was let in got %d %s", w.Code, w.Body)
			}
		}
		for _, failure := range []string{"request failed", "page failed", "feed failed"} {
			if strings.Contains(log.String(), failure) {
				t.Errorf("what was turned away is logged as a failure of the server: %s", failure)
			}
		}
	})
}
