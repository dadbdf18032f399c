package saved_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	rootindex "xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
	"xunbao/search/saved"
)

// TestMatchesAsBruteForce: whatever arrives, is changed, deleted or rebuilt, and whenever the process dies, a search has recorded just the articles
// that looking at all of them finds, each once.
func TestMatchesAsBruteForce(t *testing.T) {
	for seed := range uint64(3) {
		w := newWorld(t, seed)
		for range 3 {
			w.arrive()
		}
		w.watch("水库", "水库", "", "")
		w.watch("海上", "渡轮 夜航", "", "")
		w.watch("无茶", "丰收", "茶市", "")
		w.watch("南山", "汛期", "", "南山台")
		w.watch("全部", "", "", "")
		for range 120 {
			switch n := w.rng.IntN(20); {
			case n < 11:
				w.arrive()
			case n < 13:
				w.remove()
			case n == 13:
				if _, err := w.collection.Rebuild(t.Context(), nil, nil); err != nil {
					t.Fatal(err)
				}
			case n == 14:
				w.open()
			case n == 15:
				if err := w.keeper.Close(); err != nil {
					t.Fatal(err)
				}
				w.open()
			default:
				w.look(w.watched[w.rng.IntN(len(w.watched))])
			}
		}
		for _, s := range w.watched {
			w.look(s)
			if len(s.want) == 0 {
				t.Errorf("%s has matched nothing, which tries nothing", s.name)
			}
		}
	}
}

// TestCutJournal: wherever a crash cuts off what was being written, the matches in it are found again, once.
func TestCutJournal(t *testing.T) {
	w := newWorld(t, 7)
	w.watch("全部", "", "", "")
	for range 4 {
		w.arrive()
		w.look(w.watched[0])
	}
	want := w.matched("全部")
	journal := filepath.Join(w.dir, "全部.log")
	content, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.LastIndexByte(content[:len(content)-1], '\n') + 1
	for cut := start; cut <= len(content); cut++ {
		if err := os.WriteFile(journal, content[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		w.open()
		if got := w.matched("全部"); !slices.Equal(got, want) {
			t.Fatalf("cut at %d of %d: %v, want %v", cut-start, len(content)-start, got, want)
		}
	}
	damaged := slices.Clone(content)
	damaged[start/2] ^= 1
	if err := os.WriteFile(journal, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	w.open()
	if got := w.matchedLeft("全部"); len(got) == 0 || len(got) >= len(want) {
		t.Errorf("with a damaged line %v are left of %v", got, want)
	}
}

// matchedLeft is matched where some are missing.
func (w *world) matchedLeft(name string) (ids []news.ID) {
	matches, err := w.keeper.Matches(w.t.Context(), name, 0, saved.MaxMatches)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range matches {
		ids = append(ids, m.Hit.Article.ID)
	}
	return ids
}

// TestRebuildFromSources: the new collection is no news; what is written afterwards is.
func TestRebuildFromSources(t *testing.T) {
	w := newWorld(t, 3)
	w.watch("全部", "", "", "")
	w.arrive()
	w.look(w.watched[0])
	before := w.matched("全部")
	records := func(yield func(rootindex.Record, error) bool) {
		for i, text := range []string{"盐田的新工艺今年试行。", "望潮岛的灯塔修好了，夜航的船又看得见它。"} {
			if !yield(rootindex.Record{Article: news.Article{ID: news.ID(rune('甲' + i)), Title: text, Body: strings.Repeat(text, 3)}}, nil) {
				return
			}
		}
	}
	if _, err := w.collection.Rebuild(t.Context(), records, nil); err != nil {
		t.Fatal(err)
	}
	if got := w.matched("全部"); !slices.Equal(got, before) {
		t.Errorf("a rebuild from sources makes %v of %v", got, before)
	}
	w.put([]news.Article{{ID: "丙", Title: "龙舟下水", Body: "龙舟今晨在古渡口下水，桨手都是镇上的青年，十二条船排成一行。"}})
	if got := w.matched("全部"); !slices.Equal(got, append(before, "丙")) {
		t.Errorf("after another article: %v, before %v", got, before)
	}
}

// TestManyMatches: the journal stays bounded, and the newest matches are kept with their numbers.
func TestManyMatches(t *testing.T) {
	w := newWorld(t, 5)
	w.watch("全部", "", "", "")
	const count = 2*saved.MaxMatches + 700
	for len(w.articles) < count {
		batch := make([]news.Article, 0, 400)
		for range 400 {
			batch = append(batch, w.fresh(news.ID("b/"+string(rune(0x4e00+w.next)))))
			w.next++
		}
		w.put(batch)
		if _, err := w.keeper.Matches(t.Context(), "全部", 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	for _, state := range []string{"running", "opened again"} {
		matches, err := w.keeper.Matches(t.Context(), "全部", 0, 10*saved.MaxMatches)
		if err != nil || len(matches) != saved.MaxMatches || matches[0].Number < count*9/10 || matches[len(matches)-1].Number != matches[0].Number-saved.MaxMatches+1 {
			t.Fatalf("%s: %d matches from %d on, %v", state, len(matches), matches[0].Number, err)
		}
		w.open()
	}
	if info, err := os.Stat(filepath.Join(w.dir, "全部.log")); err != nil || info.Size() > 8<<20 {
		t.Errorf("the journal: %v, %v", info.Size(), err)
	}
}

func TestWhatCannotBeSaved(t *testing.T) {
	w := newWorld(t, 1)
	good := func() search.SavedSearch {
		return search.SavedSearch{Name: "水库", Request: map[string][]string{"q": {"水库"}}, Webhook: &search.Webhook{URL: "https://hooks.example/x", Secret: "0123456789abcdef"}}
	}
	for field, spoil := range map[string]func(*search.SavedSearch){
		"name":           func(s *search.SavedSearch) { s.Name = "../水库" },
		"page":           func(s *search.SavedSearch) { s.Request = map[string][]string{"page": {"2"}} },
		"from":           func(s *search.SavedSearch) { s.Request = map[string][]string{"from": {"某日"}} },
		"webhook.url":    func(s *search.SavedSearch) { s.Webhook.URL = "file:///etc/passwd" },
		"webhook.secret": func(s *search.SavedSearch) { s.Webhook.Secret = "short" },
	} {
		s := good()
		spoil(&s)
		_, _, err := w.keeper.SaveSearch(t.Context(), s)
		var wrong *search.ParameterError
		if !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, name := range []string{"", "A", "a b", "a/b", ".", "水库.json", strings.Repeat("水", saved.MaxNameRunes+1), "\xff"} {
		s := good()
		s.Name = name
		if _, _, err := w.keeper.SaveSearch(t.Context(), s); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
	s := good()
	s.Request.Set("q", "title:")
	var syntax *query.SyntaxError
	if _, _, err := w.keeper.SaveSearch(t.Context(), s); !errors.As(err, &syntax) {
		t.Errorf("a query that makes no sense: %v", err)
	}
	if all, err := w.keeper.SavedSearches(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("there are %v, %v", all, err)
	}
}

// TestChangeAndRemove: a change keeps the matches and the secret, which is told once; a search that is removed is gone, and so is what it
// matched, also when one of that name is saved again.
func TestChangeAndRemove(t *testing.T) {
	w := newWorld(t, 2)
	s := search.SavedSearch{Name: "灯塔", Request: map[string][]string{"q": {"灯塔"}}, Webhook: &search.Webhook{URL: "https://hooks.example/x"}}
	made, created, err := w.keeper.SaveSearch(t.Context(), s)
	if err != nil || !created || len(made.Webhook.Secret) < 32 {
		t.Fatalf("%+v, %v, %v", made, created, err)
	}
	w.put([]news.Article{{ID: "1", Title: "灯塔亮了", Body: "灯塔今晚亮了。"}})
	s.Request.Set("q", "货船")
	changed, created, err := w.keeper.SaveSearch(t.Context(), s)
	if err != nil || created || changed.Webhook.Secret != "" || changed.Matches != 1 || changed.Waiting != 1 {
		t.Errorf("after the change: %+v, %v, %v", changed, created, err)
	}
	w.put([]news.Article{{ID: "2", Title: "灯塔又亮", Body: "灯塔又亮了一晚。"}, {ID: "3", Title: "货船靠岸", Body: "第一艘货船靠岸。"}})
	if got := w.matched("灯塔"); !slices.Equal(got, []news.ID{"1", "3"}) {
		t.Errorf("matched %v", got)
	}
	w.open()
	if got := w.matched("灯塔"); !slices.Equal(got, []news.ID{"1", "3"}) {
		t.Errorf("matched %v after opening again", got)
	}
	if err := w.keeper.RemoveSearch(t.Context(), "灯塔"); err != nil {
		t.Fatal(err)
	}
	if err := w.keeper.RemoveSearch(t.Context(), "灯塔"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, created, err := w.keeper.SaveSearch(t.Context(), s); err != nil || !created {
		t.Fatal(created, err)
	}
	if got := w.matched("灯塔"); len(got) != 0 {
		t.Errorf("a new search of an old name has matched %v", got)
	}
}
