package embedded_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/embedded"
	"xunbao/search/lexicon"
	"xunbao/search/searchtest"
)

// openWith opens a back end in dir whose lexicon lies beside it.
func openWith(t *testing.T, dir string, builtin [][]string) backend {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	collection, err := index.Open(t.Context(), index.Config{Dir: dir, Segmenter: segmenter})
	if err != nil {
		t.Fatal(err)
	}
	words := lexicon.Open(filepath.Join(dir, "lexicon"), zh.FoldString, builtin, nil)
	return backend{embedded.New(collection, segmenter, embedded.Options{Lexicon: words}), collection}
}

func openEmpty(t *testing.T, builtin [][]string) backend {
	t.Helper()
	b := openWith(t, t.TempDir(), builtin)
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func teach(t *testing.T, b backend, words []string, groups [][]string) search.Lexicon {
	t.Helper()
	if _, err := b.SetWords(t.Context(), words); err != nil {
		t.Fatal(err)
	}
	l, err := b.SetSynonyms(t.Context(), groups)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func fill(t *testing.T, b backend, articles ...news.Article) {
	t.Helper()
	if _, err := b.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
}

func seek(t *testing.T, b backend, query string) *search.Result {
	t.Helper()
	req := search.NewRequest()
	req.Query, req.Collapse, req.Size = query, search.CollapseNone, search.MaxSize
	result, err := b.Search(t.Context(), req)
	if err != nil {
		t.Fatalf("search %q: %v", query, err)
	}
	return result
}

func idsOf(r *search.Result) []news.ID {
	out := []news.ID{}
	for _, hit := range r.Hits {
		out = append(out, hit.Article.ID)
	}
	return out
}

// TestConformanceWithLexicon: the laws hold whatever the user teaches.
func TestConformanceWithLexicon(t *testing.T) {
	searchtest.Run(t, func(t *testing.T) searchtest.Backend {
		b := openEmpty(t, nil)
		teach(t, b, []string{"库除险", "业发展", "益唐", "模型AI", "5G", "鳌", "市云浦市", "bcd", "行长高铁", "的"},
			[][]string{{"云浦市", "青梧区"}, {"高铁", "高速铁路", "開通"}, {"GDP", "covid-x"}, {"大模型", "智能"}, {"会展中心", "会展"}})
		return b
	})
}

var islands = []news.Article{
	{ID: "far", Title: "望远镜与潮汐", Body: "岛上的人用望远镜看潮水。望见潮起，守岛人高兴。"},
	{ID: "old", Title: "渡轮复航", Body: "从縣城到望潮島的渡輪昨天复航。"},
	{ID: "new", Title: "望潮岛赶海节", Body: "海货很多。"},
	{ID: "spit", Title: "潮洲渔歌", Body: "潮洲人会唱渔歌。"},
}

// TestNewWord: a word acts at once, on articles indexed before, and the answers name the change.
func TestNewWord(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, islands...)
	before := seek(t, b, "望潮岛渡轮")
	l, err := b.SetWords(t.Context(), []string{"望潮岛"})
	if err != nil {
		t.Fatal(err)
	}
	after := seek(t, b, "望潮岛渡轮")
	if got := idsOf(after); !slices.Equal(got, []news.ID{"old"}) {
		t.Errorf("found %v", got)
	}
	if got := idsOf(seek(t, b, "望潮岛")); !slices.Equal(got, []news.ID{"new", "old"}) {
		t.Errorf("the word finds %v", got)
	}
	reason, err := b.Why(t.Context(), "望潮岛渡轮", "far")
	if err != nil || !slices.Equal(reason.Query, []string{"望潮岛", "渡轮"}) {
		t.Errorf("cut into %v, %v", reason, err)
	}
	if after.Dictionary != before.Dictionary+"+"+l.Version {
		t.Errorf("dictionary %s, then %s with %s", before.Dictionary, after.Dictionary, l.Version)
	}
	status, err := b.Status(t.Context())
	if err != nil || status.Dictionary != after.Dictionary {
		t.Errorf("the status names %s, %v", status.Dictionary, err)
	}
	if _, err := b.SetWords(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := seek(t, b, "望潮岛").Dictionary; got != before.Dictionary {
		t.Errorf("with no words the dictionary is %s", got)
	}
}

func TestSynonyms(t *testing.T) {
	b := openEmpty(t, [][]string{{"渔歌", "渔谣"}})
	fill(t, b, islands...)
	teach(t, b, nil, [][]string{{"望潮島", "潮洲", "Tide Isle"}})
	for _, c := range []struct {
		query string
		want  []news.ID
	}{
		{"望潮岛", []news.ID{"new", "old", "spit"}},
		{"潮洲", []news.ID{"new", "old", "spit"}},
		{"潮洲 渡轮", []news.ID{"old"}},
		{"潮洲渡轮", []news.ID{"old"}},
		{"title:潮洲", []news.ID{"new", "spit"}},
		{"渔谣", []news.ID{"spit"}},
		{`"潮洲"`, []news.ID{"spit"}},
		{`exact:潮洲`, []news.ID{"spit"}},
		{"赶海节 OR 渔谣", []news.ID{"new", "spit"}},
		{"-潮洲", []news.ID{"far", "new", "old"}},
		{"-(潮洲 OR 望潮岛)", []news.ID{"far"}},
		{"潮洲 NEAR/3 人会", []news.ID{"spit"}},
	} {
		got := idsOf(seek(t, b, c.query))
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v, want %v", c.query, got, c.want)
		}
	}
	marked, err := b.Article(t.Context(), "old", "潮洲")
	if err != nil || len(marked.BodyMarks) != 1 {
		t.Fatalf("marks %v, %v", marked.BodyMarks, err)
	}
	if m := marked.BodyMarks[0]; string([]rune(marked.Article.Body)[m.Start:m.End]) != "望潮島" {
		t.Errorf("marked %v", m)
	}
}

// TestSynonymsRankBelow: what was typed comes before its synonyms, also before longer ones.
func TestSynonymsRankBelow(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, news.Article{ID: "long", Title: "望潮岛渔业合作社的渔歌"}, news.Article{ID: "typed", Title: "潮洲的渔歌"}, news.Article{ID: "none", Title: "岚石的渔歌"})
	teach(t, b, nil, [][]string{{"潮洲", "望潮岛渔业合作社"}})
	for query, want := range map[string][]news.ID{"潮洲": {"typed", "long"}, "望潮岛渔业合作社": {"long", "typed"}} {
		if got := idsOf(seek(t, b, query)); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

// TestLatinSynonyms stand by themselves; what is typed need not.
func TestLatinSynonyms(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, news.Article{ID: "ai", Title: "ＡＩ技术，用Email报名"}, news.Article{ID: "mail", Title: "用Email报名，OpenAI2"}, news.Article{ID: "han", Title: "人工智能大赛"})
	teach(t, b, nil, [][]string{{"人工智能", "AI"}})
	for query, want := range map[string][]news.ID{"人工智能": {"ai", "han"}, "ai": {"ai", "han", "mail"}, "-人工智能": {"ai", "mail"}} {
		got := idsOf(seek(t, b, query))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
	marked, err := b.Article(t.Context(), "ai", "人工智能")
	if err != nil || len(marked.TitleMarks) != 1 || marked.TitleMarks[0].Start != 0 {
		t.Errorf("marks %v, %v", marked.TitleMarks, err)
	}
	reason, err := b.Why(t.Context(), "人工智能", "mail")
	if err != nil || reason.Met || strings.Contains(reason.Detail, " stands ") {
		t.Errorf("why: %+v, %v", reason, err)
	}
}

// TestLexiconIsKept: after closing and opening the same words and synonyms are in force, and a rebuild does not touch them.
func TestLexiconIsKept(t *testing.T) {
	dir := t.TempDir()
	b := openWith(t, dir, nil)
	fill(t, b, islands...)
	teach(t, b, []string{"赶海节"}, [][]string{{"望潮岛", "潮洲"}})
	if _, err := b.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	want := seek(t, b, "潮洲")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = openWith(t, dir, nil)
	defer b.Close()
	got := seek(t, b, "潮洲")
	if !slices.Equal(idsOf(got), idsOf(want)) || len(got.Hits) != 3 || got.Dictionary != want.Dictionary {
		t.Errorf("found %v of %s, before %v of %s", idsOf(got), got.Dictionary, idsOf(want), want.Dictionary)
	}
	var parameter *search.ParameterError
	if _, err := b.SetSynonyms(t.Context(), [][]string{{"一个"}}); !errors.As(err, &parameter) || parameter.Field != "synonyms" {
		t.Errorf("a bad group gives %v", err)
	}
}

// TestRandomLexicons: with any lexicon a bare string finds what has it, a quoted one nothing else, and Why agrees with the search.
func TestRandomLexicons(t *testing.T) {
	b := openEmpty(t, nil)
	rng := rand.New(rand.NewPCG(5, 8))
	pieces := strings.Split("水库 水庫 除险 云浦市 农业银行 行长 银行行长 AI openai 5G Bio-Park 张益唐 唐 的 了 会 高铁 开通 🎉 𬭚 。 ， 2024年 3.5%", " ")
	text := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteString(pieces[rng.IntN(len(pieces))])
		}
		return s.String()
	}
	folded := make(map[news.ID]string)
	var articles []news.Article
	for i := range 40 {
		a := news.Article{ID: news.ID(fmt.Sprint(i)), Title: "题" + text(3), Body: text(12)}
		articles, folded[a.ID] = append(articles, a), zh.FoldString(a.Title)+"\n"+zh.FoldString(a.Body)
	}
	fill(t, b, articles...)
	letters := func(most int) string {
		for {
			runes := []rune(articles[rng.IntN(len(articles))].Body)
			from := rng.IntN(len(runes))
			s := string(runes[from : from+1+rng.IntN(min(most, len(runes)-from))])
			if !strings.ContainsAny(s, "🎉。，-%.") {
				return s
			}
		}
	}
	for range 25 {
		var words []string
		var groups [][]string
		for range 5 {
			words = append(words, letters(4))
			if a, c := letters(4), letters(4); zh.FoldString(a) != zh.FoldString(c) {
				groups = append(groups, []string{a, c})
			}
		}
		teach(t, b, words, groups)
		for range 12 {
			typed := letters(6)
			has := func(id news.ID) bool { return strings.Contains(folded[id], zh.FoldString(typed)) }
			bare := seek(t, b, typed)
			for id := range folded {
				if has(id) && !slices.Contains(idsOf(bare), id) {
					t.Errorf("with %q and %q the text %q does not find %s, which has it", words, groups, typed, id)
				}
			}
			quoted := idsOf(seek(t, b, `"`+typed+`"`))
			want := slices.DeleteFunc(slices.Collect(maps.Keys(folded)), func(id news.ID) bool { return !has(id) })
			slices.Sort(quoted)
			slices.Sort(want)
			if !slices.Equal(quoted, want) {
				t.Errorf("with %q and %q the phrase %q finds %v, want %v", words, groups, typed, quoted, want)
			}
			a, c := letters(3), letters(2)
			agree(t, b, articles, []string{typed, a + " " + c, a + " OR -" + c, "-" + a, "title:" + a, a + " NEAR/4 " + c, `"` + a + `" exact:"` + c + `"`,
				"-(" + a + " " + c + ")", "body:(" + a + " -" + c + ")"}[rng.IntN(9)])
		}
	}
}

// agree wants Why to say of every article whether the search finds it.
func agree(t *testing.T, b backend, articles []news.Article, query string) {
	t.Helper()
	result := seek(t, b, query)
	if result.Relaxed != search.RelaxedNone {
		return
	}
	found := idsOf(result)
	for _, a := range articles {
		reason, err := b.Why(t.Context(), query, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if reason.Met != slices.Contains(found, a.ID) {
			t.Errorf("%s: found %v, but Why says %+v of %s", query, found, reason, a.ID)
		}
		consistent(t, *reason)
	}
}

// consistent wants a reason to hold together: something told of every clause, and places only where there are letters.
func consistent(t *testing.T, r search.Reason) {
	t.Helper()
	if r.Clause == "" || r.Detail == "" {
		t.Errorf("a reason without words: %+v", r)
	}
	if stands := strings.Contains(r.Detail, " stands "); len(r.Parts) == 0 && r.Met != stands {
		t.Errorf("met %v, but %q", r.Met, r.Detail)
	}
	for _, part := range r.Parts {
		consistent(t, part)
	}
}

// TestLexiconWhileSearching is for the race detector, and holds every answer to one of the lexicons.
func TestLexiconWhileSearching(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, islands...)
	plain := seek(t, b, "潮洲").Dictionary
	var done sync.WaitGroup
	for range 3 {
		done.Go(func() {
			for range 60 {
				r := seek(t, b, "潮洲")
				want := 3
				if r.Dictionary == plain {
					want = 1
				}
				if len(r.Hits) != want {
					t.Errorf("%d hits with the dictionary %s", len(r.Hits), r.Dictionary)
				}
				if _, err := b.Why(t.Context(), "潮洲", "old"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 20 {
		groups := [][]string{{"望潮岛", "潮洲"}}
		if i%2 == 1 {
			groups = nil
		}
		if _, err := b.SetSynonyms(t.Context(), groups); err != nil {
			t.Error(err)
		}
	}
	done.Wait()
}
