package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWatch goes through what happens to a folder. Times of change are set by hand, so that nothing depends on the clock.
func TestWatch(t *testing.T) {
	dir := folder(t, map[string]string{"a.jsonl": "一", "sub/b.jsonl": "二"})
	w, err := NewWatch([]string{dir, filepath.Join(dir, "later", "*.html")})
	if err != nil {
		t.Fatal(err)
	}
	minute := 0
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		minute++
		at := time.Date(2024, 7, 21, 14, minute, 0, 0, time.UTC)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	changed := func(want ...string) {
		t.Helper()
		got, err := w.Changed()
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], dir+string(filepath.Separator))
		}
		if !slices.Equal(got, want) {
			t.Errorf("changed %q, want %q", got, want)
		}
	}
	changed() // what was there has been read
	write("c.jsonl", "三")
	changed() // it may still be written
	write("c.jsonl", "三四")
	changed()
	changed("c.jsonl")
	changed()
	write("a.jsonl", "另")
	write("sub/b.jsonl", "二")
	write(".hidden", "x")
	changed()
	changed("a.jsonl", filepath.Join("sub", "b.jsonl"))
	changed()
	if err := os.Remove(filepath.Join(dir, "a.jsonl")); err != nil {
		t.Fatal(err)
	}
	changed()
	write("later/d.html", "页") // in the folder and by the pattern: once
	changed()
	changed(filepath.Join("later", "d.html"))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	changed()
}
