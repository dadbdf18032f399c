package embedded

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/internal/news"
)

// TestFrequencies: long and short lists tell how often a word stands in each document asked for, the first time and the second.
func TestFrequencies(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	c := open(t, t.TempDir())
	want := make(map[news.ID]map[string]int)
	words := []string{"水库", "灯会", "高铁"}
	var batch []news.Article
	for n := range 1500 {
		a := news.Article{ID: news.ID(fmt.Sprint("n", n)), Title: "河道", Body: "本报讯。"}
		want[a.ID] = make(map[string]int)
		for i, word := range words {
			times := rng.IntN(3)
			if i == 1 {
				times = max(0, rng.IntN(40)-36) // a short list
			}
			if rng.IntN(50) == 0 {
				times = 10 + rng.IntN(60)
			}
			want[a.ID][word] = times
			a.Body += strings.Repeat(word+"，", times)
		}
		batch = append(batch, a)
	}
	put(t, c, batch)
	snapshot, err := c.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	for range 40 {
		word := words[rng.IntN(len(words))]
		for _, part := range snapshot.Segments {
			checkFrequencies(t, rng, snapshot, part, word, want)
		}
	}
}

// checkFrequencies asks for some documents of a segment.
func checkFrequencies(t *testing.T, rng *rand.Rand, snapshot *Snapshot, part *Segment, word string, want map[news.ID]map[string]int) {
	t.Helper()
	docs, share := roaring.New(), rng.IntN(4)
	for doc := range part.Columns.Seq {
		if rng.IntN(1+share*share*3) == 0 {
			docs.Add(uint32(doc))
		}
	}
	got := make(map[uint32]int)
	last := -1
	err := part.Frequencies(BodyWords, word, docs, func(doc uint32, frequency int) {
		if int(doc) <= last {
			t.Fatalf("document %d after %d", doc, last)
		}
		last = int(doc)
		got[doc] = frequency
	})
	if err != nil {
		t.Fatal(err)
	}
	often, err := part.Occurrences(BodyWords, word)
	if err != nil {
		t.Fatal(err)
	}
	docs.Iterate(func(doc uint32) bool {
		if having := often.Documents.Contains(doc); having != (got[doc] > 0) || having && often.In(doc) != got[doc] {
			t.Fatalf("%s stands in document %d: %v, %d times, not %d", word, doc, having, often.In(doc), got[doc])
		}
		article, err := snapshot.Store.Get(part.Columns.Seq[doc])
		if err != nil {
			t.Fatal(err)
		}
		if got[doc] != want[article.ID][word] {
			t.Fatalf("%s stands %d times in %s, not %d", word, want[article.ID][word], article.ID, got[doc])
		}
		delete(got, doc)
		return true
	})
	for doc, frequency := range got {
		if frequency > 0 {
			t.Fatalf("document %d was not asked for", doc)
		}
	}
}
