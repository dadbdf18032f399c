package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
)

// TestServePolls: serve polls the feeds of the settings, of hosts that are allowed by name, and ends when it is told to.
func TestServePolls(t *testing.T) {
	var agents []string
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>临桥新闻网</title><item><title>灯亮了</title><link>https://n.example/1</link><description>%s</description></item></channel></rss>`,
			strings.Repeat("河堤上的灯亮了。", 60))
	}))
	defer site.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var got []string
	b := &fakeBackend{put: func(batch []news.Article) error {
		for _, a := range batch {
			got = append(got, a.Title+" "+a.Site)
		}
		return nil
	}}
	p, _, stderr := testProgram(t, b, nil)
	p.version = "test"
	p.openSampled = nil                                          // samples are not to be mixed with what is polled
	p.sleep = func(ctx context.Context, d time.Duration) error { // ends the run when the next poll is minutes away
		if d > time.Minute {
			cancel()
			<-ctx.Done()
		}
		return ctx.Err()
	}
	if err := os.WriteFile(defaultConfig, []byte("addr: 127.0.0.1:0\nallow_hosts: [127.0.0.1]\nfeeds:\n  - "+site.URL+"/feed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if exit := p.run(ctx, []string{"serve"}); exit != exitDone || !b.closed {
		t.Errorf("status %d, %s", exit, stderr)
	}
	if len(got) != 1 || got[0] != "灯亮了 临桥新闻网" || !strings.Contains(stderr.String(), "feed polled") {
		t.Errorf("added %q, told %s", got, stderr)
	}
	for _, agent := range agents {
		if !strings.HasPrefix(agent, "xunbao/test (") {
			t.Errorf("the site is told %q", agent)
		}
	}
	if states, err := filepath.Glob(filepath.Join("xunbao-data", feedsDir, "*.json")); err != nil || len(states) != 1 {
		t.Errorf("the state is kept in %v, %v", states, err)
	}
}

// TestStatsOfFeeds: each feed is a line.
func TestStatsOfFeeds(t *testing.T) {
	var b strings.Builder
	err := printStats(&b, []byte(`{"feeds":[{"url":"https://n.example/rss?…","last_poll":"2026-03-02T08:00:00.5Z","last_outcome":"failed","last_error":"n.example answers 503","next_poll":"2026-03-02T09:00:00Z","added":1},
		{"url":"https://n.example/new","next_poll":null,"added":0}]}`))
	want := "feed        https://n.example/rss?…: 1 article, failed at 2026-03-02T08:00:00Z, next at 2026-03-02T09:00:00Z; n.example answers 503\n" +
		"feed        https://n.example/new: 0 articles\n"
	if err != nil || !strings.HasSuffix(b.String(), want) {
		t.Errorf("got %v\n%s", err, &b)
	}
}
