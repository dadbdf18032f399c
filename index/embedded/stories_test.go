package embedded

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/index/story"
	"xunbao/internal/news"
)

// newsroom invents articles and their reprints.
type newsroom struct {
	rng    *rand.Rand
	bodies [][]string // of the originals, in paragraphs
}

func (n *newsroom) paragraph() string {
	var b strings.Builder
	for range 3 {
		fmt.Fprintf(&b, "%s%s%s%d%s，%s%s。", pick(n.rng, "云浦市", "临山县", "赤水湾", "南浦镇", "金堤村"), pick(n.rng, "水利局", "港务处", "农科站", "卫生院", "图书馆"),
			pick(n.rng, "昨天通报新建了", "上月拆除旧的", "计划明年修缮", "连夜抢修"), 2+n.rng.IntN(900), pick(n.rng, "座水闸", "间仓库", "台水泵", "亩苗圃", "本方志"),
			pick(n.rng, "居民代表", "值班员卢望舒", "总工程师", "渡口的摊主", "带队老师"), pick(n.rng, "说工期耽误了九天", "认为运费不会上调", "盼着汛期之前完工", "担心夜里渗水", "把路线画在墙上"))
	}
	return b.String()
}

func pick(rng *rand.Rand, from ...string) string { return from[rng.IntN(len(from))] }

// article is an original or a reprint of an earlier one, under any of 60 identities.
func (n *newsroom) article() news.Article {
	var body []string
	if len(n.bodies) > 0 && n.rng.IntN(3) > 0 {
		body = slices.Clone(n.bodies[n.rng.IntN(len(n.bodies))])
		at := n.rng.IntN(len(body))
		switch n.rng.IntN(6) {
		case 0:
			body = slices.Delete(body, at, at+1)
		case 1:
			body = slices.Insert(body, at, n.paragraph())
		case 2:
			body[at] = strings.ReplaceAll(body[at], "，", ", ")
		case 3:
			body = body[:1+at/2] // the wire item inside it
		}
	} else {
		for range 3 + n.rng.IntN(4) {
			body = append(body, n.paragraph())
		}
		n.bodies = append(n.bodies, body)
	}
	a := news.Article{ID: news.ID(fmt.Sprint("a", n.rng.IntN(60))), Title: "库区见闻", Source: "云浦日报", Body: strings.Join(body, "\n")}
	if n.rng.IntN(9) > 0 {
		a.Published = news.Instant{Time: time.Date(2031, 3, 1+n.rng.IntN(50), 8, 0, 0, 0, time.UTC)}
	}
	return a
}

// storiesOf finds the stories of articles from nothing but the articles.
func storiesOf(t *testing.T, c *Collection, articles map[news.ID]news.Article) map[news.ID]string {
	t.Helper()
	var ids []news.ID
	var all []story.Article
	groups := make(map[uint64][]uint32)
	for id, a := range articles {
		p := newDocument(1, &a, c.segmenter).properties
		for _, band := range p.kin.print.Bands() {
			groups[band] = append(groups[band], uint32(len(all)))
		}
		ids, all = append(ids, id), append(all, story.Article{At: late(p.published), Key: p.kin.key, Print: &p.kin.print})
	}
	stories, err := story.Resolve(len(all), func(n uint32) story.Article { return all[n] }, func(visit func([]uint32)) error {
		for _, numbers := range groups {
			visit(numbers)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[news.ID]string)
	for n, key := range stories {
		found[ids[n]] = Stories{key}.ID(0)
	}
	return found
}

// indexedStories is the story of each article as the index says.
func indexedStories(t *testing.T, c *Collection) map[news.ID]string {
	t.Helper()
	s, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found := make(map[news.ID]string)
	for _, part := range s.Segments {
		part.Live.Iterate(func(doc uint32) bool {
			a, err := s.Store.Get(part.Columns.Seq[doc])
			if err != nil {
				t.Error(err)
			}
			id, ok, err := s.StoryOf(part.Columns.Seq[doc])
			if !ok || err != nil || id != s.Names.Stories.ID(part.Columns.Story[doc]) {
				t.Errorf("the story of %s is %q, %v, %v", a.ID, id, ok, err)
			}
			if docs, err := part.Postings(Story, id); err != nil || !docs.Contains(doc) {
				t.Errorf("%s is not among the articles of its story: %v", a.ID, err)
			}
			found[a.ID] = id
			return true
		})
	}
	return found
}

// TestStoriesFollow: after every batch of new, replaced and deleted articles, in whatever order of time, every article is in the story that it
// has when all articles of the moment are seen at once; so it is after opening again and after a rebuild.
func TestStoriesFollow(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 3))
	room := newsroom{rng: rng}
	dir := t.TempDir()
	c := open(t, dir)
	here := make(map[news.ID]news.Article)
	reprints := 0
	check := func(what string) {
		t.Helper()
		got, want := indexedStories(t, c), storiesOf(t, c, here)
		for id, a := range here {
			if want[id] != story.Of(id) {
				reprints++
			}
			if got[id] != want[id] {
				t.Fatalf("%s: %s of %s is in story %x, want %x", what, id, a.Published, got[id], want[id])
			}
		}
		if len(got) != len(here) {
			t.Fatalf("%s: %d articles, want %d", what, len(got), len(here))
		}
	}
	for step := range 60 {
		var batch []news.Article
		for range 1 + rng.IntN(4) {
			a := room.article()
			batch, here[a.ID] = append(batch, a), a
		}
		put(t, c, batch)
		if step%3 == 2 {
			gone := []news.ID{news.ID(fmt.Sprint("a", rng.IntN(60))), news.ID(fmt.Sprint("a", rng.IntN(60)))}
			if _, err := c.Delete(t.Context(), gone); err != nil {
				t.Fatal(err)
			}
			delete(here, gone[0])
			delete(here, gone[1])
		}
		check(fmt.Sprint("step ", step))
	}
	if reprints < 500 {
		t.Errorf("only %d times an article is in the story of another", reprints)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	check("opened again")
	if _, err := c.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	check("rebuilt from the store")
	all := func(yield func(index.Record, error) bool) {
		for _, a := range here {
			if !yield(index.Record{Article: a}, nil) {
				return
			}
		}
	}
	if _, err := c.Rebuild(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	check("rebuilt from sources")
	put(t, c, []news.Article{room.article()})
}

// TestStoriesAreReplayed: an index that missed changes comes to the stories that one has that saw each.
func TestStoriesAreReplayed(t *testing.T) {
	room := newsroom{rng: rand.New(rand.NewPCG(32, 3))}
	c := open(t, t.TempDir())
	here := make(map[news.ID]news.Article)
	for range 30 {
		var batch []news.Article
		for range 3 {
			a := room.article()
			batch, here[a.ID] = append(batch, a), a
		}
		gone := news.ID(fmt.Sprint("a", room.rng.IntN(60)))
		if _, err := c.store.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		if _, err := c.store.Delete(t.Context(), []news.ID{gone}); err != nil {
			t.Fatal(err)
		}
		delete(here, gone)
	}
	last := room.article()
	here[last.ID] = last
	put(t, c, []news.Article{last})
	got, want := indexedStories(t, c), storiesOf(t, c, here)
	for id := range here {
		if got[id] != want[id] {
			t.Errorf("%s is in story %x, want %x", id, got[id], want[id])
		}
	}
}
