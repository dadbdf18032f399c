package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

// noon is the time of every write.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func openTest(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{Log: t.Logf, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func put(t testing.TB, s *Store, articles ...news.Article) []Change {
	t.Helper()
	changes, err := s.Put(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// article invents one.
func article(id, title, body string) news.Article {
	return news.Article{ID: news.ID(id), Title: title, Source: "云泽晚报", Body: body}
}

func TestRoundTrip(t *testing.T) {
	day := time.Date(1988, 6, 1, 0, 0, 0, 0, news.Shanghai())
	tests := map[string]news.Article{
		"plain":                     article("p", "青石镇新桥通车", "桥长三百米。\n两岸居民步行过河。"),
		"empty title":               article("e", "", "只有正文。"),
		"empty body":                article("b", "只有標題", ""),
		"emoji and rare characters": article("😀/𠮷野", "𠮷野家門前的🎉👨‍👩‍👧", "ＦＵＬＬ　ｗｉｄｔｈ、𡃁、Ａ\u200bＢ <b>&amp;</b> \u2028 末"),
		"largest":                   article("l", "长文", strings.Repeat("汉", news.MaxBodyBytes/3)),
		"all fields": {
			ID: "all", URL: "https://news.example/1?a=1&b=<2>", Title: "題", Source: "经", Site: "站", Author: "林", Editors: []string{"甲", "乙"},
			Published: news.Instant{Time: time.Date(2023, 3, 4, 5, 6, 7, 0, news.Shanghai())}, Fetched: time.Date(2024, 1, 2, 3, 4, 5, 678, time.UTC),
			Category: "科技", Tags: []string{"桥", ""}, Lang: "zh-Hant", Body: "文",
			Extra: map[string]json.RawMessage{"title": json.RawMessage(`"not ours"`), "n": json.RawMessage(`[1,{"x":"<&>"},1.50]`), "": json.RawMessage(`null`)},
		},
		"day only, daylight saving": {ID: "day", Title: "旧闻", Published: news.Instant{Time: day, DayOnly: true}, Body: "夏时制。"},
	}
	dir := t.TempDir()
	s := openTest(t, dir)
	for name, want := range tests {
		put(t, s, want)
		t.Run(name, func(t *testing.T) { checkStored(t, s, want) })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	for name, want := range tests {
		t.Run(name+", after reopening", func(t *testing.T) { checkStored(t, s, want) })
	}
	if s.Count() != len(tests) || s.Last() != uint64(len(tests)) || s.Bytes() == 0 {
		t.Errorf("count %d, last %d, bytes %d after %d articles", s.Count(), s.Last(), s.Bytes(), len(tests))
	}
}

// checkStored reads an article in all ways.
func checkStored(t *testing.T, s *Store, want news.Article) {
	t.Helper()
	seq, err := s.Lookup(want.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(seq)
	if err != nil {
		t.Fatal(err)
	}
	sameInstant := cmp.Comparer(func(a, b news.Instant) bool { return a.String() == b.String() && a.DayOnly == b.DayOnly })
	if diff := cmp.Diff(want, got, sameInstant); diff != "" {
		t.Error(diff)
	}
	calls := 0
	err = s.Texts(t.Context(), []uint64{seq}, func(i int, title, body []byte) error {
		calls++
		if i != 0 || string(title) != want.Title || string(body) != want.Body {
			t.Errorf("Texts gave %d, %q and %d bytes of body", i, title, len(body))
		}
		return nil
	})
	if err != nil || calls != 1 {
		t.Errorf("Texts: %d calls, %v", calls, err)
	}
}

func TestActions(t *testing.T) {
	s := openTest(t, t.TempDir())
	a, b := article("a", "甲", "一"), article("b", "乙", "二")
	changed := a
	changed.Tags = []string{"新"}
	later := a
	later.Fetched = time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	steps := []struct {
		name string
		put  []news.Article
		del  []news.ID
		want []Change
	}{
		{"add", []news.Article{a, b}, nil, []Change{{1, 0, "a", index.Added}, {2, 0, "b", index.Added}}},
		{"same, fetched later", []news.Article{later}, nil, []Change{{1, 0, "a", index.Unchanged}}},
		{"nothing", nil, nil, nil},
		{"replace", []news.Article{changed}, nil, []Change{{3, 1, "a", index.Replaced}}},
		{"three times in a batch", []news.Article{a, a, changed}, nil,
			[]Change{{4, 3, "a", index.Replaced}, {4, 0, "a", index.Unchanged}, {5, 4, "a", index.Replaced}}},
		{"delete, twice and missing", nil, []news.ID{"a", "a", "c"}, []Change{{6, 5, "a", Deleted}}},
		{"add again", []news.Article{a}, nil, []Change{{7, 0, "a", index.Added}}},
	}
	for _, step := range steps {
		var got []Change
		var err error
		if step.del != nil {
			got, err = s.Delete(t.Context(), step.del)
		} else {
			got, err = s.Put(t.Context(), step.put)
		}
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	if s.Count() != 2 || s.Last() != 7 {
		t.Errorf("count %d, last %d", s.Count(), s.Last())
	}
	for _, seq := range []uint64{0, 1, 3, 4, 5, 6, 8} {
		if _, err := s.Get(seq); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("Get(%d): %v", seq, err)
		}
	}
}

func TestLocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "store")
	s := openTest(t, dir)
	if _, err := Open(dir, Options{}); !errors.Is(err, index.ErrLocked) {
		t.Errorf("second Open: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openTest(t, dir)
}

func TestClosed(t *testing.T) {
	s := openTest(t, t.TempDir())
	put(t, s, article("a", "甲", "一"))
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	_, putErr := s.Put(ctx, nil)
	_, deleteErr := s.Delete(ctx, nil)
	_, getErr := s.Get(1)
	_, lookupErr := s.Lookup("a")
	textsErr := s.Texts(ctx, []uint64{1}, nil)
	var changesErr, allErr error
	for _, err := range s.Changes(ctx, 0) {
		changesErr = err
	}
	sn := s.Snapshot()
	for _, err := range sn.All(ctx) {
		allErr = err
	}
	for i, err := range []error{putErr, deleteErr, getErr, lookupErr, textsErr, changesErr, allErr, s.TrimChanges(1)} {
		if !errors.Is(err, index.ErrClosed) {
			t.Errorf("call %d after Close: %v", i, err)
		}
	}
	if err := sn.Close(); err != nil || sn.Count() != 0 || s.Bytes() != 0 || s.Count() != 1 {
		t.Errorf("a closed store: %v, %d, %d, %d", err, sn.Count(), s.Bytes(), s.Count())
	}
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, Options{ReadOnly: true}); err == nil || errors.Is(err, index.ErrDamaged) {
		t.Errorf("Open of nothing: %v", err)
	}
	s := openTest(t, dir)
	put(t, s, article("a", "甲", "一"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), []news.Article{article("b", "乙", "二")}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Put: %v", err)
	}
	if a, err := s.Get(1); err != nil || a.Title != "甲" {
		t.Errorf("Get: %v, %v", a, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	remove := func(pattern string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			names, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil || len(names) == 0 {
				t.Fatalf("%s: %v, %v", pattern, names, err)
			}
			for _, name := range names {
				if err := os.Remove(name); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	tests := map[string]func(*testing.T, string){
		"no list of files": remove("marker.manifest*"),
		"no manifest":      remove("MANIFEST*"),
		"a table missing":  remove("*.sst"),
		"a manifest of nonsense": func(t *testing.T, dir string) {
			remove("MANIFEST*")(t, dir)
			for n := range 9 {
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("MANIFEST-%06d", n)), []byte("乱七八糟的东西"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		},
	}
	for name, breakIt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := openTest(t, dir)
			put(t, s, article("a", "甲", "一"))
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			breakIt(t, dir)
			s, err := Open(dir, Options{})
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, index.ErrDamaged) {
				t.Errorf("Open: %v", err)
			}
		})
	}
}
