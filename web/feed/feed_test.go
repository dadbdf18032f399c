package feed_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/web/fault"
	"xunbao/web/feed"
)

var now = time.Date(2025, 3, 9, 12, 0, 0, 0, news.Shanghai())

// site is the feeds over a back end of canned answers, and a clock to turn.
type site struct {
	http.Handler
	result search.Result
	err    error
	typed  string
	saved  savedOnly
	asked  search.Request
	now    time.Time
}

func (s *site) Search(_ context.Context, r search.Request) (*search.Result, error) {
	s.asked = r
	result := s.result
	return &result, s.err
}

func (s *site) Suggest(_ context.Context, text string, limit int) ([]search.Suggestion, error) {
	s.typed = text
	return []search.Suggestion{{Text: text + "闸", Kind: search.Completion, Count: limit}, {Text: "水渣", Kind: search.Correction}}, s.err
}

func newSite(base string, hits ...search.Hit) *site {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	s := &site{Handler: r, now: now, result: search.Result{Exact: true, Relaxed: search.RelaxedNone, Hits: hits, Total: len(hits), Articles: len(hits)}}
	feed.Register(r, feed.Deps{Searcher: s, Saver: &s.saved, Suggester: s, Base: base, Version: "1.2.3", Timeout: time.Minute, Now: func() time.Time { return s.now },
		Log: slog.New(slog.DiscardHandler), Refuse: func(c *gin.Context, f fault.Fault) { c.JSON(f.Status, f.Body()) }})
	return s
}

// get asks for a path; headers come in pairs.
func (s *site) get(method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://news.example"+target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// checks are the rules of each form.
var checks = map[string]func(*testing.T, []byte) identities{"/feed.atom": checkAtom, "/feed.rss": checkRSS, "/feed.json": checkJSON}

var mediaTypes = map[string]string{
	"/feed.atom": "application/atom+xml; charset=utf-8", "/feed.rss": "application/rss+xml; charset=utf-8", "/feed.json": "application/feed+json; charset=utf-8",
}

// gatehouse are hits of every kind: reprinted, with a day only, undated, without title, outlet or address.
func gatehouse() []search.Hit {
	at := time.Date(2025, 3, 8, 9, 30, 0, 0, time.FixedZone("", -5*60*60))
	return []search.Hit{
		{Article: news.Article{ID: "g/1", URL: "https://paper.example/稿 件?x=1&y=2", Title: "沙洲水闸\n试运行", Source: "沙洲晚报", Site: "沙洲网", Category: "民生",
			Tags: []string{"水闸", ""}, Published: news.Instant{Time: at}},
			Snippets: []highlight.Fragment{{Text: "昨天上午沙洲水闸 <试运行> & 放水", Marks: []highlight.Span{{Start: 4, End: 8}}}, {Text: "水位下降"}},
			Story:    search.Story{ID: "s1", Count: 3, Sources: []string{"沙洲晚报", "东岸日报"}}},
		{Article: news.Article{ID: "g/2", URL: "javascript:alert(1)", Title: "闸口的一天", Source: "东岸日报",
			Published: news.Instant{Time: time.Date(2025, 3, 7, 0, 0, 0, 0, news.Shanghai()), DayOnly: true}}, Story: search.Story{ID: "s2", Count: 1}},
		{Article: news.Article{ID: "g 3/?#", Site: "沙洲网", Fetched: time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)}},
		{Article: news.Article{ID: "g/4", URL: "http://reader:pw@paper.example/", Title: "旧闸史料"}},
		{Article: news.Article{ID: "g/5", Title: "建闸", Published: news.Instant{Time: time.Date(1899, 5, 1, 0, 0, 0, 0, news.Shanghai())}}},
	}
}

func TestForms(t *testing.T) {
	s := newSite("", gatehouse()...)
	s.result.Cursor = "接着"
	var first identities
	for path, check := range checks {
		w := s.get("GET", path+"?q="+url.QueryEscape("水闸 <&>\"")+"&source=沙洲晚报&from=2024&to=2025-03")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != mediaTypes[path] {
			t.Fatalf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
		ids := check(t, w.Body.Bytes())
		if first == nil {
			first = ids
		}
		if diff := cmp.Diff(first, ids); diff != "" || len(ids) != 5 {
			t.Errorf("%s: other ids: %s", path, diff)
		}
	}
	for path, check := range checks { // a feed without entries is one
		empty := newSite("")
		check(t, empty.get("GET", path).Body.Bytes())
	}
}

// TestAtomEntries pins what an entry says.
func TestAtomEntries(t *testing.T) {
	body := newSite("", gatehouse()...).get("GET", "/feed.atom?q=水闸").Body.Bytes()
	var got [][]string
	for _, e := range parseXML(t, body).all(atomSpace, "entry") {
		row := []string{e.one(t, atomSpace, "title"), e.one(t, atomSpace, "updated"), "", "", e.all(atomSpace, "summary")[0].Text}
		for _, p := range e.all(atomSpace, "published") {
			row[2] = p.Text
		}
		for _, a := range e.all(atomSpace, "author") {
			row[3] = a.one(t, atomSpace, "name")
		}
		for _, l := range e.all(atomSpace, "link") {
			row = append(row, l.attr("rel")+" "+l.attr("href"))
		}
		got = append(got, row)
	}
	const q = "?q=%E6%B0%B4%E9%97%B8"
	want := [][]string{
		{"沙洲水闸 试运行", "2025-03-08T09:30:00-05:00", "2025-03-08T09:30:00-05:00", "沙洲晚报",
			"<p>昨天上午<mark>沙洲水闸</mark> &lt;试运行&gt; &amp; 放水 … 水位下降</p><p>另有 2 篇转载：东岸日报</p>",
			"alternate https://paper.example/%E7%A8%BF%20%E4%BB%B6?x=1&y=2", "related http://news.example/articles/g%2F1" + q},
		{"闸口的一天", "2025-03-07T00:00:00+08:00", "2025-03-07T00:00:00+08:00", "东岸日报", "<p>闸口的一天</p><p>只知道发表的日期，不知道时刻</p>",
			"alternate http://news.example/articles/g%2F2" + q},
		{"（无标题）", "2025-03-01T08:00:00Z", "", "沙洲网", "<p>（无标题）</p><p>发表时间不详</p>", "alternate http://news.example/articles/g%203%2F%3F%23" + q},
		{"旧闸史料", "1970-01-01T00:00:00Z", "", "", "<p>旧闸史料</p><p>发表时间不详</p>", "alternate http://news.example/articles/g%2F4" + q},
		{"建闸", "1899-04-30T15:54:17Z", "1899-04-30T15:54:17Z", "", "<p>建闸</p>", "alternate http://news.example/articles/g%2F5" + q},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestHostileText: whatever stands in an article, a feed is well formed and says no character that XML 1.0 cannot hold.
func TestHostileText(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	pieces := []string{"\x00", "\x01", "\x0b", "\x1f", "\x7f", "\u0085", "\ufffe", "\uffff", "\xff", "\xed\xa0\x80", "]]>", "<![CDATA[", "<!--", "&#0;", "&lt;", "<script>", "\"", "'",
		"\u202e", "🎉", "\U0010FFFF", "\n", "\t", "洪水", "\ufeff"}
	text := func() string {
		var b strings.Builder
		for range 1 + rng.IntN(8) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 300 {
		var hits []search.Hit
		for i := range 3 {
			hits = append(hits, search.Hit{Article: news.Article{ID: news.ID(fmt.Sprint(i, text())), URL: "http://paper.example/" + text(), Title: text(), Source: text(), Site: text(),
				Category: text(), Tags: []string{text(), text()}}, Snippets: []highlight.Fragment{{Text: text(), Marks: []highlight.Span{{Start: 1, End: 3}}}},
				Story: search.Story{ID: fmt.Sprint(text(), i), Count: 2, Sources: []string{text()}}})
		}
		s := newSite("", hits...)
		s.result.Cursor = text()
		query := url.Values{"q": {strings.ToValidUTF8(text(), "")}, "source": {strings.ReplaceAll(strings.ToValidUTF8(text(), ""), "\x00", "")}}.Encode()
		for path, check := range checks {
			w := s.get("GET", path+"?"+query)
			if w.Code != http.StatusOK {
				t.Fatalf("%s?%s: %d %s", path, query, w.Code, w.Body)
			}
			check(t, w.Body.Bytes())
		}
	}
}

// TestIdentities: the id of an entry follows from its story, or from the article where reprints are entries of their own, and from
// nothing else. These are for ever.
func TestIdentities(t *testing.T) {
	hit := gatehouse()[0]
	for _, target := range []string{"/feed.atom", "/feed.atom?q=水闸&size=5", "/feed.atom?sort=oldest"} {
		for _, base := range []string{"", "https://other.example"} {
			ids := checkAtom(t, newSite(base, hit).get("GET", target).Body.Bytes())
			if diff := cmp.Diff(identities{"urn:uuid:2633ed40-fb08-50ad-a192-e7b836ea5bda"}, ids); diff != "" {
				t.Error(diff)
			}
		}
	}
	again := hit
	again.Article.ID, again.Article.Title = "g/1b", "沙洲水闸今起试运行"
	one, other := newSite("", hit), newSite("", again)
	if diff := cmp.Diff(checkRSS(t, one.get("GET", "/feed.rss").Body.Bytes()), checkRSS(t, other.get("GET", "/feed.rss").Body.Bytes())); diff != "" {
		t.Errorf("two reprints have two ids: %s", diff)
	}
	if cmp.Equal(checkRSS(t, one.get("GET", "/feed.rss?collapse=none").Body.Bytes()), checkRSS(t, other.get("GET", "/feed.rss?collapse=none").Body.Bytes())) {
		t.Error("two articles have one id")
	}
}

// TestFeedIdentity: the id of a feed is that of its search, whatever part of it is asked for and wherever it stands.
func TestFeedIdentity(t *testing.T) {
	id := func(s *site, target string) string {
		return parseXML(t, s.get("GET", target).Body.Bytes()).one(t, atomSpace, "id")
	}
	first := id(newSite(""), "/feed.atom?q=a")
	for _, same := range []string{"/feed.atom?q=a&size=3", "/feed.atom?q=a&page=2", "/feed.atom?facets=tag&q=a&interval=day&explain=true&sort=newest", "/feed.atom?q=a&tz=Asia/Shanghai"} {
		if id(newSite("https://other.example"), same) != first {
			t.Errorf("%s is another feed", same)
		}
	}
	for _, other := range []string{"/feed.atom?q=b", "/feed.atom?q=a&source=x", "/feed.atom?q=a&sort=oldest", "/feed.atom?q=a&collapse=none"} {
		if id(newSite(""), other) == first {
			t.Errorf("%s is the same feed", other)
		}
	}
}
