package ui

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// ComponentsPage shows the tokens of the design and every part of the result list in each of its states, for review. All it shows is made up.
type ComponentsPage struct {
	Layout
	Heading        string
	Colours, Sizes []string // names of tokens
	Chips          []Chip
	ClearURL       string
	Notice         string
	Meant          []Link
	Choices        []Link
	Histogram      *Histogram
	Dates          DateForm
	Facets         []Facet
	Hits           []Hit
	Pagers         []*Pager
	Empties        []Empty
	Understood     []Clause
	Share          string
}

// serveComponents answers GET /components.
func (d Deps) serveComponents(c *gin.Context) {
	d.bare(c, func(_ context.Context, rd reader, layout Layout) {
		c.Header("X-Robots-Tag", "noindex")
		d.respond(c, rd, http.StatusOK, "components", newComponentsPage(rd, layout))
	})
}

// newComponentsPage makes each part as its own page makes it, of a request and an answer that are made up.
func newComponentsPage(rd reader, layout Layout) ComponentsPage {
	r := search.NewRequest()
	r.Query, r.FromText = "渡口 -广告", "-7d"
	r.Filters = map[search.Field][]string{search.Source: {"北坡日报"}, search.Tag: {strings.Repeat("很长的标签", 12)}}
	hits, stories := madeHits(rd.now)
	p := ComponentsPage{
		Layout: layout, Colours: strings.Fields("paper sheet wash ink soft line edge link accent mark added gone bar bar-strong line-a line-b line-c line-d line-e"),
		Sizes: strings.Fields("tiny small text reading head title headline"),
		Chips: newChips(rd, r), ClearURL: searchURL(unfiltered(r)), Notice: rd.Search.RelaxedMost, Meant: []Link{{Label: "渡口", URL: "/"}, {Label: "渡轮", URL: "/"}},
		Choices: newSorts(rd, r, search.Relevance), Histogram: newHistogram(rd, r, madeHistogram(rd.now)), Dates: newDateForm(rd, r), Facets: newFacets(rd, r, madeFacets()),
		Hits: newHits(rd, r, hits, stories), Share: searchURL(r),
		Understood: []Clause{{Text: rd.Understood.Term.Of("青湾渡口"), Cut: []string{"青湾", "渡口"}}, {Text: rd.Understood.Not.Of("广告")}},
	}
	p.Heading = "components"
	p.Title = rd.Site.Title.Of(p.Heading)
	for _, page := range []int{1, 6, search.MaxDepth / r.Size} {
		at := changed(r, func(r *search.Request) { r.Page = page })
		p.Pagers = append(p.Pagers, newPager(rd, at, &search.Result{Total: 2 * search.MaxDepth, Cursor: "c"}))
	}
	past := changed(r, func(r *search.Request) { r.Page = 99 })
	p.Empties = []Empty{
		newEmpty(rd, r, &search.Result{}, Layout{}), newEmpty(rd, past, &search.Result{Total: 31}, Layout{}), newEmpty(rd, r, &search.Result{}, Layout{Known: true}),
	}
	return p
}

// madeHits are hits of every kind: reprinted and opened in place, reprinted with a link, in the other script, without a headline or date, long.
func madeHits(now time.Time) ([]search.Hit, map[string][]search.Hit) {
	ago := func(d time.Duration) news.Instant { return news.Instant{Time: now.Add(-d).In(news.Shanghai())} }
	text := func(s string, marks ...highlight.Span) []highlight.Fragment {
		return []highlight.Fragment{{Text: s, Start: 9, Marks: marks}}
	}
	hits := []search.Hit{
		{Article: news.Article{ID: "a", Title: "青湾渡口重新开航，两岸居民凌晨排队", Source: "云港晚报", Category: "民生", Published: ago(2 * time.Hour)}, TitleMarks: []highlight.Span{{Start: 2, End: 4}},
			Snippets: text("青湾渡口停航四年之后，今天清晨六点重新开航。首班船坐了六十三人。", highlight.Span{Start: 2, End: 4}), Story: search.Story{ID: "s", Count: 9, Sources: []string{"云港晚报", "北坡日报", "江口新闻"}}},
		{Article: news.Article{ID: "b", Title: "臺風逼近，青灣渡口明日停航", Source: "海峽早報", Lang: "zh-Hant", Published: ago(30 * time.Hour)}, TitleMarks: []highlight.Span{{Start: 7, End: 9}},
			Snippets: text("海事部門說，渡口明早六時起停航", highlight.Span{Start: 6, End: 8}), Story: search.Story{ID: "t", Count: 120, Sources: []string{"海峽早報", "甲报", "乙报", "丙报", "丁报", "戊报"}}},
		{Article: news.Article{ID: "c", Site: "青湾社区网"}, Snippets: text("一篇没有标题、也不知道日期的文章。")},
		{Article: news.Article{ID: "d", Title: strings.Repeat("Pneumonoultramicroscopic", 6) + strings.Repeat("很长的标题", 30), Source: strings.Repeat("名字极长的媒体", 8), Published: ago(400 * 24 * time.Hour)},
			Snippets: text("https://news.example/" + strings.Repeat("a", 160))},
	}
	var versions []search.Hit
	for i := range 9 {
		versions = append(versions, search.Hit{Article: news.Article{ID: news.ID(rune('a' + i)), Title: "停航四年，青湾渡口今晨复航", Source: "北坡日报", Published: ago(time.Duration(i) * time.Hour)}})
	}
	return hits, map[string][]search.Hit{"s": versions}
}

func madeHistogram(now time.Time) *search.Histogram {
	first := time.Date(now.Year()-2, time.January, 1, 0, 0, 0, 0, news.Shanghai())
	h := &search.Histogram{Interval: search.Month, Location: news.Shanghai(), Undated: 3}
	for i := range 24 {
		h.Buckets = append(h.Buckets, search.Bucket{From: first.AddDate(0, i, 0), To: first.AddDate(0, i+1, 0), Count: (i * 7) % 11})
	}
	return h
}

func madeFacets() map[search.Field][]search.FacetValue {
	sources := []search.FacetValue{{Value: "云港晚报", Count: 1204}, {Value: "北坡日报", Count: 31, Selected: true}, {Value: "", Count: 12}, {Value: strings.Repeat("名字极长的媒体", 6), Count: 9}}
	for _, name := range strings.Fields("甲报 乙报 丙报 丁报 戊报 己报 庚报") {
		sources = append(sources, search.FacetValue{Value: name, Count: 1})
	}
	return map[search.Field][]search.FacetValue{search.Source: sources, search.Category: {{Value: "民生", Count: 20}, {Value: "天气", Count: 5}}}
}
