package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
	"xunbao/internal/news"
)

func open(t testing.TB, dir string) *Collection {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(context.Background(), Config{Dir: dir, Segmenter: segmenter})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func article(n int) news.Article {
	return news.Article{
		ID: news.ID(fmt.Sprint("n", n)), Title: fmt.Sprintf("第%d号水库完工", n), Source: "云浦日报",
		Body: fmt.Sprintf("云浦市第%d号水库昨天完工，坝顶长%d米。\n市民前去参观。", n, 100+n),
	}
}

func articles(from, to int) []news.Article {
	var out []news.Article
	for n := from; n < to; n++ {
		out = append(out, article(n))
	}
	return out
}

func put(t testing.TB, c *Collection, batch []news.Article) {
	t.Helper()
	if _, err := c.Put(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
}

// indexed lists the articles that the index has, read from the store by their sequence numbers: index and store must agree.
func indexed(t testing.TB, c *Collection) map[news.ID]string {
	t.Helper()
	s, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out := make(map[news.ID]string)
	for _, part := range s.Segments {
		part.Live.Iterate(func(doc uint32) bool {
			a, err := s.Store.Get(part.Columns.Seq[doc])
			if err != nil {
				t.Errorf("document %d of segment %d: %v", doc, part.ID, err)
				return true
			}
			if _, twice := out[a.ID]; twice {
				t.Errorf("%s is in the index twice", a.ID)
			}
			out[a.ID] = a.Body
			return true
		})
	}
	return out
}

func want(batches ...[]news.Article) map[news.ID]string {
	out := make(map[news.ID]string)
	for _, batch := range batches {
		for _, a := range batch {
			out[a.ID] = a.Body
		}
	}
	return out
}

func same(t testing.TB, got, want map[news.ID]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("the index has %d articles, want %d, and they must be the same", len(got), len(want))
	}
}

func TestOpenTwiceIsRefused(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	if _, err := Open(t.Context(), Config{Dir: dir, Segmenter: c.segmenter}); !errors.Is(err, index.ErrLocked) {
		t.Errorf("a second opening gives %v", err)
	}
}

func TestClosed(t *testing.T) {
	c := open(t, t.TempDir())
	if err := errors.Join(c.Close(), c.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Put(t.Context(), articles(0, 1)); !errors.Is(err, index.ErrClosed) {
		t.Errorf("Put gives %v", err)
	}
	if _, err := c.Acquire(); !errors.Is(err, index.ErrClosed) {
		t.Errorf("Acquire gives %v", err)
	}
	if _, err := c.Rebuild(t.Context(), nil, nil); !errors.Is(err, index.ErrClosed) {
		t.Errorf("Rebuild gives %v", err)
	}
}

// TestDamage: whatever happens to the index, the folder opens and the index has every article of the store.
func TestDamage(t *testing.T) {
	segments := func(dir string) []string {
		names, err := filepath.Glob(filepath.Join(dir, "index-*", "*.zap"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no segments in %s: %v", dir, err)
		}
		return names
	}
	root := func(dir string) string {
		names, _ := filepath.Glob(filepath.Join(dir, "index-*", "root.bolt"))
		return names[0]
	}
	change := func(name string, f func([]byte) []byte) {
		content, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, f(content), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	flip := func(part float64) func([]byte) []byte {
		return func(b []byte) []byte { b[int(part*float64(len(b)-1))] ^= 4; return b }
	}
	for name, damage := range map[string]func(dir string){
		"first bit of a segment": func(dir string) { change(segments(dir)[0], flip(0)) },
		"middle of a segment":    func(dir string) { change(segments(dir)[0], flip(0.5)) },
		"end of a segment":       func(dir string) { change(segments(dir)[0], flip(1)) },
		"newest segment cut off": func(dir string) {
			change(segments(dir)[len(segments(dir))-1], func(b []byte) []byte { return b[:len(b)/2] })
		},
		"first bit of a lane": func(dir string) { change(siblingOf(segments(dir)[0]), flip(0)) },
		"middle of a lane":    func(dir string) { change(siblingOf(segments(dir)[0]), flip(0.5)) },
		"end of a lane":       func(dir string) { change(siblingOf(segments(dir)[0]), flip(1)) },
		"lane cut off": func(dir string) {
			change(siblingOf(segments(dir)[0]), func(b []byte) []byte { return b[:len(b)/2] })
		},
		"lane empty": func(dir string) { change(siblingOf(segments(dir)[0]), func([]byte) []byte { return nil }) },
		"lane gone":  func(dir string) { os.Remove(siblingOf(segments(dir)[0])) },
		"lane of another segment": func(dir string) {
			var other bytes.Buffer
			if err := writeSibling(&other, new(making).section); err != nil {
				t.Fatal(err)
			}
			change(siblingOf(segments(dir)[0]), func([]byte) []byte { return other.Bytes() })
		},
		"segment empty":   func(dir string) { change(segments(dir)[0], func([]byte) []byte { return nil }) },
		"segment gone":    func(dir string) { os.Remove(segments(dir)[0]) },
		"root empty":      func(dir string) { change(root(dir), func([]byte) []byte { return nil }) },
		"root cut off":    func(dir string) { change(root(dir), func(b []byte) []byte { return b[:len(b)/3] }) },
		"root gone":       func(dir string) { os.Remove(root(dir)) },
		"index gone":      func(dir string) { os.RemoveAll(filepath.Dir(root(dir))) },
		"CURRENT gone":    func(dir string) { os.Remove(filepath.Join(dir, currentFile)) },
		"CURRENT damaged": func(dir string) { change(filepath.Join(dir, currentFile), func([]byte) []byte { return []byte("{") }) },
		"CURRENT points elsewhere": func(dir string) {
			change(filepath.Join(dir, currentFile), func([]byte) []byte { return []byte(`{"store":"../x","index":"y"}`) })
		},
		"another analysis":       func(dir string) { renameAnalysis(t, dir) },
		"leftovers of a rebuild": func(dir string) { os.MkdirAll(filepath.Join(dir, "index-000099"), 0o700) },
		"an index that lags":     func(dir string) { storeAlone(t, dir, articles(0, 5)) },
		"nothing":                func(string) {},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := open(t, dir)
			put(t, c, articles(0, 20))
			put(t, c, articles(20, 30))
			if _, err := c.Delete(t.Context(), []news.ID{"n3", "n25", "nobody"}); err != nil {
				t.Fatal(err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			damage(dir)
			expected := want(articles(0, 30))
			delete(expected, "n25")
			if name == "an index that lags" {
				expected = maps.Clone(expected) // n3 is back
			} else {
				delete(expected, "n3")
			}
			again := open(t, dir)
			same(t, indexed(t, again), expected)
			put(t, again, articles(30, 31))
			maps.Copy(expected, want(articles(30, 31)))
			same(t, indexed(t, again), expected)
		})
	}
}

func renameAnalysis(t *testing.T, dir string) {
	t.Helper()
	state, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	state.Fingerprint = "of long ago"
	if err := state.publish(dir); err != nil {
		t.Fatal(err)
	}
}

// storeAlone writes to the store behind the index's back, as a crash between the two does.
func storeAlone(t *testing.T, dir string, batch []news.Article) {
	t.Helper()
	state, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(filepath.Join(dir, state.Store), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(t.Context(), batch)
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestRebuildKeepsWhatIsWrittenMeanwhile: articles added and deleted while a rebuild from sources runs are not lost to it.
func TestRebuildKeepsWhatIsWrittenMeanwhile(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, articles(0, 10))
	source := func(yield func(index.Record, error) bool) {
		for n := 5; n < 20; n++ {
			if n == 12 { // the server goes on answering writers
				put(t, c, articles(50, 55))
				put(t, c, articles(52, 53))
				if _, err := c.Delete(t.Context(), []news.ID{"n54", "n6"}); err != nil {
					t.Error(err)
				}
			}
			if !yield(index.Record{Article: article(n)}, nil) {
				return
			}
		}
	}
	summary, err := c.Rebuild(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	expected := want(articles(5, 20), articles(50, 54))
	delete(expected, "n6")
	same(t, indexed(t, c), expected)
	// n6 was gone when its record was compared with the store: it counts as removed and as added, and ends up deleted.
	if summary.Added != 11 || summary.Unchanged != 4 || summary.Removed != 6 || summary.Generation == "" {
		t.Errorf("summary %+v", summary)
	}
}

// TestSearchesDuringRebuild: every snapshot taken while rebuilds and writes go on is whole.
func TestSearchesDuringRebuild(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	put(t, c, articles(0, 40))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if got := len(indexed(t, c)); got < 40 || got > 60 {
					t.Errorf("a search sees %d articles", got)
				}
			}
		})
	}
	for n := range 5 {
		put(t, c, articles(40, 40+4*n))
		if _, err := c.Rebuild(t.Context(), nil, nil); err != nil {
			t.Error(err)
		}
		all := func(yield func(index.Record, error) bool) {
			for _, a := range articles(0, 40+4*n) {
				if !yield(index.Record{Article: a}, nil) {
					return
				}
			}
		}
		if _, err := c.Rebuild(t.Context(), all, nil); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) != 4 { // CURRENT, LOCK, one index, one store
		t.Errorf("rebuilds left %v", names)
	}
}

func TestRebuildStops(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, articles(0, 10))
	ctx, cancel := context.WithCancel(t.Context())
	source := func(yield func(index.Record, error) bool) {
		cancel()
		yield(index.Record{Article: article(1)}, nil)
	}
	if _, err := c.Rebuild(ctx, source, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a rebuild that was stopped gives %v", err)
	}
	if _, err := c.Rebuild(ctx, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a rebuild that was stopped gives %v", err)
	}
	same(t, indexed(t, c), want(articles(0, 10)))
}

func TestRebuildTakesTurns(t *testing.T) {
	c := open(t, t.TempDir())
	source := func(yield func(index.Record, error) bool) {
		if _, err := c.Rebuild(t.Context(), nil, nil); !errors.Is(err, index.ErrBusy) {
			t.Errorf("a second rebuild gives %v", err)
		}
		yield(index.Record{Article: article(1)}, nil)
	}
	if _, err := c.Rebuild(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
}

func TestNet(t *testing.T) {
	added, replaced, gone := index.Added, index.Replaced, store.Deleted
	for _, c := range []struct {
		name          string
		changes       []store.Change
		live, removed []uint64
		last          uint64
	}{
		{"nothing", nil, nil, nil, 0},
		{"added", []store.Change{{Seq: 1, Action: added}, {Seq: 2, Action: added}}, []uint64{1, 2}, nil, 2},
		{"replaced", []store.Change{{Seq: 3, Removed: 1, Action: replaced}}, []uint64{3}, []uint64{1}, 3},
		{"replaced twice", []store.Change{{Seq: 3, Removed: 1, Action: replaced}, {Seq: 4, Removed: 3, Action: replaced}}, []uint64{4}, []uint64{1}, 4},
		{"added and deleted", []store.Change{{Seq: 1, Action: added}, {Seq: 2, Removed: 1, Action: gone}}, nil, nil, 2},
		{"unchanged", []store.Change{{Seq: 9, Action: index.Unchanged}}, nil, nil, 0},
	} {
		live, removed, last := net(c.changes)
		if !slices.Equal(live, c.live) || !slices.Equal(removed, c.removed) || last != c.last {
			t.Errorf("%s: %v, %v, %d; want %v, %v, %d", c.name, live, removed, last, c.live, c.removed, c.last)
		}
	}
}
