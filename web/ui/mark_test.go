package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMatches: every mark has an id in the order of the page, and a link leads to it.
func TestMatches(t *testing.T) {
	f := harbour()
	for id, m := range f.marked {
		if id != "4" {
			m.BodyMarks = everywhere(m.Article.Body, "青湾渡口")
		}
	}
	d := read(t, get(t, handler(t, f), articleAddress("https://news.example/渡口/1?x=1#顶", "青湾渡口")).Body.String())
	var ids []string
	for _, n := range d.all("mark") {
		ids = append(ids, attr(n, "id"))
	}
	var leads []string
	for _, n := range inside(d.all("nav.matches")[0], "a") {
		leads = append(leads, attr(n, "href")[1:])
	}
	if diff := cmp.Diff(ids, leads); diff != "" || len(ids) != 3 {
		t.Errorf("%d marks: %s", len(ids), diff)
	}
	if m := newMatches(100); len(m.Places) != shownMarks || m.Left != 60 || newMatches(0) != nil {
		t.Errorf("100 places: %d links, %d left", len(m.Places), m.Left)
	}
}

// TestWhy: the reason is told when it is asked for, clause by clause, and the engine's own English only to who reads it.
func TestWhy(t *testing.T) {
	h := handler(t, harbour())
	d := read(t, get(t, h, escapedQuery("/articles/4?q=渡口")).Body.String())
	if got := d.links("div.tools")["为什么找到这篇"]; got != "/articles/4?q=%E6%B8%A1%E5%8F%A3&why=true#why" {
		t.Errorf("the reason stands at %q", got)
	}
	for language, want := range map[string]string{"zh": "✓ 符合 渡口 检索词切成：渡 | 口", "en": "✓ met 渡口 it stands in the title The query was cut into: 渡 | 口"} {
		d = read(t, ask(h, escapedQuery("/articles/4?q=渡口&why=true"), "Accept-Language", language).Body.String())
		if diff := cmp.Diff(want, text(inside(d.all("section.why")[0], "li")[0])); diff != "" {
			t.Error(diff)
		}
	}
	if none := read(t, get(t, h, "/articles/4").Body.String()); len(none.links("div.tools")) != 0 {
		t.Error("an article is found for no reason")
	}
}
