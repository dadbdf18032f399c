package poll

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
)

// clock is a time that passes when someone sleeps.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(d, 0))
	return ctx.Err()
}

// asked is one request that a site got.
type asked struct {
	at                   time.Time
	path, since, ifMatch string
	agent                string
}

// site is a site whose answers a test decides, by path. Its host is the loopback address. robots.txt is missing unless it is given.
type site struct {
	*httptest.Server
	clock *clock

	mu      sync.Mutex
	answers map[string]http.HandlerFunc
	log     []asked
	now     int // requests under way
	most    int // requests under way at a time
}

func newSite(t *testing.T, c *clock) *site {
	s := &site{clock: c, answers: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.log = append(s.log, asked{s.clock.Now(), r.URL.Path, r.Header.Get("If-Modified-Since"), r.Header.Get("If-None-Match"), r.UserAgent()})
	s.now++
	s.most = max(s.most, s.now)
	answer := s.answers[r.URL.Path]
	s.mu.Unlock()
	if answer == nil {
		answer = http.NotFound
	}
	answer(w, r)
	s.mu.Lock()
	s.now--
	s.mu.Unlock()
}

// on decides an answer.
func (s *site) on(path string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[path] = answer
}

func (s *site) say(path, text string) {
	s.on(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) })
}

func (s *site) status(path string, status int, after string) {
	s.on(path, func(w http.ResponseWriter, _ *http.Request) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(status)
	})
}

// took gives the requests since the last call, as paths.
func (s *site) took() string {
	var paths []string
	for _, a := range s.requests() {
		paths = append(paths, a.path)
	}
	return strings.Join(paths, " ")
}

func (s *site) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	log := s.log
	s.log = nil
	return log
}

// shelf is a writer that keeps articles in memory.
type shelf struct {
	mu   sync.Mutex
	fail error
	puts int // calls
	got  map[news.ID]news.Article
	all  []news.Article // in the order in which they came
}

func newShelf() *shelf { return &shelf{got: map[news.ID]news.Article{}} }

func (s *shelf) Put(_ context.Context, batch []news.Article) ([]index.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.puts++; s.fail != nil {
		return nil, s.fail
	}
	var out []index.Outcome
	for _, a := range batch {
		o := index.Outcome{ID: a.ID, Action: index.Added}
		if err := a.Validate(); err != nil {
			o.Action, o.Err = index.Rejected, err
		} else if _, ok := s.got[a.ID]; ok {
			o.Action = index.Replaced
		}
		s.got[a.ID] = a
		s.all = append(s.all, a)
		out = append(out, o)
	}
	return out, nil
}

func (s *shelf) Delete(context.Context, []news.ID) (int, error) { return 0, nil }

// titles are those of the articles that came since the last call, in that order.
func (s *shelf) titles() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var titles []string
	for _, a := range s.all {
		titles = append(titles, a.Title)
	}
	s.all = nil
	return strings.Join(titles, " ")
}

// poller polls feeds of a site, whose host is allowed, with the state in dir.
func poller(t *testing.T, s *site, w index.Writer, dir string, feeds ...Feed) *Poller {
	t.Helper()
	p, err := New(Config{
		Feeds: feeds, Dir: dir, UserAgent: "xunbao/test (polls feeds)", AllowHosts: []string{"127.0.0.1"}, Writer: w, Now: s.clock.Now, Sleep: s.clock.Sleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// once polls the first feed as if it were due and gives its state.
func once(t *testing.T, p *Poller) index.FeedState {
	t.Helper()
	p.poll(t.Context(), p.feeds[0])
	return p.Feeds()[0]
}

// whole is a text that is no summary.
var whole = strings.Repeat("河堤上的灯一盏一盏亮起来，散步的人说这条路从此不黑了。", 20)

// rss is a feed of items "title|address|text".
func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>临桥新闻网</title>`)
	for _, item := range items {
		part := strings.Split(item, "|")
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><description>%s</description></item>", part[0], part[1], part[2])
	}
	return b.String() + "</channel></rss>"
}
