package embedded

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// TestLanesFollow: after every batch, replacement, deletion and merge of Bleve, and after opening again, the gram lane has just the
// articles with the gram, and no file is left of segments that are gone.
func TestLanesFollow(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	titles := make(map[news.ID]string)
	write := func(n int, title string) {
		a := article(n)
		a.Title = title
		put(t, c, []news.Article{a})
		titles[a.ID] = title
	}
	for n := range 40 {
		write(n, strings.Repeat("大坝", n%3)+fmt.Sprintf("水库%d期", n%7))
		switch n % 5 {
		case 1:
			write(n-1, "云浦大桥")
		case 3:
			id := news.ID(fmt.Sprint("n", n-2))
			if _, err := c.Delete(t.Context(), []news.ID{id}); err != nil {
				t.Fatal(err)
			}
			delete(titles, id)
		}
		checkTitles(t, c, titles)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	checkTitles(t, again, titles)
	if _, err := again.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	checkTitles(t, again, titles)
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	segments, err := filepath.Glob(filepath.Join(dir, "index-*", "*.zap"))
	if err != nil {
		t.Fatal(err)
	}
	siblings, err := filepath.Glob(filepath.Join(dir, "index-*", "*.lanes"))
	if err != nil || len(segments) != len(siblings) {
		t.Errorf("%d segments and %d siblings, %v", len(segments), len(siblings), err)
	}
}

// checkTitles compares every gram of the titles with what the lane says.
func checkTitles(t *testing.T, c *Collection, titles map[news.ID]string) {
	t.Helper()
	s, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := make(map[string]map[news.ID]bool)
	for id, title := range titles {
		folded := zh.FoldString(title)
		zh.Grams(folded, func(start, end int) {
			gram := folded[start:end]
			if want[gram] == nil {
				want[gram] = make(map[news.ID]bool)
			}
			want[gram][id] = true
		})
	}
	for gram, ids := range want {
		got := make(map[news.ID]bool)
		for _, part := range s.Segments {
			docs, err := part.Postings(TitleGrams, gram)
			if err != nil {
				t.Fatal(err)
			}
			roaring.And(docs, part.Live).Iterate(func(doc uint32) bool {
				a, err := s.Store.Get(part.Columns.Seq[doc])
				if err != nil {
					t.Error(err)
				}
				got[a.ID] = true
				return true
			})
		}
		having, err := s.Having(TitleGrams, gram)
		if err != nil || having != len(ids) || !maps.Equal(got, ids) {
			t.Fatalf("%s is in %v (%d, %v), want %v", gram, got, having, err, ids)
		}
	}
}

// TestOpenAgainKeeps: an index that is as the program would build it is not built anew.
func TestOpenAgainKeeps(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	put(t, c, articles(0, 3))
	all := func(yield func(index.Record, error) bool) {
		for _, a := range articles(0, 5) {
			if !yield(index.Record{Article: a}, nil) {
				return
			}
		}
	}
	for range 2 {
		if _, err := c.Rebuild(t.Context(), all, nil); err != nil {
			t.Fatal(err)
		}
		before := c.current.Index
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		if c = open(t, dir); c.current.Index != before {
			t.Errorf("opening again made %s of %s", c.current.Index, before)
		}
	}
}
