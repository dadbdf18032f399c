package searchtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
)

// world is a back end with a corpus in it, and the same corpus in memory to hold it against.
type world struct {
	Backend
	rng      *rand.Rand
	articles map[news.ID]news.Article
	folded   map[news.ID][2]string // title and body
}

// pieces are what random articles are made of: words that overlap, both scripts, widths and cases, names, numbers, rare characters.
var pieces = []string{
	"水库", "水庫", "除险加固", "云浦市", "雲浦市", "青梧区", "农业发展银行", "发展银行行长", "银行", "行长", "会展中心", "中心", "博鳌", "鳌江", "论坛", "論壇",
	"人工智能", "智能", "大模型", "AI", "ＡＩ", "5G", "５Ｇ", "GDP", "gdp", "Bio-Park", "2024年", "２０２４", "3.5%", "180亿元", "14:45", "covid-X", "的", "了", "和",
	"高铁", "高鐵", "开通", "張益", "张益唐", "唐", "马拉松", "🎉", "𬭚", "㙟", "堃", "，", "。", "“", "”", "、", "！", "\n", " ", "　", "\u200b", "头发", "頭髮", "发", "ABC", "abcd",
}

var (
	sources    = []string{"云浦日报", "临溪晚报", "青梧观察", "海澜财经", ""}
	categories = []string{"时政", "财经", "体育", ""}
	tags       = []string{"水利", "铁路", "科技", "马拉松"}
)

func (w *world) text(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pieces[w.rng.IntN(len(pieces))])
	}
	return b.String()
}

func (w *world) article(n int) news.Article {
	a := news.Article{
		ID: news.ID(fmt.Sprintf("a/%d", n)), Title: "第" + w.text(1+w.rng.IntN(5)), Body: w.text(5 + w.rng.IntN(40)),
		Source: sources[w.rng.IntN(len(sources))], Category: categories[w.rng.IntN(len(categories))],
	}
	for _, tag := range tags {
		if w.rng.IntN(3) == 0 {
			a.Tags = append(a.Tags, tag)
		}
	}
	if w.rng.IntN(10) > 0 {
		day := time.Date(2022, 1, 1, 0, 0, 0, 0, news.Shanghai()).AddDate(0, 0, w.rng.IntN(1200))
		a.Published = news.Instant{Time: day.Add(time.Duration(w.rng.IntN(24*60)) * time.Minute)}
		if w.rng.IntN(8) == 0 {
			a.Published = news.Instant{Time: day, DayOnly: true}
		}
	}
	return a
}

const corpusSize = 150

// newWorld fills a back end. state says how the articles came there: added in batches; changed by replacing and deleting many; or
// changed and then rebuilt.
func newWorld(t *testing.T, b Backend, state string) *world {
	t.Helper()
	w := &world{Backend: b, rng: rand.New(rand.NewPCG(7, 8)), articles: map[news.ID]news.Article{}, folded: map[news.ID][2]string{}}
	var batch []news.Article
	for n := range corpusSize {
		a := w.article(n)
		if n%10 == 9 { // a reprint
			a.Body = batch[w.rng.IntN(len(batch))].Body
		}
		batch = append(batch, a)
		if len(batch) == 40 {
			w.put(t, batch)
			batch = batch[20:]
		}
	}
	w.put(t, batch)
	if state != "added" {
		w.change(t)
	}
	if state == "rebuilt" {
		if _, err := b.Rebuild(t.Context(), nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) change(t *testing.T) {
	t.Helper()
	var replaced []news.Article
	var deleted []news.ID
	for n := range corpusSize {
		switch id := news.ID(fmt.Sprintf("a/%d", n)); n % 4 {
		case 0:
			replaced = append(replaced, w.article(n))
		case 1:
			deleted = append(deleted, id)
			delete(w.articles, id)
		}
	}
	w.put(t, replaced)
	if n, err := w.Delete(t.Context(), deleted); err != nil || n != len(deleted) {
		t.Fatalf("Delete of %d articles: %d, %v", len(deleted), n, err)
	}
}

func (w *world) put(t *testing.T, batch []news.Article) {
	t.Helper()
	outcomes, err := w.Put(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Action == index.Rejected {
			t.Fatalf("article %s rejected: %v", batch[i].ID, o.Err)
		}
		w.articles[batch[i].ID] = batch[i]
		w.folded[batch[i].ID] = [2]string{w.fold(t, batch[i].Title), w.fold(t, batch[i].Body)}
	}
}

func (w *world) fold(t *testing.T, text string) string {
	t.Helper()
	a, err := w.Analyze(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	return a.Folded
}

// having is the truth: the articles where the folded text stands.
func (w *world) having(t *testing.T, text string) map[news.ID]bool {
	t.Helper()
	want := w.fold(t, text)
	out := make(map[news.ID]bool)
	for id := range w.articles {
		if strings.Contains(w.folded[id][0], want) || strings.Contains(w.folded[id][1], want) {
			out[id] = true
		}
	}
	return out
}

// sample takes n characters that stand side by side in some article.
func (w *world) sample(n int) string {
	for {
		for _, a := range w.articles {
			runes := []rune(a.Body)
			if len(runes) >= n && w.rng.IntN(3) == 0 {
				at := w.rng.IntN(len(runes) - n + 1)
				return string(runes[at : at+n])
			}
		}
	}
}

// letters takes n characters as sample does, without white space, marks or characters that a bare query treats specially.
func (w *world) letters(n int) string {
	for {
		text := w.sample(n)
		if !strings.ContainsAny(text, " \n\t　，。“”、！\u200b:-\"()%") {
			return text
		}
	}
}

// request is a request without reprints collapsed, for all hits.
func request(query string) search.Request {
	req := search.NewRequest()
	req.Query, req.Collapse, req.Size, req.Facets, req.Interval = query, search.CollapseNone, search.MaxSize, nil, search.NoInterval
	return req
}

// find returns all hits of a request over its pages.
func (w *world) find(t *testing.T, req search.Request) (hits []search.Hit, last *search.Result) {
	t.Helper()
	for req.Page = 1; ; req.Page++ {
		result, err := w.Search(t.Context(), req)
		if err != nil {
			t.Fatalf("search %q: %v", req.Query, err)
		}
		hits = append(hits, result.Hits...)
		if len(result.Hits) < req.Size {
			return hits, result
		}
	}
}

func (w *world) ids(t *testing.T, req search.Request) map[news.ID]bool {
	t.Helper()
	hits, result := w.find(t, req)
	out := make(map[news.ID]bool)
	for _, hit := range hits {
		if out[hit.Article.ID] {
			t.Errorf("search %q gives %s twice", req.Query, hit.Article.ID)
		}
		out[hit.Article.ID] = true
	}
	if req.Collapse == search.CollapseNone && (result.Articles != len(out) || result.Total != len(out)) {
		t.Errorf("search %q says %d articles, %d hits and gives %d", req.Query, result.Articles, result.Total, len(out))
	}
	return out
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`"`, "", "“", "", "”", "").Replace(text) + `"`
}
