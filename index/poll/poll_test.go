package poll

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"xunbao/index"
)

// conditional is a feed that knows its validators.
func conditional(text, tag, day string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Last-Modified", day)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, text)
	}
}

const day = "Mon, 02 Mar 2026 07:00:00 GMT"

// TestConditional: what has not changed leads to nothing, also in the next process, which knows the validators and the items.
func TestConditional(t *testing.T) {
	s, w, dir := newSite(t, newClock()), newShelf(), t.TempDir()
	s.on("/feed", conditional(rss("灯亮了|https://n.example/1|"+whole), `"a"`, day))
	p := poller(t, s, w, dir, Feed{URL: s.URL + "/feed"})
	state := once(t, p)
	if w.titles() != "灯亮了" || state.Outcome != index.FeedTaken || state.Added != 1 || state.Error != "" || !state.Polled.Equal(s.clock.Now()) {
		t.Errorf("the first poll: %+v", state)
	}
	if wait := state.Next.Sub(state.Polled); wait != DefaultInterval {
		t.Errorf("the next poll is in %v", wait)
	}
	for _, a := range s.requests() {
		if !strings.HasPrefix(a.agent, "xunbao/") || a.ifMatch != "" || a.since != "" {
			t.Errorf("the first request: %+v", a)
		}
	}
	for _, name := range []string{"the same process", "the next process"} {
		if name == "the next process" {
			p = poller(t, s, w, dir, Feed{URL: s.URL + "/feed"})
		}
		state = once(t, p)
		log := s.requests()
		last := log[len(log)-1]
		if state.Outcome != index.FeedUnchanged || state.Added != 1 || w.puts != 1 || last.ifMatch != `"a"` || last.since != day {
			t.Errorf("%s: %+v, %d writes, asked %+v", name, state, w.puts, last)
		}
	}
	s.on("/feed", conditional(rss("渡口迁走|https://n.example/2|"+whole, "灯亮了|https://n.example/1|"+whole), `"b"`, day))
	if state = once(t, p); w.titles() != "渡口迁走" || state.Added != 2 {
		t.Errorf("an item was added to the feed: %+v", state)
	}
	s.on("/feed", conditional(rss("渡口迁走（更正）|https://n.example/2|"+whole, "灯亮了|https://n.example/1|"+whole), `"c"`, day))
	if state = once(t, p); w.titles() != "渡口迁走（更正）" || state.Added != 2 || state.Replaced != 1 {
		t.Errorf("an item was changed in the feed: %+v", state)
	}
}

// TestBackOff: a feed that fails is asked less and less, and not before its site wants it; success ends that.
func TestBackOff(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed", Interval: time.Hour})
	steps := []struct {
		status int
		after  string
		want   time.Duration
	}{
		{500, "", 2 * time.Hour}, {500, "", 4 * time.Hour}, {429, "60", 8 * time.Hour}, {404, "", 16 * time.Hour}, {503, "", 24 * time.Hour}, {410, "", 24 * time.Hour},
		{429, "200000", 200_000 * time.Second}, {503, "99999999", 7 * 24 * time.Hour}, {503, "soon", 24 * time.Hour}, {304, "", 24 * time.Hour},
	}
	for i, step := range steps {
		s.status("/feed", step.status, step.after)
		state := once(t, p)
		if wait := state.Next.Sub(state.Polled); state.Outcome != index.FeedFailed || state.Failures != i+1 || wait != step.want || !strings.Contains(state.Error, fmt.Sprint(step.status)) {
			t.Errorf("failure %d: %+v, the next in %v, want %v", i+1, state, wait, step.want)
		}
	}
	s.say("/feed", rss("灯亮了|https://n.example/1|"+whole))
	if state := once(t, p); state.Failures != 0 || state.Next.Sub(state.Polled) != time.Hour {
		t.Errorf("after a success: %+v", state)
	}
	s.status("/feed", 503, s.clock.Now().Add(50*time.Hour).Format(http.TimeFormat))
	if state := once(t, p); state.Next.Sub(state.Polled).Round(time.Minute) != 50*time.Hour {
		t.Errorf("Retry-After with a time: %+v", state)
	}
}

// TestRobots: what robots.txt forbids is not asked for, of feeds and pages; one that cannot be had forbids everything; one that is missing nothing.
func TestRobots(t *testing.T) {
	summary := func(s *site) string { return rss("灯亮了|" + s.URL + "/page|河堤上的灯亮了。") }
	tests := []struct {
		name, robots string
		status       int
		asked, error string
		titles       string
	}{
		{"missing", "", 404, "/robots.txt /feed /page", "", "灯亮了"},
		{"all", "User-agent: *\nDisallow: /", 200, "/robots.txt", "robots.txt does not allow it", ""},
		{"the feed", "User-agent: xunbao\nDisallow: /feed", 200, "/robots.txt", "robots.txt does not allow it", ""},
		{"the pages", "User-agent: *\nDisallow: /page", 200, "/robots.txt /feed", "", "灯亮了"},
		{"others", "User-agent: other\nDisallow: /", 200, "/robots.txt /feed /page", "", "灯亮了"},
		{"not to be had", "", 500, "/robots.txt", "answers 500", ""},
		{"not now", "", 429, "/robots.txt", "answers 429", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, w := newSite(t, newClock()), newShelf()
			s.say("/feed", summary(s))
			s.on("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				fmt.Fprint(w, tt.robots)
			})
			state := once(t, poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"}))
			if got := s.took(); got != tt.asked || w.titles() != tt.titles || !strings.Contains(state.Error, tt.error) || (state.Error == "") != (tt.error == "") {
				t.Errorf("asked for %q, state %+v", got, state)
			}
		})
	}
}

// TestRobotsCached: robots.txt is asked for once a day; when it fails then, the old one holds.
func TestRobotsCached(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.say("/robots.txt", "User-agent: *\nDisallow: /page")
	s.say("/feed", rss("灯亮了|"+s.URL+"/page|河堤上的灯亮了。"))
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
	once(t, p)
	once(t, p)
	if got := s.took(); got != "/robots.txt /feed /feed" {
		t.Errorf("asked for %q", got)
	}
	_ = s.clock.Sleep(t.Context(), rulesHold)
	s.status("/robots.txt", 503, "")
	s.say("/feed", rss("水位回落|"+s.URL+"/page|水位回落了。"))
	if state := once(t, p); state.Outcome != index.FeedTaken || s.took() != "/robots.txt /feed" {
		t.Errorf("a day later: %+v", state)
	}
}

// TestPaced: two feeds at one host are never asked at the same time, nor one right after the other, and as slowly as robots.txt wants.
func TestPaced(t *testing.T) {
	for _, tt := range []struct {
		robots string
		want   time.Duration
	}{{"", hostPause}, {"User-agent: *\nCrawl-delay: 20", 20 * time.Second}} {
		s, w := newSite(t, newClock()), newShelf()
		s.say("/robots.txt", tt.robots)
		s.say("/a", rss("甲|https://n.example/1|"+whole))
		s.say("/b", rss("乙|"+s.URL+"/page|还有下文"))
		p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/a"}, Feed{URL: s.URL + "/b"})
		var both sync.WaitGroup
		for _, f := range p.feeds {
			both.Go(func() { p.poll(t.Context(), f) })
		}
		both.Wait()
		log := s.requests()
		if len(log) != 4 || s.most != 1 {
			t.Errorf("%d requests, %d at a time: %+v", len(log), s.most, log)
		}
		for i := 2; i < len(log); i++ {
			if gap := log[i].at.Sub(log[i-1].at); gap < tt.want {
				t.Errorf("%s is asked for %v after %s, want %v", log[i].path, gap, log[i-1].path, tt.want)
			}
		}
	}
}

// TestManyHosts: hosts are forgotten when there are too many, those that were asked longest ago first and none that is being asked.
func TestManyHosts(t *testing.T) {
	m := newManners(nil, time.Now, Sleep)
	for i := range maxHosts {
		h := m.host(&url.URL{Host: fmt.Sprintf("n%d.example", i)})
		h.next = time.Unix(int64(1000-i), 0)
	}
	last := &url.URL{Host: fmt.Sprintf("n%d.example", maxHosts-1)}
	busy := m.host(last)
	busy.gate <- struct{}{}
	m.host(&url.URL{Host: "new.example:8080"})
	if len(m.hosts) != maxHosts || m.host(last) != busy || m.hosts["new.example"] == nil || m.hosts[fmt.Sprintf("n%d.example", maxHosts-2)] != nil {
		t.Errorf("%d hosts are remembered", len(m.hosts))
	}
}

// TestRedirects: a feed that leads to this machine under another name is refused, one that leads to where robots.txt forbids it too.
func TestRedirects(t *testing.T) {
	s, other, w := newSite(t, newClock()), newSite(t, newClock()), newShelf()
	other.say("/robots.txt", "User-agent: *\nDisallow: /closed")
	other.say("/open", rss("灯亮了|https://n.example/1|"+whole))
	to := ""
	s.on("/feed", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
	for _, step := range []struct{ to, error, asked string }{
		{strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/feed", "no address of the public web", "/robots.txt /feed"},
		{"http://10.0.0.1/feed", "no address of the public web", "/feed"},
		{other.URL + "/closed", "robots.txt does not allow it", "/feed"},
		{other.URL + "/open", "", "/feed"},
	} {
		to = step.to
		state := once(t, p)
		if got := s.took(); got != step.asked || !strings.Contains(state.Error, step.error) || (state.Outcome == index.FeedTaken) != (step.error == "") {
			t.Errorf("to %s: asked for %q, %+v", step.to, got, state)
		}
	}
	if got := other.took(); got != "/robots.txt /open" || w.titles() != "灯亮了" {
		t.Errorf("the other site was asked for %q", got)
	}
}

// TestEndless: of a feed that does not end what came first is taken.
func TestEndless(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.on("/feed", func(w http.ResponseWriter, _ *http.Request) {
		start, _, _ := strings.Cut(rss("灯亮了|https://n.example/1|"+whole), "</channel>")
		for text := start; ; text = "<x>" + strings.Repeat("水", 10_000) + "</x>" {
			if _, err := fmt.Fprint(w, text); err != nil {
				return
			}
		}
	})
	s.on("/many", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel>`)
		for i := range 3 * maxItems {
			fmt.Fprintf(w, "<item><title>第%d条</title><guid isPermaLink=\"false\">%d</guid></item>", i, i)
		}
	})
	state := once(t, poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"}))
	if w.titles() != "灯亮了" || !strings.Contains(state.Error, "larger than 8 MiB") {
		t.Errorf("an endless feed: %+v", state)
	}
	if state = once(t, poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/many"})); state.Added != maxItems {
		t.Errorf("a feed of very many items: %+v", state)
	}
}

// TestNoFeed: what is none is told.
func TestNoFeed(t *testing.T) {
	for name, text := range map[string]string{"a page": "<html><title>不是订阅</title></html>", "nothing": "", "records": `{"title":"甲"}`} {
		s, w := newSite(t, newClock()), newShelf()
		s.say("/feed", text)
		if state := once(t, poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})); state.Outcome != index.FeedFailed || !strings.Contains(state.Error, "neither RSS, Atom nor a JSON Feed") {
			t.Errorf("%s: %+v", name, state)
		}
	}
}

// TestBadItems: items that cannot be taken are told and keep none of the others away.
func TestBadItems(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.say("/feed", rss("|https://n.example/1|", "灯亮了|https://n.example/2|"+whole))
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed?key=1"})
	var told []*index.RecordError
	p.cfg.Rejected = func(e *index.RecordError) { told = append(told, e) }
	state := once(t, p)
	if w.titles() != "灯亮了" || state.Outcome != index.FeedTaken || !strings.Contains(state.Error, "1 items cannot be taken") {
		t.Errorf("got %+v", state)
	}
	if len(told) != 1 || told[0].Origin != s.URL+"/feed" || told[0].Err == nil {
		t.Errorf("told %v", told)
	}
}

// TestOwnIDs: the same id in two feeds makes two articles.
func TestOwnIDs(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	const text = `<rss version="2.0"><channel><item><title>快讯</title><guid isPermaLink="false">17</guid><description>水位回落。</description></item></channel></rss>`
	s.say("/a", text)
	s.say("/b", text)
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/a"}, Feed{URL: s.URL + "/b"})
	for _, f := range p.feeds {
		p.poll(t.Context(), f)
	}
	if len(w.got) != 2 {
		t.Errorf("%d articles, want 2", len(w.got))
	}
}

// TestWriterFails: items that were not stored are given again.
func TestWriterFails(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.on("/feed", conditional(rss("灯亮了|https://n.example/1|"+whole), `"a"`, day))
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
	w.fail = index.ErrDiskFull
	if state := once(t, p); state.Outcome != index.FeedFailed || !strings.Contains(state.Error, "disk is almost full") {
		t.Errorf("got %+v", state)
	}
	w.fail = nil
	if state := once(t, p); state.Outcome != index.FeedTaken || w.titles() != "灯亮了" {
		t.Errorf("after room was made: %+v", state)
	}
}

// TestDamagedState: a state that cannot be read begins the feed anew, and a time of long ago or far ahead stops nothing.
func TestDamagedState(t *testing.T) {
	s, w, dir := newSite(t, newClock()), newShelf(), t.TempDir()
	s.say("/feed", rss("灯亮了|https://n.example/1|"+whole))
	address := s.URL + "/feed"
	for _, content := range []string{"{", "", "{}", `{"url":"https://other.example/"}`} {
		if err := os.WriteFile(stateFile(dir, address), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if state := once(t, poller(t, s, w, dir, Feed{URL: address})); state.Outcome != index.FeedTaken || w.titles() != "灯亮了" {
			t.Errorf("%q: %+v", content, state)
		}
	}
	if err := os.WriteFile(stateFile(dir, address), []byte(`{"url":"`+address+`","next":"2999-01-01T00:00:00Z"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if state := poller(t, s, w, dir, Feed{URL: address}).Feeds()[0]; state.Next.After(s.clock.Now().Add(longest)) {
		t.Errorf("the next poll is at %v", state.Next)
	}
}

// TestRun: feeds are polled at their intervals until the context is done, and then at once no more, even while a site does not answer.
func TestRun(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	polls := 0
	s.on("/feed", func(w http.ResponseWriter, r *http.Request) {
		if polls++; polls == 4 {
			cancel()
			<-r.Context().Done() // never answers
			return
		}
		fmt.Fprint(w, rss(fmt.Sprintf("第%d条|https://n.example/%d|%s", polls, polls, whole)))
	})
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed", Interval: time.Hour})
	p.Run(ctx)
	var at []time.Time
	for _, a := range s.requests() {
		if a.path == "/feed" {
			at = append(at, a.at)
		}
	}
	if len(at) != 4 || w.titles() != "第1条 第2条 第3条" {
		t.Fatalf("polled at %v", at)
	}
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap != time.Hour {
			t.Errorf("polled after %v, want an hour", gap)
		}
	}
	if state := p.Feeds()[0]; state.Outcome != index.FeedTaken || state.Failures != 0 {
		t.Errorf("being stopped counts as a failure: %+v", state)
	}
}

func TestSleep(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	if err := Sleep(ctx, -time.Hour); err != nil {
		t.Error(err)
	}
	cancel()
	if err := Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

var _ index.Writer = (*shelf)(nil)
