package app

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
)

const (
	notice = "更多消息请到临桥新闻的小店里看"
	column = "堤上观察"
)

// lamps are articles of one site, each with the notice behind it, some with the name of a column above.
func lamps(from, to int) (all []news.Article) {
	for n := from; n < to; n++ {
		body := fmt.Sprintf("河堤上的第%d盏灯昨夜亮了，散步的人说这条路从此不必再摸黑，%d米以外的渡口也看得见。\n第%d盏灯旁边开了一家小店，卖的是更多消息之外的茶水。\n%s", n, n*7, n, notice)
		if n%2 == 0 {
			body = column + "\n" + body
		}
		all = append(all, news.Article{ID: news.ID(fmt.Sprint("n", n)), Title: fmt.Sprintf("第%d盏灯", n), Site: "临桥网", Source: "临桥日报", Body: body})
	}
	return all
}

// openLeaving opens the folder.
func openLeaving(t *testing.T, dir string, leaveOut bool) *App {
	t.Helper()
	a, err := Open(t.Context(), Config{DataDir: dir, LeaveOut: leaveOut})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// stored are the articles as an export gives them.
func stored(t *testing.T, a *App) map[news.ID]news.Article {
	t.Helper()
	all := map[news.ID]news.Article{}
	for e, err := range a.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		all[e.Article.ID] = e.Article
	}
	return all
}

// checkAgree: what is found, shown and exported is one text: a phrase finds exactly the articles whose exported text has it, the article shown is the
// one exported, snippets stand in it, and its whole is what was put.
func checkAgree(t *testing.T, a *App, raw map[news.ID]string, cut bool) {
	t.Helper()
	all := stored(t, a)
	if len(all) != len(raw) {
		t.Fatalf("%d articles, want %d", len(all), len(raw))
	}
	phrases := []string{notice, column, notice[:9], "临桥新闻", "消息", "灯", "小店里看", "看得见。\n第", "茶水", "店"}
	r := rand.New(rand.NewPCG(4, 4))
	for _, id := range slices.Sorted(maps.Keys(raw)) {
		letters := []rune(strings.ReplaceAll(raw[id], "\n", ""))
		at := r.IntN(len(letters) - 5)
		phrases = append(phrases, string(letters[at:at+1+r.IntN(5)]))
	}
	for _, phrase := range phrases {
		var want, got []news.ID
		for id, article := range all {
			if strings.Contains(article.Title, phrase) || strings.Contains(article.Body, phrase) {
				want = append(want, id)
			}
		}
		req := search.NewRequest()
		req.Query, req.Size, req.Collapse = `"`+phrase+`"`, 100, search.CollapseNone
		result, err := a.Search(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range result.Hits {
			got = append(got, hit.Article.ID)
			for _, s := range hit.Snippets {
				if !strings.Contains(all[hit.Article.ID].Body, s.Text) {
					t.Errorf("%q: the snippet %q does not stand in the article", phrase, s.Text)
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if len(phrases) > 0 && !slices.Equal(got, want) {
			t.Errorf("%q finds %v, and stands in %v", phrase, got, want)
		}
	}
	for id, article := range all {
		if whole := article.Whole(); whole.Body != raw[id] {
			t.Errorf("%s was %q, and is %q", id, raw[id], whole.Body)
		}
		if strings.Contains(article.Body, notice) == cut {
			t.Errorf("%s is stored as %q", id, article.Body)
		}
		shown, err := a.Article(t.Context(), id, "灯")
		if err != nil || !cmp.Equal(shown.Article, article) {
			t.Errorf("%s is shown as %+v, %v", id, shown, err)
		}
		if article.History.Count() != 1 {
			t.Errorf("%s has %d versions", id, article.History.Count())
		}
	}
}

// TestLeaveOut: lines that recur are left out after a rebuild, of new articles too, everywhere alike; and come back with the setting.
func TestLeaveOut(t *testing.T) {
	dir := t.TempDir()
	a := openLeaving(t, dir, true)
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	raw := map[news.ID]string{}
	put := func(want index.Action, batch ...news.Article) {
		t.Helper()
		outcomes, err := a.Put(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range outcomes {
			raw[o.ID] = batch[i].Whole().Body
			if o.Action != want {
				t.Errorf("%s is %s, want %s", o.ID, o.Action, want)
			}
		}
	}
	rebuild := func(records index.Records) {
		t.Helper()
		if _, err := a.Rebuild(t.Context(), records, nil); err != nil {
			t.Fatal(err)
		}
	}
	learnt := func(want int) {
		t.Helper()
		if s, err := a.Status(t.Context()); err != nil || s.LeftLines != want || (s.LeftOut == "") != (want == 0) {
			t.Errorf("the status is %+v, %v; want %d lines", s, err, want)
		}
	}
	again := func(leaveOut bool) {
		t.Helper()
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		a = openLeaving(t, dir, leaveOut)
	}
	put(index.Added, lamps(0, 30)...)
	checkAgree(t, a, raw, false) // nothing is learnt yet
	rebuild(nil)
	learnt(2)
	checkAgree(t, a, raw, true)
	put(index.Added, lamps(30, 40)...)
	put(index.Unchanged, lamps(0, 10)...)
	put(index.Unchanged, slices.Collect(maps.Values(stored(t, a)))...)
	checkAgree(t, a, raw, true)
	again(true)
	learnt(2)
	put(index.Added, lamps(40, 42)...)
	rebuild(nil)
	checkAgree(t, a, raw, true)

	if err := os.WriteFile(leftOutFile(t, dir), []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	again(true) // the index is built again, and the set is gone until the next rebuild
	learnt(0)
	checkAgree(t, a, raw, true)
	rebuild(func(yield func(index.Record, error) bool) {
		for _, article := range lamps(0, 42) {
			if !yield(index.Record{Article: article}, nil) {
				return
			}
		}
	})
	learnt(2)
	checkAgree(t, a, raw, true)

	again(false)
	put(index.Unchanged, lamps(0, 42)...)
	checkAgree(t, a, raw, true)
	rebuild(nil)
	learnt(0)
	checkAgree(t, a, raw, false)
}

func leftOutFile(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "index-*", "left-out.json"))
	if err != nil || len(names) != 1 {
		t.Fatalf("the sets %v, %v", names, err)
	}
	return names[0]
}
