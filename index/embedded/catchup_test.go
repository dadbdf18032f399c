package embedded

import (
	"testing"

	"xunbao/internal/news"
)

// TestCatchUp: an index that lags by more changes than are replayed at once is level afterwards, also where later ones replace and delete what earlier
// ones added.
func TestCatchUp(t *testing.T) {
	c := open(t, t.TempDir())
	put(t, c, articles(0, 10))
	for _, batch := range [][]news.Article{articles(5, catchUpBatch+50), {article(7), article(20)}} {
		for i := range batch {
			batch[i].Body += "\n后来又补充了几句。"
		}
		if _, err := c.store.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	again := articles(3, 30)
	for i := range again {
		again[i].Title += "，验收合格"
	}
	if _, err := c.store.Put(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if _, err := c.store.Delete(t.Context(), []news.ID{"n1", "n25", "n400"}); err != nil {
		t.Fatal(err)
	}
	if err := c.generation.catchUp(t.Context(), c.segmenter); err != nil {
		t.Fatal(err)
	}
	if err := c.generation.checkCount(); err != nil {
		t.Error(err)
	}
	if got, want := len(indexed(t, c)), catchUpBatch+50-3; got != want || c.store.Count() != want {
		t.Errorf("%d articles in the index, %d in the store, want %d", got, c.store.Count(), want)
	}
}
