package main

import (
	"archive/zip"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xunbao/internal/news"
)

// writeSources makes a folder with records in every kind of container and returns how many there are.
func writeSources(t *testing.T) int {
	t.Helper()
	if err := os.MkdirAll("in", 0o700); err != nil {
		t.Fatal(err)
	}
	var lines, rows strings.Builder
	rows.WriteString("title,body\n")
	for i := range 1300 {
		fmt.Fprintf(&lines, "{\"title\":\"第%d条\"}\n", i)
		fmt.Fprintf(&rows, "第%d行,\"甲\n乙\"\n", i)
	}
	lines.WriteString("bad\n")
	for name, text := range map[string]string{"a.jsonl": lines.String(), "c.csv": rows.String(), "d.txt": "首页\n", "e.jsonl": "{\"title\":\"末\"}"} {
		if err := os.WriteFile(filepath.Join("in", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var crawl, feed strings.Builder
	for i := range 600 {
		page := fmt.Sprintf("<html><body><h1>第%d页水文公报</h1><p>%s</p></body></html>", i, strings.Repeat("水退下去的时候它是路，水涨上来的时候它是堤。", 3))
		fmt.Fprintf(&crawl, "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://n.example/%d\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(page), page)
		fmt.Fprintf(&feed, "<item><title>第%d项</title></item>\n", i)
	}
	for name, text := range map[string]string{"f.warc": crawl.String(), "g.xml": "<rss><channel>" + feed.String() + "</channel></rss>"} {
		if err := os.WriteFile(filepath.Join("in", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Create("in/b.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, name := range []string{"x.jsonl", "y.jsonl"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, strings.ReplaceAll(lines.String(), "第", name))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return 4*1300 + 1 + 2*600
}

// TestAddGoesOn: stopped after any number of batches, and started again until it ends, a run gives the same articles, none of them written
// twice.
func TestAddGoesOn(t *testing.T) {
	for _, batches := range []int{1, 2, 3, 5, 7} {
		kept, puts, runs, left := map[string]bool{}, 0, 0, 0
		var cancel context.CancelFunc
		b := &fakeBackend{}
		b.put = func(batch []news.Article) error {
			for _, a := range batch {
				kept[a.Title] = true
			}
			puts += len(batch)
			if left--; left == 0 {
				cancel()
			}
			return nil
		}
		p, stdout, stderr := testProgram(t, b, nil)
		total := writeSources(t)
		status := exitFailed
		for ; status == exitFailed && runs < 100; runs++ {
			var ctx context.Context
			ctx, cancel = context.WithCancel(t.Context())
			left = batches
			stdout.Reset()
			status = p.run(ctx, []string{"add", "in"})
			cancel()
			tearMarks(t)
		}
		// The last run may have met no bad record: an earlier one has told of them.
		if status != exitRejected && status != exitDone || len(kept) != total || puts != total || runs < 2 {
			t.Errorf("stopped after %d batches: status %d after %d runs, %d articles in %d writes of %d\n%s%s", batches, status, runs, len(kept), puts, total, stdout, stderr)
		}
		if !strings.Contains(stdout.String(), "resumed") {
			t.Errorf("the summary does not speak of what was passed over:\n%s", stdout)
		}
		if left, _ := filepath.Glob("xunbao-data/resume/*"); left != nil {
			t.Errorf("marks are left: %q", left)
		}
		kept2 := maps.Clone(kept)
		if p.run(t.Context(), []string{"add", "in"}); puts != 2*total || !maps.Equal(kept, kept2) {
			t.Errorf("after its end a run begins anew: %d writes", puts)
		}
	}
}

// tearMarks cuts the last line of the marks, as a process that is killed may leave it.
func tearMarks(t *testing.T) {
	t.Helper()
	names, err := filepath.Glob("xunbao-data/resume/*")
	if err != nil || len(names) == 0 {
		return
	}
	f, err := os.OpenFile(names[0], os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprint(f, `{"path":"/some`)
}

// TestAddAnew: a file that has changed since is read from its beginning.
func TestAddAnew(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	puts := 0
	b := &fakeBackend{put: func(batch []news.Article) error { puts += len(batch); cancel(); return nil }}
	p, _, _ := testProgram(t, b, nil)
	text := strings.Repeat("{\"title\":\"一\"}\n", 700)
	for i, want := range []int{500, 500 + 701} {
		if err := os.WriteFile("a.jsonl", []byte(text+strings.Repeat("{\"title\":\"二\"}\n", i)), 0o600); err != nil {
			t.Fatal(err)
		}
		p.run(ctx, []string{"add", "a.jsonl"})
		ctx = t.Context()
		if puts != want {
			t.Errorf("run %d: %d writes, want %d", i, puts, want)
		}
	}
}
