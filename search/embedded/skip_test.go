package embedded

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// vocabulary is what made articles are made of: the first words stand in most of them.
var vocabulary = strings.Fields("水库 开工 本报 记者 春茶 高铁 通车 蓝鲸湾 大桥 博览会 机器人 5g 试点 校园 防汛 灯会 河道 古镇 乡村 银杏")

// madeArticle is short or long and has words by how far at the front they stand; some are reprints of one another.
func madeArticle(rng *rand.Rand, n int, now time.Time) news.Article {
	pick := func(count int) string {
		var b strings.Builder
		for range count {
			b.WriteString(vocabulary[min(rng.IntN(len(vocabulary)), rng.IntN(len(vocabulary)))])
			if rng.IntN(4) == 0 {
				b.WriteString("，")
			}
		}
		return b.String()
	}
	a := news.Article{
		ID: news.ID(fmt.Sprintf("made-%d", n)), Title: pick(1 + rng.IntN(4)), Body: pick(1 + rng.IntN(30)),
		Source: []string{"临溪晚报", "青石日报", "云岭网", ""}[rng.IntN(4)],
	}
	if rng.IntN(8) == 0 {
		a.Title, a.Body = "灯会通知", "古镇灯会"+strings.Repeat("，记者", rng.IntN(3))
	}
	if rng.IntN(10) > 0 {
		a.Published = news.Instant{Time: now.Add(-time.Duration(rng.IntN(2000)) * 6 * time.Hour).Truncate(24 * time.Hour)}
	}
	return a
}

// madeCollection holds count made articles in several segments, some of them replaced and deleted since.
func madeCollection(t *testing.T, rng *rand.Rand, count int) (*index.Collection, *zh.Segmenter) {
	t.Helper()
	collection, segmenter := emptyCollection(t)
	now := time.Now()
	for from := 0; from < count; from += count / 3 {
		var batch []news.Article
		for n := from; n < min(count, from+count/3); n++ {
			batch = append(batch, madeArticle(rng, n, now))
		}
		for range len(batch) / 20 {
			batch = append(batch, madeArticle(rng, rng.IntN(from+1), now))
		}
		if _, err := collection.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	var gone []news.ID
	for range count / 20 {
		gone = append(gone, news.ID(fmt.Sprintf("made-%d", rng.IntN(count))))
	}
	if _, err := collection.Delete(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	return collection, segmenter
}

// TestSkipping: the page of a search that leaves the hopeless unscored is the beginning of the order of all that match, each scored.
func TestSkipping(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	collection, segmenter := madeCollection(t, rng, 4200)
	for range 250 {
		e := New(collection, segmenter, Options{RecencyHalfLife: time.Duration(rng.IntN(3)) * 15 * 24 * time.Hour})
		snapshot, err := e.acquire()
		if err != nil {
			t.Fatal(err)
		}
		req := search.NewRequest()
		req.Sort, req.Query = search.Relevance, madeQuery(rng)
		req.Size, req.Page = 1+rng.IntN(12), 1+rng.IntN(3)
		if rng.IntN(2) == 0 {
			req.Collapse = search.CollapseNone
		}
		checkSkipping(t, e, snapshot, req)
		snapshot.Close()
	}
}

func madeQuery(rng *rand.Rand) string {
	var words []string
	for range 1 + rng.IntN(3) + rng.IntN(2)*rng.IntN(9) {
		word := vocabulary[min(rng.IntN(len(vocabulary)), rng.IntN(len(vocabulary)))]
		switch rng.IntN(6) {
		case 0:
			word = string([]rune(word)[:1])
		case 1:
			word = `"` + word + `"`
		}
		words = append(words, word)
	}
	return strings.Join(words, []string{" ", "", " OR ", "怎么"}[rng.IntN(4)])
}

func checkSkipping(t *testing.T, e *Engine, snapshot *index.Snapshot, req search.Request) {
	t.Helper()
	run, err := e.begin(context.Background(), snapshot, req)
	if err != nil {
		t.Fatal(err)
	}
	got, err := run.collect()
	if err != nil {
		t.Fatal(err)
	}
	got.order()
	want := everything(t, run, req.Collapse != search.CollapseNone)
	if total := run.total(); total != len(want) {
		t.Fatalf("%q: %d hits, want %d", req.Query, total, len(want))
	}
	if want = want[:min(len(want), got.keep)]; !slices.Equal(got.worst.entries, want) {
		t.Fatalf("%q (collapse %s): kept\n%v, want\n%v", req.Query, req.Collapse, got.worst.entries, want)
	}
}

// everything scores all that match and puts it in order.
func everything(t *testing.T, run *run, collapsed bool) []entry {
	t.Helper()
	scorer, err := run.newScorer()
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	if err := run.entries(scorer, nil, func(e entry) { all = append(all, e) }); err != nil {
		t.Fatal(err)
	}
	first := before(search.Relevance)
	slices.SortFunc(all, func(a, b entry) int {
		if first(a, b) {
			return -1
		}
		return 1
	})
	seen := make(map[uint32]bool)
	return slices.DeleteFunc(all, func(e entry) bool {
		was := seen[e.story]
		seen[e.story] = true
		return was && collapsed
	})
}
