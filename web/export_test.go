package web

import (
	"errors"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

// exports has the fake export the sample articles, and keep what it was asked last.
func exports(f *fake, asked **search.Request) {
	f.export = func(req *search.Request) iter.Seq2[search.Exported, error] {
		*asked = req
		return func(yield func(search.Exported, error) bool) {
			for _, a := range sampleArticles() {
				if !yield(search.Exported{Article: a, Story: "s1", Cursor: "c-" + string(a.ID[:2])}, nil) {
					return
				}
			}
		}
	}
}

func TestExport(t *testing.T) {
	f := newFake()
	var asked *search.Request
	exports(f, &asked)
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

func TestExportAsTable(t *testing.T) {
	f := newFake()
	var asked *search.Request
	exports(f, &asked)
	h := newSite(t, f)
	w := ask(h, "GET", "/api/v1/export?format=csv&fields=id,title,export_cursor&cursors=true", "")
	want := "\uFEFFid,title,export_cursor\na1,云溪湾海洋论坛开幕,c-a1\n"
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), want) || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") {
		t.Errorf("got %d as %s: %q", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	w = ask(h, "GET", "/api/v1/export?format=csv&fields=id&cursor=c-a1", "")
	if asked == nil || asked.Cursor != "c-a1" || asked.Sort != search.Stored || !strings.HasPrefix(w.Body.String(), "a1\n") {
		t.Errorf("asked for %+v, got %q", asked, w.Body)
	}
	if ask(h, "GET", "/api/v1/export?q=%E4%BA%91&cursor=c", ""); asked.Sort != search.Relevance {
		t.Errorf("asked for %+v", asked)
	}
	if lines := jsonLines(ask(h, "GET", "/api/v1/export?cursors=1", "")); !strings.HasSuffix(lines[0], `,"export_cursor":"c-a1"}`) {
		t.Errorf("got %s", lines[0])
	}
	for _, bad := range []string{"format=xml", "format=csv&format=csv", "fields=id,,title", "cursors=yes", "sort=stored"} {
		name, _, _ := strings.Cut(bad, "=")
		wantFault(t, ask(h, "GET", "/api/v1/export?"+bad, ""), 400, "invalid_parameter", name)
	}
}

// A table that cannot be finished is broken off.
func TestTableThatFails(t *testing.T) {
	f := newFake()
	f.export = func(*search.Request) iter.Seq2[search.Exported, error] {
		return func(yield func(search.Exported, error) bool) {
			if yield(search.Exported{Article: news.Article{ID: "甲", Title: "云"}}, nil) {
				yield(search.Exported{}, errors.New("input/output error"))
			}
		}
	}
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	answer, err := http.Get(server.URL + "/api/v1/export?format=csv")
	if err != nil {
		return // broken off before anything was sent
	}
	defer answer.Body.Close()
	if text, err := io.ReadAll(answer.Body); err == nil {
		t.Errorf("the answer %q looks whole", text)
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
