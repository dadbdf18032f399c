package ui

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
	"xunbao/search/query"
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
			"2 小时前", "前天 21:05", "2023年11月2日", "时间不详", "（无标题）", "无日期 1 篇", "下一页", "收录 12,345 篇"},
			[]string{"上一页", "样例", "没有文章包含", "生效"}},
		{"home", "/", func(f *fake) { f.result.Sort = search.Newest }, 200, []string{"最新文章", "最早"}, []string{"相关"}},
		{"sample", "/", func(f *fake) { f.status.Sample = true }, 200, []string{"xunbao reindex --data DIR 你的文件.jsonl"}, nil},
		{"relaxed most", "/?q=青湾", func(f *fake) { f.result.Relaxed = search.RelaxedMost }, 200, []string{"包含其中大部分"}, nil},
		{"relaxed any", "/?q=青湾", func(f *fake) { f.result.Relaxed = search.RelaxedAny }, 200, []string{"未必包含全部词语"}, nil},
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
		{"not UTF-8", "/?q=\xff渡口", nil, 400, []string{"检索词是 UTF-8 文字"}, nil},
		{"long filter", "/?tag=" + strings.Repeat("长", 201), nil, 400, []string{"筛选值最多 200 个字"}, nil},
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

func none(f *fake) {
	f.result = &search.Result{Exact: true, Sort: search.Relevance, Relaxed: search.RelaxedNone}
}

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
	if !utf8.Valid(w.Body.Bytes()) {
		t.Error("the page is not valid UTF-8")
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
