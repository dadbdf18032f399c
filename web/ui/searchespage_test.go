package ui

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// harbourMaster has two saved searches, one with 45 matches and a webhook with a secret in its address.
func harbourMaster() *fake {
	f := harbour()
	f.saved = []search.SavedSearch{
		{Name: "渡口", Request: url.Values{"q": {"渡口 -广告"}, "source": {"北坡日报"}, "from": {"-7d"}}, Created: now.Add(-time.Hour), Matches: 45, Waiting: 2,
			Webhook: &search.Webhook{URL: "https://hooks.example/secret", Secret: "geheim"}},
		{Name: "all", Request: url.Values{}, Created: now.Add(-time.Hour)},
	}
	for n := 45; n > 0; n-- {
		f.matched = append(f.matched, search.Match{Number: n, At: now, Hit: search.Hit{Article: news.Article{ID: news.ID(fmt.Sprint("m", n)), Title: fmt.Sprint("船讯", n)}}})
	}
	return f
}

func TestSearchesPages(t *testing.T) {
	for _, c := range []struct {
		name, path  string
		change      func(*fake)
		status      int
		says, hides []string
	}{
		{"list", "/searches", nil, 200, []string{"渡口 -广告 来源：北坡日报 时间：近一周", "符合 45 篇", "1 小时前", "hooks.example", "待送达 2 篇", "（全部文章）", "xunbao saved add"}, []string{"secret", "geheim", "还没有存过"}},
		{"none", "/searches", func(f *fake) { f.saved = nil }, 200, []string{"还没有存过检索", "xunbao saved add"}, nil},
		{"one", "/searches/渡口", nil, 200, []string{"船讯45", "船讯26", "更早的"}, []string{"船讯25", "secret"}},
		{"older", "/searches/渡口?before=26", nil, 200, []string{"船讯25", "船讯6"}, []string{"船讯26"}},
		{"oldest", "/searches/渡口?before=6", nil, 200, []string{"船讯5", "船讯1"}, []string{"更早的"}},
		{"nothing yet", "/searches/all", func(f *fake) { f.matched = nil }, 200, []string{"还没有符合的文章"}, nil},
		{"unknown", "/searches/江桥", nil, 404, []string{"没有"}, nil},
		{"bad number", "/searches/渡口?before=x", nil, 400, []string{"参数不对", "一个正整数"}, nil},
		{"unknown parameter", "/searches?before=3", nil, 400, []string{"参数不对"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := harbourMaster()
			if c.change != nil {
				c.change(f)
			}
			u, err := url.Parse(c.path)
			if err != nil {
				t.Fatal(err)
			}
			checkPage(t, get(t, handler(t, f), u.String()), c.status, c.says, c.hides)
		})
	}
	d := read(t, get(t, handler(t, harbourMaster()), (&url.URL{Path: "/searches/渡口"}).String()).Body.String())
	if r := parsed(t, d.links("p.ways")["现在检索"]); r.Query != "渡口 -广告" || len(r.Filters[search.Source]) != 1 {
		t.Errorf("the search is %+v", r)
	}
}
