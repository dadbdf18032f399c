package embedded

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

// TestRebuildFromRepeatingSources: sources that hold IDs several times, near and far apart, become what a map becomes: the last
// one of each ID is stored and searchable, the others are in neither store nor index, and the summary adds up.
func TestRebuildFromRepeatingSources(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	for _, n := range []int{1, 40, 2*fillArticles + 500} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			dir := t.TempDir()
			c := open(t, dir)
			old := articles(0, 20)
			put(t, c, old)
			var records []index.Record
			last := map[news.ID]news.Article{}
			for i := range n {
				a := article(i)
				if r.IntN(3) == 0 {
					a = article(r.IntN(i + 1))
				}
				if r.IntN(4) == 0 {
					a.Body += fmt.Sprintf("又记%d。", i)
				}
				last[a.ID] = a
				records = append(records, index.Record{Article: a})
			}
			source := func(yield func(index.Record, error) bool) {
				for _, record := range records {
					if !yield(record, nil) {
						return
					}
				}
			}
			sum, err := c.Rebuild(t.Context(), source, nil)
			if err != nil {
				t.Fatal(err)
			}
			removed := 0
			for _, a := range old {
				if _, kept := last[a.ID]; !kept {
					removed++
				}
			}
			if sum.Read != n || sum.Added+sum.Replaced+sum.Unchanged != n || sum.Removed != removed {
				t.Errorf("%+v of %d records, %d to be removed", sum, n, removed)
			}
			var latest []news.Article
			for _, a := range last {
				latest = append(latest, a)
			}
			same(t, indexed(t, c), want(latest))
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			c = open(t, dir)
			same(t, indexed(t, c), want(latest))
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 4 { // CURRENT, LOCK, one index, one store
				t.Errorf("left behind: %v, %v", entries, err)
			}
		})
	}
}
