package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xunbao/index"
)

func TestRejects(t *testing.T) {
	for _, n := range []int{0, 1, index.MaxRejections, index.MaxRejections + 1, 500} {
		dir := t.TempDir()
		r := &rejects{dir: dir, now: time.Now}
		for i := range n {
			r.add(&index.RecordError{Origin: fmt.Sprintf("新闻.jsonl:%d", i+1), Err: errors.New("no title\nand no body\x1b[1m")})
		}
		name, err := r.close()
		if err != nil {
			t.Fatal(err)
		}
		if want := min(n, index.MaxRejections); r.count != n || len(r.first) != want {
			t.Errorf("%d rejects: counted %d, kept %d, want %d", n, r.count, len(r.first), want)
		}
		if n <= index.MaxRejections {
			if name != "" {
				t.Errorf("%d rejects made a report %q", n, name)
			}
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		if len(lines) != n || filepath.Dir(name) != dir {
			t.Errorf("%d rejects: %d lines in %q", n, len(lines), name)
		}
		if want := fmt.Sprintf(`{"origin":"新闻.jsonl:%d","error":"no title\nand no body\u001b[1m"}`, n); lines[n-1] != want {
			t.Errorf("last line %q, want %q", lines[n-1], want)
		}
	}
}

func TestRejectsWithoutFolder(t *testing.T) {
	r := &rejects{dir: filepath.Join(t.TempDir(), "missing"), now: time.Now}
	for range index.MaxRejections + 2 {
		r.add(&index.RecordError{Origin: "a:1", Err: errors.New("bad")})
	}
	if _, err := r.close(); err == nil || !strings.Contains(err.Error(), "report of rejected records") {
		t.Errorf("got %v", err)
	}
}
