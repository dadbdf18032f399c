package ui

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

func TestArticlePages(t *testing.T) {
	const id = "https://news.example/渡口/1?x=1#顶"
	for _, c := range []struct {
		name   string
		path   string
		change func(*fake)
		status int
		says   []string
		hides  []string
	}{
		{"whole", articleAddress(id, "青湾渡口"), nil, 200, []string{"返回检索结果", "2024年7月22日 07:40（UTC+08:00）", "作者：陆望舒", "沈一禾、顾南枝", "公共交通",
			"同一篇稿件的 3 个版本", "停航四年，青湾渡口今晨复航", "本篇", "木牌"}, nil},
		{"no body", "/articles/4", nil, 200, []string{"渡口旧照征集启事", "没有正文", "时间不详", "最新文章"}, []string{"个版本", "收录后"}},
		{"left out", "/articles/4", func(f *fake) { f.marked["4"].Article.LeftOut = []news.LeftOut{{Line: 3, Text: "扫码<关注>我们"}} }, 200,
			[]string{"本站常见的 1 行：", "扫码<关注>我们"}, nil},
		{"changed", "/articles/4", func(f *fake) {
			f.marked["4"].Article.History = news.History{Versions: 3, Changed: time.Date(2026, 3, 2, 4, 30, 0, 0, time.UTC)}
		}, 200, []string{"收录后 2 次，最近一次：", "2026年3月2日 12:30（UTC+08:00）"}, nil},
		{"missing", "/articles/没有", nil, 404, []string{"没有这篇文章"}, []string{"no such"}},
		{"no id", "/articles/", nil, 404, []string{"没有这篇文章"}, nil},
		{"bad page", "/articles/4?page=0", nil, 400, []string{"页码是从 1 起的整数"}, nil},
		{"syntax", "/articles/4?q=x", func(f *fake) { f.err = &query.SyntaxError{Position: 1, Message: "没有完"} }, 400, []string{"x（到此为止）"}, nil},
		{"story gone", articleAddress(id, ""), func(f *fake) { f.storyErr = search.ErrNotFound }, 200, []string{"木牌"}, []string{"个版本", "读不出来"}},
		{"story broken", articleAddress(id, ""), func(f *fake) { f.storyErr = errors.New("坏") }, 200, []string{"木牌", "转载列表暂时读不出来"}, nil},
		{"related", "/articles/4", func(f *fake) {
			f.related = []search.Hit{{Article: news.Article{ID: "9", Title: "渡口北岸修新路", Source: "云港晚报"}}}
		}, 200, []string{"相关报道", "渡口北岸修新路", "云港晚报"}, nil},
		{"related broken", articleAddress(id, ""), func(f *fake) { f.relatedErr = errors.New("坏") }, 200, []string{"木牌"}, []string{"相关报道"}},
		{"opening", "/articles/4", func(f *fake) { f.err = search.ErrUnavailable }, 503, []string{"暂时无法检索"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := harbour()
			if c.change != nil {
				c.change(f)
			}
			path := (&url.URL{Path: c.path}).String()
			if strings.ContainsAny(c.path, "?%") {
				path = c.path
			}
			checkPage(t, get(t, handler(t, f), path), c.status, c.says, c.hides)
		})
	}
}

func articleAddress(id, q string) string {
	r := search.NewRequest()
	r.Query = q
	return articleURL(news.ID(id), r)
}

func TestArticleAddressesReachTheArticle(t *testing.T) {
	for _, id := range []string{"1", "a/b/c", "/a//b/", "https://x.example/新闻?id=1&k=%E4#末", "50%", "%2F", "a+b c", "..x/..", "渡口🚢", `<"'>`, "a;b=c", "a\\b"} {
		f := harbour()
		f.marked = map[news.ID]*search.Marked{news.ID(id): {Article: news.Article{ID: news.ID(id), Title: "渡口"}}}
		w := get(t, handler(t, f), articleAddress(id, "渡口 +1"))
		if w.Code != http.StatusOK {
			t.Errorf("%q: status %d", id, w.Code)
			continue
		}
		if f.queried != "渡口 +1" {
			t.Errorf("%q: asked with the query %q", id, f.queried)
		}
		read(t, w.Body.String())
	}
}

func TestOriginalLink(t *testing.T) {
	for address, wantLink := range map[string]bool{
		"https://news.example/渡口": true, "http://news.example:8080/?a=b#c": true, "HTTPS://news.example/": true,
		"javascript:alert(1)": false, "JaVaScript:alert(1)": false, " javascript:x": false, "data:text/html,x": false, "//news.example/": false,
		"/etc/hosts": false, "http:///x": false, "http:news.example": false, "ftp://news.example/": false, "渡口": false, "http://a b/": false,
	} {
		link := originalLink(address)
		if link == nil || link.Label != address || (link.URL != "") != wantLink {
			t.Errorf("%q: got %+v", address, link)
		}
	}
	if originalLink(" ") != nil {
		t.Error("an empty address is shown")
	}
}

func TestFieldLink(t *testing.T) {
	for value, want := range map[string]string{
		"渡口":         "/?tag=%E6%B8%A1%E5%8F%A3",
		"A&B #1":     "/?tag=A%26B+%231",
		longestValue: "/?tag=" + longestValue,
		// Nothing can be searched for by a longer one, so it is shown without a link.
		longestValue + "x": "",
	} {
		if link := fieldLink(search.Tag, value); link.Label != value || link.URL != want {
			t.Errorf("%q: got %+v, want %q", value, *link, want)
		}
	}
	if fieldLink(search.Tag, " ") != nil {
		t.Error("a blank tag is shown")
	}
}

var longestValue = strings.Repeat("x", search.MaxFilterRunes)

func TestReprints(t *testing.T) {
	var hits []search.Hit
	for i := range 130 {
		hits = append(hits, search.Hit{Article: news.Article{ID: news.ID(fmt.Sprint(i))}})
	}
	r := search.NewRequest()
	if newReprints(chineseReader(), r, "0", hits[:1]) != nil {
		t.Error("an article alone has reprints")
	}
	list := newReprints(chineseReader(), r, "3", hits)
	if list.Count != 130 || len(list.Items) != 100 || list.Left != 30 || !list.Items[3].Current || list.Items[4].Current {
		t.Errorf("got %d, %d listed, %d left", list.Count, len(list.Items), list.Left)
	}
}
