package saved_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	rootindex "xunbao/index"
	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/index/story"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/embedded"
	"xunbao/search/saved"
)

// world is a collection with saved searches over it, and the same in memory, where a match is found by looking at every article.
type world struct {
	t          *testing.T
	rng        *rand.Rand
	collection *index.Collection
	engine     *embedded.Engine
	dir        string // of the saved searches
	keeper     *saved.Keeper

	articles map[news.ID]*stamped
	clock    int // counts changes
	next     int // number of the next new article
	watched  []*watched
}

// stamped is an article and when it came.
type stamped struct {
	news.Article
	at int
}

// watched is a saved search as the world sees it.
type watched struct {
	name    string
	request url.Values
	matches func(a *news.Article) bool

	mark  int // all changes up to it have been looked at
	known map[string]bool
	want  []news.ID
}

// pieces are what articles are made of.
var pieces = []string{
	"青石水库", "除险加固", "望潮岛", "渡轮复航", "茶市开秤", "岚石镇", "春耕备耕", "海洋论坛", "新书店", "马拉松", "轻轨三号线", "晒盐人", "梯田", "夜航", "古渡口", "风电场", "石榴节",
	"修桥", "试航", "丰收", "停电检修", "校车", "义诊", "河长", "桑蚕", "竹编", "龙舟", "雨情", "汛期", "鱼苗", "稻种", "灯塔", "货船", "集市", "山歌", "戏台",
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	collection, err := index.Open(t.Context(), index.Config{Dir: t.TempDir(), Segmenter: segmenter})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, rng: rand.New(rand.NewPCG(seed, 1)), collection: collection, engine: embedded.New(collection, segmenter, embedded.Options{}),
		dir: t.TempDir(), articles: map[news.ID]*stamped{},
	}
	w.open()
	t.Cleanup(func() {
		if err := w.keeper.Close(); err != nil {
			t.Error(err)
		}
		if err := collection.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// open opens the folder of searches anew, as after a crash: what was open is left as it is.
func (w *world) open() {
	w.t.Helper()
	keeper, err := saved.Open(saved.Config{Dir: w.dir, Follower: w.engine})
	if err != nil {
		w.t.Fatal(err)
	}
	w.keeper = keeper
}

// watch saves a search for articles that hold some words, and not another one, of an outlet; "" for any.
func (w *world) watch(name, text, not, source string) {
	w.t.Helper()
	request := url.Values{}
	if text != "" || not != "" {
		request.Set("q", strings.TrimSpace(text+" -"+not))
		if not == "" {
			request.Set("q", text)
		}
	}
	if source != "" {
		request.Set("source", source)
	}
	if _, created, err := w.keeper.SaveSearch(w.t.Context(), search.SavedSearch{Name: name, Request: request}); err != nil || !created {
		w.t.Fatalf("save %s: %v, %v", name, created, err)
	}
	has := func(a *news.Article, words string) bool {
		for _, word := range strings.Fields(words) {
			if !strings.Contains(a.Title, word) && !strings.Contains(a.Body, word) {
				return false
			}
		}
		return true
	}
	w.watched = append(w.watched, &watched{name: name, request: request, mark: w.clock, known: map[string]bool{}, matches: func(a *news.Article) bool {
		return has(a, text) && (not == "" || !has(a, not)) && (source == "" || a.Source == source)
	}})
}

var outlets = []string{"溪畔日报", "南山台", "海澜晚报"}

func (w *world) fresh(id news.ID) news.Article {
	var body strings.Builder
	for range 12 + w.rng.IntN(12) {
		body.WriteString(pieces[w.rng.IntN(len(pieces))])
		body.WriteString([]string{"，", "。", "和"}[w.rng.IntN(3)])
	}
	day := time.Date(2024, 6, 1, 0, 0, 0, 0, news.Shanghai()).Add(time.Duration(w.rng.IntN(20*24)) * time.Hour)
	return news.Article{ID: id, Title: "快讯" + pieces[w.rng.IntN(len(pieces))], Body: body.String(), Source: outlets[w.rng.IntN(len(outlets))], Published: news.Instant{Time: day}}
}

// any is one of the articles there are.
func (w *world) any() *stamped {
	ids := make([]news.ID, 0, len(w.articles))
	for id := range w.articles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return w.articles[ids[w.rng.IntN(len(ids))]]
}

// arrive puts a few articles at once: new ones, reprints of others, changed ones, and some that are there already as they are.
func (w *world) arrive() {
	w.t.Helper()
	var batch []news.Article
	for range 1 + w.rng.IntN(4) {
		id := news.ID(fmt.Sprintf("a/%d", w.next))
		a := w.fresh(id)
		if len(w.articles) > 0 {
			switch other := w.any(); w.rng.IntN(6) {
			case 0, 1: // a reprint, earlier or later than what it reprints
				a.Body, a.Published = other.Body, news.Instant{Time: other.Published.Time.Add(time.Duration(w.rng.IntN(72)-36) * time.Hour)}
			case 2: // another text under an id that is known
				a.ID = other.ID
			case 3: // the same with another headline
				changed := other.Article
				changed.Title = a.Title
				a = changed
			case 4: // unchanged
				a = other.Article
			}
		}
		if a.ID == id {
			w.next++
		}
		batch = append(batch, a)
	}
	w.put(batch)
}

func (w *world) put(batch []news.Article) {
	w.t.Helper()
	outcomes, err := w.collection.Put(w.t.Context(), batch)
	if err != nil {
		w.t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Action == rootindex.Added || o.Action == rootindex.Replaced {
			w.clock++
			w.articles[o.ID] = &stamped{batch[i], w.clock}
		}
	}
}

func (w *world) remove() {
	w.t.Helper()
	if len(w.articles) == 0 {
		return
	}
	id := w.any().ID
	if _, err := w.collection.Delete(w.t.Context(), []news.ID{id}); err != nil {
		w.t.Fatal(err)
	}
	delete(w.articles, id)
	w.clock++
}

func ownName(id news.ID) string { return story.Name(story.Of(id)) }

// look has a search matched, by the keeper and by looking at every article.
func (w *world) look(s *watched) {
	w.t.Helper()
	stories := map[string][]*stamped{}
	of := map[news.ID]string{}
	var all []*stamped
	for id, a := range w.articles {
		marked, err := w.engine.Article(w.t.Context(), id, "")
		if err != nil {
			w.t.Fatal(err)
		}
		of[id] = marked.Story.ID
		stories[of[id]] = append(stories[of[id]], a)
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *stamped) int { return a.at - b.at })
	for _, a := range all {
		if a.at <= s.mark || !s.matches(&a.Article) {
			continue
		}
		told := s.known[of[a.ID]]
		for _, b := range stories[of[a.ID]] {
			told = told || s.known[ownName(b.ID)] || b.at < a.at && s.matches(&b.Article)
		}
		if !told {
			s.want = append(s.want, a.ID)
			s.known[of[a.ID]], s.known[ownName(a.ID)] = true, true
		}
	}
	s.mark = w.clock
	if got := w.matched(s.name); !slices.Equal(got, s.want) {
		w.t.Fatalf("%s has matched %v, want %v", s.name, got, s.want)
	}
}

// matched lists what a saved search has matched, in the order recorded.
func (w *world) matched(name string) []news.ID {
	w.t.Helper()
	matches, err := w.keeper.Matches(w.t.Context(), name, 0, saved.MaxMatches)
	if err != nil {
		w.t.Fatal(err)
	}
	var ids []news.ID
	for i, m := range matches {
		if m.Number != len(matches)-i {
			w.t.Fatalf("match %d of %s has number %d", i, name, m.Number)
		}
		ids = append(ids, m.Hit.Article.ID)
	}
	slices.Reverse(ids)
	return ids
}
