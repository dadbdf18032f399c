package web

import (
	"errors"
	"iter"
	"net/http"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

func TestExport(t *testing.T) {
	f := newFake()
	var asked *search.Request
	f.export = func(req *search.Request) iter.Seq2[search.Exported, error] {
		asked = req
		return func(yield func(search.Exported, error) bool) {
			for _, a := range sampleArticles() {
				if !yield(search.Exported{Article: a, Story: "s1"}, nil) {
					return
				}
			}
		}
	}
	h := newSite(t, f)
	for _, target := range []string{"/api/v1/export", "/api/v1/export?format=jsonl"} {
		w := ask(h, "GET", target, "")
		lines := jsonLines(w)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/x-ndjson" || len(lines) != 2 || asked != nil {
			t.Fatalf("%s: got %d as %s, asked %v: %s", target, w.Code, w.Header().Get("Content-Type"), asked, w.Body)
		}
		for _, want := range []string{`"id":"a1"`, `"url":"https://news.example/a?b=1&c=<2>"`, `"story":"s1"`, `"published":"2024-07-21T14:45:00+08:00"`} {
			if !strings.Contains(lines[0], want) {
				t.Errorf("%s is not in %s", want, lines[0])
			}
		}
	}
	if ask(h, "GET", "/api/v1/export?q=%E4%BA%91&format=jsonl", ""); asked == nil || asked.Query != "云" {
		t.Errorf("asked for %+v", asked)
	}
}

func TestExportThatFails(t *testing.T) {
	f := newFake()
	good := 0
	f.export = func(*search.Request) iter.Seq2[search.Exported, error] {
		return func(yield func(search.Exported, error) bool) {
			for range good {
				if !yield(search.Exported{Article: news.Article{ID: "甲", Title: "云"}}, nil) {
					return
				}
			}
			yield(search.Exported{}, errors.New("read /secret: input/output error"))
		}
	}
	h := newSite(t, f)
	wantFault(t, ask(h, "GET", "/api/v1/export", ""), 500, "internal", "")
	good = 3
	lines := jsonLines(ask(h, "GET", "/api/v1/export", ""))
	if last := lines[len(lines)-1]; len(lines) != 4 || !strings.HasPrefix(last, `{"error":{"code":"internal"`) || strings.Contains(last, "secret") {
		t.Errorf("got %q", lines)
	}
}
