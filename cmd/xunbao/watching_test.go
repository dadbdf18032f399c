package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
)

// TestWatching: what is there is added, then what comes; the end is an ordinary one.
func TestWatching(t *testing.T) {
	ticks := make(chan time.Time)
	added := make(chan string, 10)
	b := &fakeBackend{put: func(batch []news.Article) error {
		for _, a := range batch {
			added <- a.Title
		}
		return nil
	}}
	p, stdout, stderr := testProgram(t, b, nil)
	p.ticks = func() (<-chan time.Time, func()) { return ticks, func() {} }
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.jsonl", "{\"title\":\"甲\"}\n")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	exit := make(chan int)
	go func() { exit <- p.run(ctx, []string{"add", "--watch", dir}) }()
	got := []string{<-added}
	write("b.jsonl", "{\"title\":\"乙\"}\nno record\n")
	ticks <- time.Time{} // sees it
	ticks <- time.Time{} // sees that it is whole
	got = append(got, <-added)
	cancel()
	if status := <-exit; status != exitRejected || !slices.Equal(got, []string{"甲", "乙"}) {
		t.Errorf("status %d after %q\n%s%s", status, got, stdout, stderr)
	}
	if strings.Count(stdout.String(), "rejected") < 2 {
		t.Errorf("told\n%s", stdout)
	}
}

func TestCannotWatch(t *testing.T) {
	for _, args := range [][]string{{"-"}, {"http://news.example/feed"}, {"--dry-run", "."}} {
		p, _, stderr := testProgram(t, &fakeBackend{}, nil)
		if exit := p.run(t.Context(), append([]string{"add", "--watch"}, args...)); exit != exitUsage || !strings.Contains(stderr.String(), "--watch") {
			t.Errorf("%q: status %d, %s", args, exit, stderr)
		}
	}
}
