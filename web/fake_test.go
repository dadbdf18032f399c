package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// secret is the token of the test site, key the one of its command line.
const (
	secret = "测试口令-9f3a"
	key    = "control-71c2"
)

var _ search.Backend = (*fake)(nil)
var _ index.Writer = (*fake)(nil)
var _ index.Rebuilder = (*fake)(nil)

// fake is a back end of canned answers. Errors in fail are returned by every method; hooks replace single methods.
type fake struct {
	fail   error
	search func(ctx context.Context, req search.Request) (*search.Result, error)
	copy   func(have map[string]bool, to io.Writer) error
	put    func(batch []news.Article) ([]index.Outcome, error)
	build  func(ctx context.Context, records index.Records, report func(index.Progress)) (index.Summary, error)
	export func(req *search.Request) iter.Seq2[search.Exported, error]

	mu       sync.Mutex
	articles map[news.ID]news.Article
	lastID   news.ID
	lastText string
	lexicon  search.Lexicon
	saved    map[string]search.SavedSearch
}

func newFake() *fake {
	f := &fake{articles: map[news.ID]news.Article{}, saved: map[string]search.SavedSearch{}}
	f.saved["云溪"] = search.SavedSearch{
		Name: "云溪", Request: url.Values{"q": {"云溪"}, "source": {"云溪日报", "𠮷祥晚报"}}, Created: time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC),
		Webhook: &search.Webhook{URL: "https://hooks.example:8443/x?key=1"}, Matches: 3, Waiting: 1, Failed: 1,
	}
	for _, a := range sampleArticles() {
		f.articles[a.ID] = a
	}
	return f
}

// sampleArticles is two invented articles; the second has an id with everything a path can stumble over.
func sampleArticles() []news.Article {
	day := time.Date(2024, 7, 21, 14, 45, 0, 0, news.Shanghai())
	return []news.Article{
		{ID: "a1", URL: "https://news.example/a?b=1&c=<2>", Title: "云溪湾海洋论坛开幕", Source: "云溪日报", Site: "云溪网", Category: "财经",
			Editors: []string{"林未然"}, Tags: []string{"海洋"}, Lang: "zh", Published: news.Instant{Time: day}, Body: "云溪湾海洋论坛今日开幕 <b>&\n𠮷祥街的居民来了。"},
		{ID: "路径/甲 乙+50%?", Title: "𠮷祥街新书店", Source: "𠮷祥晚报", Published: news.Instant{Time: day, DayOnly: true}, Body: "书店开门。", LeftOut: []news.LeftOut{{Line: 1, Text: "扫码关注我们"}}, History: news.History{Versions: 2, Changed: day}},
	}
}

func (f *fake) Search(ctx context.Context, req search.Request) (*search.Result, error) {
	if f.search != nil {
		return f.search(ctx, req)
	}
	if f.fail != nil {
		return nil, f.fail
	}
	return sampleResult(req), nil
}

// sampleResult is an answer in which every part of the wire format occurs.
func sampleResult(req search.Request) *search.Result {
	shown := sampleArticles()
	first, second := shown[0], shown[1]
	first.Body, second.Body = "", ""
	march := time.Date(2024, 3, 1, 0, 0, 0, 0, news.Shanghai())
	result := &search.Result{
		Query: req.Query, Total: 2, Articles: 3, Exact: true, Relaxed: search.RelaxedNone, Page: 1, Size: 10, Cursor: "下一页", Sort: req.Sort,
		Hits: []search.Hit{
			{Article: first, Score: 7.25, TitleMarks: []highlight.Span{{Start: 3, End: 5}},
				Snippets: []highlight.Fragment{{Text: "海洋 <b>&\n𠮷祥", Start: 3, Marks: []highlight.Span{{Start: 0, End: 2}, {Start: 8, End: 9}}}},
				Story:    search.Story{ID: "s1", Count: 2, Sources: []string{"云溪日报", "𠮷祥晚报"}, First: "a1"}},
			{Article: second},
		},
		Facets: map[search.Field][]search.FacetValue{search.Source: {{Value: "云溪日报", Count: 2, Selected: true}}, search.Tag: nil},
		Histogram: &search.Histogram{Interval: search.Month, Location: news.Shanghai(),
			Buckets: []search.Bucket{{From: march, To: march.AddDate(0, 1, 0), Count: 3}}},
		Generation: "000003", Dictionary: "d1", Took: 3100 * time.Microsecond,
	}
	if req.Explain {
		result.Hits[0].Explanation = &search.Explanation{Value: 7.25, Label: "海洋", Parts: []search.Explanation{{Value: 7.25, Label: "标题"}}}
	}
	return result
}

func (f *fake) Trends(_ context.Context, req search.TrendsRequest) (*search.Trends, error) {
	if f.fail != nil {
		return nil, f.fail
	}
	if err := req.Validate(); err != nil {
		return nil, err
	}
	march := time.Date(2024, 3, 1, 0, 0, 0, 0, news.Shanghai())
	out := &search.Trends{Interval: search.Month, Location: news.Shanghai(), Articles: 8, Undated: 1, Exact: true, Generation: "000003", Took: time.Millisecond,
		Buckets: []search.Bucket{{From: march, To: march.AddDate(0, 1, 0), Count: 4}, {From: march.AddDate(0, 1, 0), To: march.AddDate(0, 2, 0)}}}
	for _, q := range req.Queries {
		out.Trends = append(out.Trends, search.Trend{Query: q, Relaxed: search.RelaxedMost, Articles: 2, Undated: 1, Counts: []int{1, 0}})
	}
	return out, nil
}

func (f *fake) Article(_ context.Context, id news.ID, query string) (*search.Marked, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lastID, f.lastText = id, query
	if f.fail != nil {
		return nil, f.fail
	}
	a, ok := f.articles[id]
	if !ok {
		return nil, search.ErrNotFound
	}
	return &search.Marked{Article: a, TitleMarks: []highlight.Span{{Start: 0, End: 2}}}, nil
}

func (f *fake) Story(_ context.Context, id string) ([]search.Hit, error) {
	f.lastText = id
	if id != "s1" {
		return nil, search.ErrNotFound
	}
	return sampleResult(search.Request{}).Hits[:1], f.fail
}

func (f *fake) Related(_ context.Context, id news.ID, limit int) ([]search.Hit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lastID = id
	if _, ok := f.articles[id]; !ok {
		return nil, search.ErrNotFound
	}
	hits := sampleResult(search.Request{}).Hits
	return hits[:min(limit, len(hits))], f.fail
}

func (f *fake) Analyze(_ context.Context, text string) (search.Analysis, error) {
	f.lastText = text
	return search.Analysis{Folded: text, Words: []search.Token{{Text: "云溪", Start: 0, End: 2}}}, f.fail
}

func (f *fake) Status(context.Context) (search.Status, error) {
	return search.Status{Articles: 2, Stories: 2, Generation: "000003", Started: time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)}, f.fail
}

func (f *fake) Export(_ context.Context, req *search.Request) iter.Seq2[search.Exported, error] {
	if f.export != nil {
		return f.export(req)
	}
	return func(yield func(search.Exported, error) bool) {
		for _, a := range sampleArticles() {
			if !yield(search.Exported{Article: a, Story: "s1"}, nil) {
				return
			}
		}
	}
}

func (f *fake) Lexicon(context.Context) (search.Lexicon, error) { return f.lexicon, f.fail }

func (f *fake) SetWords(_ context.Context, words []string) (search.Lexicon, error) {
	if slices.Contains(words, "") {
		return search.Lexicon{}, &search.ParameterError{Field: "words", Message: "entry 1: is empty"}
	}
	f.lexicon.Words, f.lexicon.Version = words, fmt.Sprint("w", len(words))
	return f.lexicon, f.fail
}

func (f *fake) SetSynonyms(_ context.Context, groups [][]string) (search.Lexicon, error) {
	f.lexicon.Synonyms, f.lexicon.Version = groups, fmt.Sprint("s", len(groups))
	return f.lexicon, f.fail
}

func (f *fake) Suggest(_ context.Context, text string, limit int) ([]search.Suggestion, error) {
	if text == "" {
		return nil, f.fail
	}
	return []search.Suggestion{{Text: text + "溪", Kind: search.Completion, Count: 2}, {Text: "芸", Kind: search.Correction, Count: limit}}, f.fail
}

func (f *fake) Why(_ context.Context, query string, id news.ID) (*search.Reason, error) {
	if _, ok := f.articles[id]; !ok {
		return nil, search.ErrNotFound
	}
	return &search.Reason{Clause: query, Detail: "1 of 2 parts", Parts: []search.Reason{{Clause: "云", Met: true, Query: []string{"云"}, Article: []string{"云溪"}}}}, f.fail
}

func (f *fake) SavedSearches(context.Context) ([]search.SavedSearch, error) {
	return slices.SortedFunc(maps.Values(f.saved), func(a, b search.SavedSearch) int { return strings.Compare(a.Name, b.Name) }), f.fail
}

func (f *fake) SavedSearch(_ context.Context, name string) (search.SavedSearch, error) {
	s, ok := f.saved[name]
	if !ok {
		return s, search.ErrNotFound
	}
	return s, f.fail
}

func (f *fake) SaveSearch(_ context.Context, s search.SavedSearch) (search.SavedSearch, bool, error) {
	_, there := f.saved[s.Name]
	if s.Name == "A" {
		return s, false, &search.ParameterError{Field: "name", Message: "holds 'A'"}
	}
	s.Created = time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)
	f.saved[s.Name] = s
	return s, !there, f.fail
}

func (f *fake) RemoveSearch(_ context.Context, name string) error {
	if _, there := f.saved[name]; !there {
		return search.ErrNotFound
	}
	delete(f.saved, name)
	return f.fail
}

func (f *fake) Matches(_ context.Context, name string, before, limit int) ([]search.Match, error) {
	if _, there := f.saved[name]; !there {
		return nil, search.ErrNotFound
	}
	var out []search.Match
	for n := 3; n > 0; n-- {
		if (before == 0 || n < before) && len(out) < limit {
			at := time.Date(2024, 7, 21, n, 0, 0, 0, time.UTC)
			out = append(out, search.Match{Number: n, At: at, Hit: sampleResult(search.Request{}).Hits[n%2], Delivery: search.Delivered})
		}
	}
	return out, f.fail
}

func (f *fake) Put(_ context.Context, batch []news.Article) ([]index.Outcome, error) {
	if f.put != nil {
		return f.put(batch)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	outcomes := make([]index.Outcome, len(batch))
	for i, a := range batch {
		outcomes[i] = index.Outcome{ID: a.ID, Action: index.Added}
		if _, there := f.articles[a.ID]; there {
			outcomes[i].Action = index.Replaced
		}
		f.articles[a.ID] = a
	}
	return outcomes, f.fail
}

func (f *fake) Delete(_ context.Context, ids []news.ID) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	deleted := 0
	for _, id := range ids {
		if _, there := f.articles[id]; there {
			deleted++
			delete(f.articles, id)
		}
	}
	return deleted, f.fail
}

func (f *fake) Rebuild(ctx context.Context, records index.Records, report func(index.Progress)) (index.Summary, error) {
	if f.build != nil {
		return f.build(ctx, records, report)
	}
	report(index.Progress{Stage: "index", Done: 2, Total: 2})
	return index.Summary{Read: 2, Unchanged: 2, Took: time.Second, Generation: "000004"}, f.fail
}

// newSite is the whole handler over f, with token and key.
func newSite(t *testing.T, f *fake) http.Handler {
	t.Helper()
	return newSiteWith(t, Config{Token: secret, ControlKey: key, Version: "1.2.3"}, f, io.Discard)
}

func newSiteWith(t *testing.T, cfg Config, f *fake, log io.Writer) http.Handler {
	t.Helper()
	h, err := New(cfg, Deps{Backend: f, Writer: f, Rebuilder: f, Copier: f, Lexicon: f, Explainer: f, Saver: f, Suggester: f, Feeds: f, Log: slog.New(slog.NewJSONHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends one request; headers come in pairs.
func ask(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body == "" {
		r = httptest.NewRequest(method, target, http.NoBody)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// authorized is the headers of a write of the media type.
func authorized(mediaType string) []string {
	return []string{"Authorization", "Bearer " + secret, "Content-Type", mediaType}
}

// jsonLines is the lines of an NDJSON answer.
func jsonLines(w *httptest.ResponseRecorder) []string {
	return strings.Split(string(bytes.TrimSuffix(w.Body.Bytes(), []byte("\n"))), "\n")
}

// Feeds is one feed that was polled and one that was not.
func (f *fake) Feeds() []index.FeedState {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	return []index.FeedState{
		{URL: "https://n.example/rss?key=geheim", Interval: time.Hour, Polled: at, Outcome: index.FeedFailed, Error: "n.example answers 503", Failures: 2, Next: at.Add(4 * time.Hour), Added: 7},
		{URL: "https://n.example/atom", Interval: time.Hour},
	}
}
