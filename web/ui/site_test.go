package ui

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"xunbao/web/assets"
)

func TestAssets(t *testing.T) {
	h := handler(t, harbour())
	d := read(t, get(t, h, "/").Body.String())
	for _, n := range d.all("link") {
		path := attr(n, "href")
		if rel := attr(n, "rel"); rel == "search" || rel == "alternate" { // web/feed answers these
			continue
		}
		w := get(t, h, path)
		if w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: status %d, %d bytes", path, w.Code, w.Body.Len())
		}
		if got := w.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		if got := w.Header().Get("Content-Type"); got != "text/css; charset=utf-8" && got != "image/svg+xml" {
			t.Errorf("%s: type %q", path, got)
		}
	}
	for _, path := range []string{"/assets/", "/assets/layout/layout.css", "/assets/layout/base.tmpl", "/assets/../ui/ui.go", "/assets/layout/layout.000000000000.css"} {
		w := get(t, h, path)
		if w.Code != http.StatusNotFound || strings.Contains(w.Header().Get("Cache-Control"), "max-age") {
			t.Errorf("%s: status %d, %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestHeadRequests(t *testing.T) {
	server := httptest.NewServer(handler(t, harbour()))
	defer server.Close()
	for path, status := range map[string]int{"/": 200, "/articles/4": 200, "/articles/5": 404, "/?page=0": 400} {
		resp, err := http.Head(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != status {
			t.Errorf("%s: status %d, want %d", path, resp.StatusCode, status)
		}
	}
}

func TestBrokenTemplatesAreFoundAtStart(t *testing.T) {
	if _, err := newSite(assets.Files()); err != nil {
		t.Fatal(err)
	}
	whole := `{{define "base"}}{{template "main" .}}{{end}}`
	for _, c := range []struct{ name, search string }{
		{"syntax", `{{define "main"}}{{if}}{{end}}`},
		{"no such field", `{{define "main"}}{{.Nothing}}{{end}}`},
		{"no such template", `{{define "main"}}{{template "nothing"}}{{end}}`},
		{"no such asset", `{{define "main"}}{{asset "search/nothing.css"}}{{end}}`},
		{"unsafe place", `{{define "main"}}{{if .Hits}}<a href={{.Title}}{{end}}{{end}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := fstest.MapFS{"layout/base.tmpl": {Data: []byte(whole)}}
			for name, kind := range pageKinds {
				for _, borrowed := range kind.borrows {
					tree[borrowed] = &fstest.MapFile{}
				}
				tree[name+"/"+name+".tmpl"] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{.Title}}{{end}}`)}
			}
			if _, err := newSite(tree); err != nil {
				t.Fatalf("whole: %v", err)
			}
			tree["search/search.tmpl"] = &fstest.MapFile{Data: []byte(c.search)}
			if _, err := newSite(tree); err == nil || !strings.Contains(err.Error(), "search") {
				t.Errorf("got %v, want an error that names the page", err)
			}
		})
	}
}
