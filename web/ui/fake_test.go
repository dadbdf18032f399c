package ui

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/web/ledger"
	"xunbao/web/ui/words"
)

// now is when the tests take place.
var now = time.Date(2024, 7, 22, 10, 0, 0, 0, news.Shanghai())

// fake is a back end that answers with what it was given and remembers what it was asked.
type fake struct {
	status     search.Status
	result     *search.Result
	marked     map[news.ID]*search.Marked
	story      []search.Hit
	err        error // of Search and Article
	storyErr   error
	related    []search.Hit
	relatedErr error
	stateErr   error
	trends     *search.Trends
	analysis   search.Analysis
	saved      []search.SavedSearch
	matched    []search.Match
	feeds      []index.FeedState
	ledger     *ledger.Book
	compared   search.TrendsRequest

	asked   search.Request
	queried string
}

var _ search.Backend = (*fake)(nil)

func (f *fake) Search(_ context.Context, r search.Request) (*search.Result, error) {
	f.asked = r
	return f.result, f.err
}

func (f *fake) Trends(_ context.Context, r search.TrendsRequest) (*search.Trends, error) {
	f.compared = r
	return f.trends, f.err
}

func (f *fake) Article(_ context.Context, id news.ID, query string) (*search.Marked, error) {
	f.queried = query
	if f.err != nil {
		return nil, f.err
	}
	if m := f.marked[id]; m != nil {
		return m, nil
	}
	return nil, search.ErrNotFound
}

func (f *fake) Story(context.Context, string) ([]search.Hit, error) { return f.story, f.storyErr }

func (f *fake) Related(context.Context, news.ID, int) ([]search.Hit, error) {
	return f.related, f.relatedErr
}

func (f *fake) Status(context.Context) (search.Status, error) { return f.status, f.stateErr }

// Why says that an article has a query in its title.
func (f *fake) Why(_ context.Context, query string, _ news.ID) (*search.Reason, error) {
	return &search.Reason{Clause: query, Met: true, Detail: "it stands in the title", Query: strings.Split(query, "")}, nil
}

// SavedSearches lists what was saved.
func (f *fake) SavedSearches(context.Context) ([]search.SavedSearch, error) { return f.saved, f.err }

func (f *fake) SavedSearch(_ context.Context, name string) (search.SavedSearch, error) {
	for _, s := range f.saved {
		if s.Name == name {
			return s, nil
		}
	}
	return search.SavedSearch{}, search.ErrNotFound
}

func (f *fake) SaveSearch(context.Context, search.SavedSearch) (search.SavedSearch, bool, error) {
	return search.SavedSearch{}, false, search.ErrUnavailable
}

func (f *fake) RemoveSearch(context.Context, string) error { return search.ErrUnavailable }

func (f *fake) Matches(_ context.Context, _ string, before, limit int) ([]search.Match, error) {
	var found []search.Match
	for _, m := range f.matched {
		if (before == 0 || m.Number < before) && len(found) < limit {
			found = append(found, m)
		}
	}
	return found, nil
}

// Feeds tells of the feeds that are polled.
func (f *fake) Feeds() []index.FeedState { return f.feeds }

// Analyze folds two characters, and tells the words it was given.
func (f *fake) Analyze(_ context.Context, text string) (search.Analysis, error) {
	folded := strings.NewReplacer("灣", "湾", "開", "开").Replace(text)
	return search.Analysis{Folded: folded, Words: f.analysis.Words}, nil
}

func (f *fake) Export(context.Context, *search.Request) iter.Seq2[search.Exported, error] {
	return func(func(search.Exported, error) bool) {}
}

// chineseReader is who asks for nothing, at now.
func chineseReader() reader {
	return reader{Words: words.Of(words.Chinese), language: words.Chinese, theme: themeAuto, now: now}
}

// instant reads a time for a fixture.
func instant(t string) news.Instant {
	parsed, err := time.ParseInLocation("2006-01-02 15:04", t, news.Shanghai())
	if err != nil {
		panic(err)
	}
	return news.Instant{Time: parsed}
}

// day is midnight in Shanghai.
func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, news.Shanghai())
}

// handler serves the pages on a fake.
func handler(t *testing.T, f *fake) http.Handler {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	d := Deps{Backend: f, Explainer: f, Saver: f, Feeds: f, Ledger: f.ledger, Version: "0.1.0", Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler), Timeout: time.Minute}
	if err := Register(r, d); err != nil {
		t.Fatal(err)
	}
	return r
}

// get asks the handler for a path.
func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// harbour is a back end with an answer of every kind of hit: marked, reprinted, undated, without a title.
func harbour() *fake {
	hits := []search.Hit{
		{
			Article: news.Article{ID: "https://news.example/渡口/1?x=1#顶", Title: "青湾渡口重新开航，两岸居民凌晨排队", Source: "云港晚报", Site: "云港网",
				Category: "民生", Published: instant("2024-07-22 07:40")},
			TitleMarks: []highlight.Span{{Start: 0, End: 4}},
			Snippets: []highlight.Fragment{
				{Text: "青湾渡口停航四年之后，今天清晨六点重新开航。首班船坐了六十三人", Start: 0, Marks: []highlight.Span{{Start: 0, End: 4}}},
				{Text: "说，青湾渡口的新码头比旧码头高出一米二，汛期也能靠船", Start: 210, Marks: []highlight.Span{{Start: 2, End: 6}}},
			},
			Story: search.Story{ID: "s1", Count: 3, Sources: []string{"云港晚报", "北坡日报", "江口新闻"}, First: "1"},
		},
		{
			Article: news.Article{ID: "2", Title: "臺風「白鷺」逼近，青灣渡口明日停航", Source: "海峽早報", Category: "天气",
				Published: instant("2024-07-20 21:05")},
			TitleMarks: []highlight.Span{{Start: 9, End: 13}},
			Snippets:   []highlight.Fragment{{Text: "海事部門說，青灣渡口與南岸三處碼頭明早六時起停航，恢復時間另行通知", Start: 40, Marks: []highlight.Span{{Start: 6, End: 10}}}},
			Story:      search.Story{ID: "s2", Count: 7, Sources: []string{"海峽早報", "北坡日报"}, First: "2"},
		},
		{
			Article:  news.Article{ID: "3", Source: "北坡日报", Published: news.Instant{Time: day(2023, 11, 2), DayOnly: true}},
			Snippets: []highlight.Fragment{{Text: "读者来信：从青湾渡口坐船上班的第十年 🚢 Super" + long, Marks: []highlight.Span{{Start: 6, End: 10}}}},
			Story:    search.Story{ID: "s3", Count: 1, Sources: []string{"北坡日报"}, First: "3"},
		},
		{
			Article: news.Article{ID: "4", Title: "渡口旧照征集启事", Site: "青湾社区网"},
			Story:   search.Story{ID: "s4", Count: 1},
		},
	}
	var buckets []search.Bucket
	for i, count := range []int{3, 0, 1, 9, 4, 0, 0, 14} {
		buckets = append(buckets, search.Bucket{From: day(2023, 12+i, 1), To: day(2023, 13+i, 1), Count: count})
	}
	sources := []search.FacetValue{{Value: "云港晚报", Count: 14}, {Value: "北坡日报", Count: 9}, {Value: "海峽早報", Count: 3}, {Value: "江口新闻", Count: 2}}
	for _, name := range []string{"山南周刊", "河谷电台", "石桥时报", "长堤通讯", "东岭农报", "A&B <Daily>"} {
		sources = append(sources, search.FacetValue{Value: name, Count: 1})
	}
	return &fake{
		status: search.Status{Articles: 12345, Stories: 9000, Generation: "000003"},
		result: &search.Result{Query: "青湾渡口", Total: 112, Articles: 1031, Exact: true, Relaxed: search.RelaxedNone, Page: 1, Size: 10,
			Sort: search.Relevance, Hits: hits, Took: 3100 * time.Microsecond,
			Facets: map[search.Field][]search.FacetValue{
				search.Source:   sources,
				search.Category: {{Value: "民生", Count: 20}, {Value: "天气", Count: 5}},
				search.Site:     {{Value: "云港网", Count: 31}},
			},
			Histogram: &search.Histogram{Interval: search.Month, Location: news.Shanghai(), Buckets: buckets, Undated: 1}},
		marked: map[news.ID]*search.Marked{hits[0].Article.ID: ferry(hits[0].Article), "4": {Article: hits[3].Article}},
		story: []search.Hit{
			{Article: hits[0].Article},
			{Article: news.Article{ID: "1b", Title: "停航四年，青湾渡口今晨复航", Source: "北坡日报", Published: instant("2024-07-22 08:15")}},
			{Article: news.Article{ID: "1c", Site: "江口新闻", Published: instant("2024-07-22 09:30")}},
		},
	}
}

// long is a word without a place to break.
const long = "califragilisticexpialidocioussupercalifragilisticexpialidocioussupercalifragilisticexpialidocious"

// ferry is a whole article with marks in its title and body.
func ferry(a news.Article) *search.Marked {
	a.URL = "https://news.example/渡口/1?x=1#顶"
	a.Author, a.Editors, a.Tags, a.Lang = "陆望舒", []string{"沈一禾", "顾南枝"}, []string{"渡口", "公共交通", "100%"}, "zh-Hans"
	a.Body = "青湾渡口停航四年之后，今天清晨六点重新开航。首班船坐了六十三人，船票两元，和停航前一样。\n\n" +
		"家住南岸的周师傅凌晨四点就到了。他说，这四年去对岸上班要绕行大桥，单程一个半小时；坐船只要十二分钟。\n  \n" +
		"云港航运的值班经理说，青湾渡口的新码头比旧码头高出一米二，汛期也能靠船。夜班船开到二十三点，每二十分钟一班 🚢。\n" +
		"记者在码头看到，候船廊里装了饮水处和电子屏，也留着旧渡口的木牌。"
	return &search.Marked{
		Article:    a,
		TitleMarks: []highlight.Span{{Start: 0, End: 4}},
		BodyMarks:  everywhere(a.Body, "青湾渡口"),
		Story:      search.Story{ID: "s1", Count: 3, Sources: []string{"云港晚报", "北坡日报", "江口新闻"}, First: a.ID},
	}
}

// everywhere marks each place where word stands in text.
func everywhere(text, word string) []highlight.Span {
	var marks []highlight.Span
	for at := 0; ; {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return marks
		}
		start := utf8.RuneCountInString(text[:at+next])
		marks = append(marks, highlight.Span{Start: start, End: start + utf8.RuneCountInString(word)})
		at += next + len(word)
	}
}
