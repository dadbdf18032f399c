package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/diff"
)

// versions is a back end with two versions of one article, the second in the other script and with a paragraph more.
func versions() *fake {
	f := harbour()
	was := news.Article{ID: "a/1", Title: "青湾渡口开航", Source: "云港晚报", Published: instant("2024-07-22 07:40"), Body: "渡口今天开航。\n“船票两元。”\n甲\n乙\n丙\n丁\n戊"}
	is := news.Article{ID: "a/2", Title: "青灣渡口開航了", Source: "海峽早報", Published: instant("2024-07-22 09:40"), Body: "渡口昨天開航。\n「船票两元。」\n甲\n乙\n丙\n丁\n戊\n記者攝。"}
	story := search.Story{ID: "s", Count: 2, Sources: []string{"云港晚报", "海峽早報"}, First: was.ID}
	f.marked[was.ID], f.marked[is.ID] = &search.Marked{Article: was, Story: story}, &search.Marked{Article: is, Story: story}
	f.story = []search.Hit{{Article: was}, {Article: is}}
	return f
}

func TestComparePage(t *testing.T) {
	h := handler(t, versions())
	d := read(t, get(t, h, escapedQuery("/articles/a/2?q=渡口&compare=a/1")).Body.String())
	if diff := cmp.Diff([]string{"只在本篇里", "了", "昨", "記者攝。"}, d.texts("ins")); diff != "" {
		t.Errorf("added: %s", diff)
	}
	if diff := cmp.Diff([]string{"只在对照的一篇里", "今"}, d.texts("del")); diff != "" {
		t.Errorf("gone: %s", diff)
	}
	if got := d.texts("p.sum"); got[0] != "改动 1 段、本篇多 1 段、相同 6 段 对调" {
		t.Errorf("sum %q", got)
	}
	if got := d.texts("summary"); len(got) != 1 || got[0] != "相同 4 段" {
		t.Errorf("folded %q", got)
	}
	for label, want := range map[string]string{"对调": "/articles/a%2F1?q=%E6%B8%A1%E5%8F%A3&compare=a%2F2"} {
		if got := d.links("p.sum")[label]; got != want {
			t.Errorf("%s leads to %q", label, got)
		}
	}
	page := read(t, get(t, h, escapedQuery("/articles/a/2?q=渡口")).Body.String())
	if got := page.links("section.reprints")["对照差别"]; got != "/articles/a%2F2?q=%E6%B8%A1%E5%8F%A3&compare=a%2F1" {
		t.Errorf("the list of versions leads to %q", got)
	}
	if got := page.texts("span.difference"); len(got) != 1 || got[0] != "改动 1 段、本篇多 1 段、相同 6 段" {
		t.Errorf("the list of versions tells %q", got)
	}
	for path, status := range map[string]int{"/articles/a/2?compare=nobody": 404, "/articles/a/2?compare=a&compare=b": 400, "/articles/a/2?why=perhaps": 400, "/articles/a/2?compare=": 200, "/articles/a/2?compare=a/2": 200} {
		if w := get(t, h, path); w.Code != status {
			t.Errorf("%s: status %d, want %d", path, w.Code, status)
		}
	}
}

// TestBlocks: what is the same is folded but beside a difference, and every paragraph is shown once and in order.
func TestBlocks(t *testing.T) {
	for _, c := range []struct{ kinds, want string }{
		{"", ""}, {"=", "="}, {"===", "[===]"}, {"====~", "[===]=~"}, {"~====", "~=[===]"}, {"~====~", "~====~"}, {"~=====~", "~=[===]=~"}, {"+-", "+-"}, {"==~==", "==~=="}, {"+=========-", "+=[=======]=-"},
	} {
		var paragraphs []diff.Paragraph
		for _, k := range c.kinds {
			paragraphs = append(paragraphs, diff.Paragraph{Kind: map[rune]diff.Kind{'=': diff.Same, '+': diff.Added, '-': diff.Gone, '~': diff.Changed}[k]})
		}
		got := ""
		for _, b := range blocks(chineseReader(), paragraphs) {
			part := ""
			for _, p := range b.Paragraphs {
				part += string("=+-~"[p.Kind])
			}
			if b.Folded {
				part = "[" + part + "]"
			}
			got += part
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.kinds, got, c.want)
		}
	}
}
