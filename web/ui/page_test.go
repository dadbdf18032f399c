package ui

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/search/query"
	"xunbao/web/fault"
)

func TestSearchPages(t *testing.T) {
	for _, c := range []struct {
		name   string
		path   string
		change func(*fake)
		status int
		says   []string // all of these are on the page
		hides  []string // none of these is
	}{
		{"results", "/?q=青湾渡口", nil, 200, []string{"共 1,031 篇，112 条 · 3.1 毫秒", "另有 2 家转载：北坡日报、江口新闻", "另有 6 篇转载：北坡日报",
			"2 小时前", "前天 21:05", "2023年11月2日", "时间不详", "（无标题）", "另有 1 篇时间不详", "下一页", "收录 12,345 篇"},
			[]string{"上一页", "样例", "没有文章包含", "生效"}},
		{"home", "/", func(f *fake) { f.result.Sort = search.Newest }, 200, []string{"最新文章", "最早"}, []string{"相关"}},
		{"sample", "/", func(f *fake) { f.status.Sample = true }, 200, []string{"xunbao reindex --data DIR 你的文件.jsonl"}, nil},
		{"relaxed most", "/?q=青湾", func(f *fake) { f.result.Relaxed = search.RelaxedMost }, 200, []string{"包含其中大部分"}, nil},
		{"relaxed any", "/?q=青湾", func(f *fake) { f.result.Relaxed = search.RelaxedAny }, 200, []string{"至少包含其中一个"}, nil},
		{"not exact", "/?q=青湾", func(f *fake) { f.result.Exact = false }, 200, []string{"约 1,031 篇"}, nil},
		{"every article", "/?q=青湾&collapse=none", nil, 200, nil, []string{"家转载", "6 篇转载"}},
		{"filtered", "/?q=青湾&source=北坡日报&tag=渡口&from=2024-01&to=2024-07", nil, 200,
			[]string{"来源：北坡日报", "标签：渡口", "时间：2024-01 至 2024-07", "全部去掉"}, nil},
		{"form sent empty", "/?q=青湾&from=&to=", nil, 200, []string{"共 1,031 篇"}, []string{"时间："}},
		{"nothing found", "/?q=“青湾”&source=北坡日报", none, 200, []string{"没有找到文章", "去掉全部筛选条件", "去掉引号再找：青湾", "繁体和简体"}, []string{"翻页", "合并转载"}},
		{"past the end", "/?q=青湾&page=99", func(f *fake) { f.result.Hits = nil }, 200, []string{"没有第 99 页", "最后一页是第 12 页"}, nil},
		{"no articles at all", "/", func(f *fake) { none(f); f.status.Articles = 0 }, 200, []string{"还没有文章", "xunbao add --data DIR"}, nil},
		{"counts only", "/?size=0", func(f *fake) { f.result.Hits = nil }, 200, []string{"显示文章"}, nil},
		{"state unknown", "/", func(f *fake) { f.stateErr = search.ErrUnavailable }, 200, []string{"共 1,031 篇"}, []string{"收录"}},
		{"bad page", "/?page=-1", nil, 400, []string{"参数不对", "页码是从 1 起的整数", "page:", "HTTP 400"}, nil},
		{"bad date", "/?from=明年", nil, 400, []string{"起始日期写作"}, nil},
		{"unknown parameter", "/?页=1", nil, 400, []string{"参数不对"}, nil},
		{"syntax", "/?q=渡口 (轮渡", func(f *fake) { f.err = &query.SyntaxError{Position: 3, Message: "没有右括号"} }, 400, []string{"渡口 (轮渡", "没有右括号"}, nil},
		{"too long", "/?q=青湾", func(f *fake) { f.err = search.ErrTooLong }, 503, []string{"用时太长"}, nil},
		{"opening", "/?q=青湾", func(f *fake) { f.err = search.ErrUnavailable }, 503, []string{"暂时无法检索"}, nil},
		{"broken", "/?q=青湾", func(f *fake) { f.err = errors.New("open /secret: denied") }, 500, []string{"服务器出错了"}, []string{"secret"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := harbour()
			if c.change != nil {
				c.change(f)
			}
			w := get(t, handler(t, f), escapedQuery(c.path))
			checkPage(t, w, c.status, c.says, c.hides)
		})
	}
}

// none takes the hits away.
func none(f *fake) {
	f.result = &search.Result{Exact: true, Sort: search.Relevance, Relaxed: search.RelaxedNone}
}

// escapedQuery makes a readable address one that can be sent.
func escapedQuery(path string) string {
	path, query, found := strings.Cut(path, "?")
	if !found {
		return path
	}
	return path + "?" + strings.NewReplacer("%3D", "=", "%26", "&").Replace(url.QueryEscape(query))
}

func checkPage(t *testing.T, w *httptest.ResponseRecorder, status int, says, hides []string) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	if got := w.Header().Get("Retry-After"); (got != "") != (status == http.StatusServiceUnavailable) {
		t.Errorf("Retry-After %q with status %d", got, status)
	}
	words := text(read(t, w.Body.String()).root)
	for _, s := range says {
		if !strings.Contains(words, s) {
			t.Errorf("page does not say %q: %s", s, words)
		}
	}
	for _, s := range hides {
		if strings.Contains(words, s) {
			t.Errorf("page says %q: %s", s, words)
		}
	}
}

func TestSearchAsksForFacets(t *testing.T) {
	for path, want := range map[string][]search.Field{
		"/?q=a":                  {search.Source, search.Category, search.Site},
		"/?q=a&facets=tag":       {search.Tag},
		"/?q=a&facets=lang,site": {search.Lang, search.Site},
	} {
		f := harbour()
		w := get(t, handler(t, f), path)
		if diff := cmp.Diff(want, f.asked.Facets); diff != "" {
			t.Errorf("%s: %d: %s", path, w.Code, diff)
		}
	}
}

func TestMarks(t *testing.T) {
	h := handler(t, harbour())
	d := read(t, get(t, h, escapedQuery("/?q=青湾渡口")).Body.String())
	want := []string{"青湾渡口", "青湾渡口", "青湾渡口", "青灣渡口", "青灣渡口", "青湾渡口"}
	if diff := cmp.Diff(want, d.texts("mark")); diff != "" {
		t.Error(diff)
	}
	hit := d.all("li.hit")[0]
	if diff := cmp.Diff("青湾渡口重新开航，两岸居民凌晨排队", text(inside(hit, "h3")[0])); diff != "" {
		t.Error(diff)
	}
	d = read(t, get(t, h, articleAddress("https://news.example/渡口/1?x=1#顶", "青湾渡口")).Body.String())
	if diff := cmp.Diff([]string{"青湾渡口", "青湾渡口", "青湾渡口"}, d.texts("mark")); diff != "" {
		t.Error(diff)
	}
}

// articleAddress is the address that pages give to an article.
func articleAddress(id, q string) string {
	r := search.NewRequest()
	r.Query = q
	return articleURL(news.ID(id), r)
}

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
		{"no body", "/articles/4", nil, 200, []string{"渡口旧照征集启事", "没有正文", "时间不详", "最新文章"}, []string{"个版本"}},
		{"missing", "/articles/没有", nil, 404, []string{"没有这篇文章"}, []string{"no such"}},
		{"no id", "/articles/", nil, 404, []string{"没有这篇文章"}, nil},
		{"bad page", "/articles/4?page=0", nil, 400, []string{"页码是从 1 起的整数"}, nil},
		{"syntax", "/articles/4?q=x", func(f *fake) { f.err = &query.SyntaxError{Position: 1, Message: "没有完"} }, 400, []string{"x（到此为止）"}, nil},
		{"story gone", articleAddress(id, ""), func(f *fake) { f.storyErr = search.ErrNotFound }, 200, []string{"木牌"}, []string{"个版本", "读不出来"}},
		{"story broken", articleAddress(id, ""), func(f *fake) { f.storyErr = errors.New("坏") }, 200, []string{"木牌", "转载列表暂时读不出来"}, nil},
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

func TestHostileText(t *testing.T) {
	const evil = `<script>alert(1)</script>"><img src=x onerror=alert(2)>' {{.}} </bdi></mark> &lt;b&gt; <!--`
	a := news.Article{ID: evil, URL: "javascript:alert(3)", Title: evil, Source: evil, Site: evil, Author: evil, Category: evil,
		Editors: []string{evil}, Tags: []string{evil}, Lang: `"><script>`, Body: evil + "\n" + evil, Published: instant("2024-07-01 08:00")}
	story := search.Story{ID: evil, Count: 2, Sources: []string{evil, evil + "2"}}
	marks := []highlight.Span{{Start: 0, End: 8}}
	f := harbour()
	f.result.Query, f.result.Hits = evil, []search.Hit{{Article: a, TitleMarks: marks, Story: story,
		Snippets: []highlight.Fragment{{Text: evil, Start: 3, Marks: marks}}}}
	f.result.Facets[search.Source] = []search.FacetValue{{Value: evil, Count: 1, Selected: true}}
	f.marked = map[news.ID]*search.Marked{evil: {Article: a, TitleMarks: marks, BodyMarks: marks, Story: story}}
	f.story = []search.Hit{{Article: a}, {Article: a}}
	filters := url.Values{"q": {evil}, "source": {evil}, "author": {`javascript:alert(4)`}}.Encode()
	h := handler(t, f)
	for path, wantMarks := range map[string]int{"/?" + filters: 2, articleAddress(evil, evil): 2} {
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, w.Code)
		}
		d := read(t, w.Body.String())
		if got := d.texts("mark"); len(got) != wantMarks || got[0] != "<script>" {
			t.Errorf("%s: marks %q", path, got)
		}
		if !strings.Contains(text(d.root), strings.Join(strings.Fields(evil), " ")) {
			t.Errorf("%s: the text is not shown as it is", path)
		}
	}
	f.err = &query.SyntaxError{Position: 2, Message: evil}
	checkPage(t, get(t, h, "/?"+filters), http.StatusBadRequest, []string{"<script>"}, nil)
}

func TestErrorPageOfAnyFault(t *testing.T) {
	for status := 400; status < 600; status++ {
		page, err := renderPage("error", newErrorPage(fault.Fault{Status: status, Code: "x", Message: "怎么了"}, Layout{}))
		if err != nil {
			t.Fatal(err)
		}
		if words := text(read(t, string(page)).root); !strings.Contains(words, fmt.Sprintf("HTTP %d", status)) {
			t.Errorf("%d: %s", status, words)
		}
	}
}

func TestDeadlineReachesTheBackEnd(t *testing.T) {
	ctx, cancel := Deps{Timeout: time.Minute}.limit(context.Background())
	defer cancel()
	if _, limited := ctx.Deadline(); !limited {
		t.Error("a timeout gives no deadline")
	}
	ctx, cancel = Deps{}.limit(context.Background())
	defer cancel()
	if _, limited := ctx.Deadline(); limited {
		t.Error("no timeout gives a deadline")
	}
}
