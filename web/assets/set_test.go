package assets

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSetOfEmbeddedFiles(t *testing.T) {
	set, err := NewSet(Files())
	if err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(`^[a-z]+/[a-z]+\.[0-9a-f]{12}\.(css|svg|js)$`)
	for _, name := range []string{"layout/icon.svg", "search/search.css", "article/article.css", "trends/trends.css", "error/error.css", Script} {
		hashed, err := set.Name(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !pattern.MatchString(hashed) {
			t.Errorf("%s has the name %q", name, hashed)
		}
		if f, ok := set.File(hashed); !ok || len(f.Content) == 0 || f.Type == "" {
			t.Errorf("%s: got %v, %v", hashed, f.Type, ok)
		}
	}
}

func TestSet(t *testing.T) {
	tree := fstest.MapFS{
		"搜索/页.css":      {Data: []byte("a{}")},
		"搜索/页.tmpl":     {Data: []byte("{{.}}")},
		"layout/i.svg":  {Data: []byte("<svg/>")},
		"layout/编辑.bak": {Data: []byte("x")},
	}
	set, err := NewSet(tree)
	if err != nil {
		t.Fatal(err)
	}
	before, err := set.Name("搜索/页.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"搜索/页.tmpl", "layout/编辑.bak", "没有.css", "", "../搜索/页.css"} {
		if got, err := set.Name(name); err == nil {
			t.Errorf("%q is named %q, want an error", name, got)
		}
	}
	for _, name := range []string{"搜索/页.css", "搜索/页.000000000000.css", "", "/" + before, strings.ToUpper(before) + "x"} {
		if _, ok := set.File(name); ok {
			t.Errorf("%q is an asset, want none", name)
		}
	}
	tree["搜索/页.css"] = &fstest.MapFile{Data: []byte("b{}")}
	changed, err := NewSet(tree)
	if err != nil {
		t.Fatal(err)
	}
	if after, err := changed.Name("搜索/页.css"); err != nil || after == before {
		t.Errorf("got %q, %v for a changed file, want another name than %q", after, err, before)
	}
}
