package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
)

// fakeBackend is a folder whose writing a test decides.
type fakeBackend struct {
	search.Backend
	search.Lexicographer
	search.Explainer
	search.Saver
	index.Copier
	put    func(batch []news.Article) error
	closed bool
}

func (f *fakeBackend) Put(_ context.Context, batch []news.Article) ([]index.Outcome, error) {
	if err := f.put(batch); err != nil {
		return nil, err
	}
	out := make([]index.Outcome, len(batch))
	for i, a := range batch {
		out[i] = index.Outcome{ID: a.ID, Action: index.Added}
	}
	return out, nil
}
func (f *fakeBackend) Delete(context.Context, []news.ID) (int, error) { return 0, nil }
func (f *fakeBackend) Rebuild(context.Context, index.Records, func(index.Progress)) (index.Summary, error) {
	return index.Summary{}, index.ErrBusy
}
func (f *fakeBackend) Export(context.Context, *search.Request) iter.Seq2[search.Exported, error] {
	return func(yield func(search.Exported, error) bool) {
		if yield(search.Exported{Article: news.Article{ID: "1", Title: "一"}}, nil) {
			yield(search.Exported{}, index.ErrDamaged)
		}
	}
}
func (f *fakeBackend) Status(context.Context) (search.Status, error) {
	return search.Status{Generation: "000001"}, nil
}
func (f *fakeBackend) Announce(string) (string, error) { return "key", nil }
func (f *fakeBackend) Follow(context.Context)          {}
func (f *fakeBackend) Close() error                    { f.closed = true; return nil }

// testProgram opens b, or fails with err.
func testProgram(t *testing.T, b *fakeBackend, err error) (p *program, stdout, stderr *bytes.Buffer) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("xunbao-data", 0o700); err != nil {
		t.Fatal(err)
	}
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	open := func(context.Context, settings, *slog.Logger) (backend, error) {
		if err != nil {
			return nil, err
		}
		return b, nil
	}
	return &program{stdin: strings.NewReader(""), stdout: stdout, stderr: stderr, now: time.Now, open: open, openSampled: open}, stdout, stderr
}

// TestAddStops: a run that is stopped tells what it has done, and ends with status 1.
func TestAddStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := &fakeBackend{put: func([]news.Article) error { cancel(); return nil }}
	p, stdout, stderr := testProgram(t, b, nil)
	var records strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&records, "{\"title\":\"第%d条\"}\n", i)
	}
	if err := os.WriteFile("a.jsonl", []byte(records.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := p.run(ctx, []string{"add", "a.jsonl"}); got != exitFailed {
		t.Errorf("status %d, want %d", got, exitFailed)
	}
	if !strings.Contains(stdout.String(), "added            500\n") || stderr.String() != "xunbao: stopped before the end\n" || !b.closed {
		t.Errorf("closed %v, stdout\n%sstderr\n%s", b.closed, stdout, stderr)
	}
}

// TestFailingFolder: what a folder fails with decides the status, and is told.
func TestFailingFolder(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close() // nobody answers there
	gone := &holder{PID: 7, Addr: listener.Addr().String(), Key: "key"}
	damaged := fmt.Errorf("open the data folder: %w", index.ErrDamaged)
	for _, c := range []struct {
		name string
		args []string
		open error
		put  error
		want int
		text string
	}{
		{"held by a process that does not serve", []string{"add", "a.jsonl"}, &heldError{dir: "d"}, nil, exitHeld, "held by another process that does not serve"},
		{"held by a server that does not answer", []string{"search", "报"}, &heldError{dir: "d", holder: gone}, nil, exitHeld, "does not answer at http://127.0.0.1:"},
		{"serve", []string{"serve", "--addr=127.0.0.1:0"}, &heldError{dir: "d", holder: gone}, nil, exitHeld, "held by process 7"},
		{"damaged", []string{"stats"}, damaged, nil, exitHeld, "damaged"},
		{"disk full", []string{"add", "a.jsonl"}, nil, fmt.Errorf("no space left"), exitFailed, "no space left"},
		{"busy", []string{"reindex"}, nil, nil, exitFailed, "a rebuild is already running"},
		{"export breaks off", []string{"export"}, nil, nil, exitHeld, "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _, stderr := testProgram(t, &fakeBackend{put: func([]news.Article) error { return c.put }}, c.open)
			if err := os.WriteFile("a.jsonl", []byte(`{"title":"一"}`), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := p.run(t.Context(), c.args); got != c.want {
				t.Errorf("status %d, want %d", got, c.want)
			}
			if got := stderr.String(); !strings.Contains(got, c.text) {
				t.Errorf("want %q in\n%s", c.text, got)
			}
		})
	}
}
