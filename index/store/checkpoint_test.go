package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

// digestOf is what Digest promises, computed from the articles that a snapshot hands out.
func digestOf(t testing.TB, sn *Snapshot) string {
	t.Helper()
	var sums [][]byte
	for r, err := range sn.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		meta, err := encodeMetadata(&r.Article)
		if err != nil {
			t.Fatal(err)
		}
		one := sha256.New()
		for _, text := range [][]byte{meta, []byte(r.Article.Title), []byte(r.Article.Body)} {
			_ = binary.Write(one, binary.BigEndian, uint64(len(text)))
			one.Write(text)
		}
		sums = append(sums, one.Sum(nil))
	}
	slices.SortFunc(sums, bytes.Compare)
	all := sha256.Sum256(bytes.Join(sums, nil))
	return hex.EncodeToString(all[:])
}

func digest(t testing.TB, s *Store) string {
	t.Helper()
	sn := s.Snapshot()
	defer sn.Close()
	got, err := sn.Digest(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestDigest: the digest is the one that brute force finds, whatever the layout of the store and the order of the articles, and any other article
// has another one.
func TestDigest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	var all []news.Article
	for i := range 300 {
		a := article(fmt.Sprint("号", i), fmt.Sprintf("第%d号公告", i), fmt.Sprintf("云岭县第%d次会议研究了水库除险加固。", r.IntN(1000)))
		a.Tags = []string{"水利", fmt.Sprint(i % 7)}
		all = append(all, a)
	}
	one := openTest(t, t.TempDir())
	put(t, one, all...)
	sn := one.Snapshot()
	defer sn.Close()
	want := digestOf(t, sn)
	if got := digest(t, one); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	other := openTest(t, t.TempDir())
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	put(t, other, article("来了又走", "已删", ""))
	for batch := range slices.Chunk(all, 37) {
		put(t, other, batch...)
	}
	if _, err := other.Delete(t.Context(), []news.ID{"来了又走"}); err != nil {
		t.Fatal(err)
	}
	if got := digest(t, other); got != want {
		t.Errorf("in another order and other batches: got %s, want %s", got, want)
	}
	changed := all[0]
	changed.Body += "。"
	put(t, other, changed)
	if digest(t, other) == want {
		t.Error("another text has the same digest")
	}
}

// TestCheckpointBetweenBatches: a copy that is made while two writers go on is the store between two batches, and holds all that was acknowledged
// before it was begun. It opens by itself and can be written, which changes nothing in the store that it was made of.
func TestCheckpointBetweenBatches(t *testing.T) {
	s := openTest(t, t.TempDir())
	const size = 20 // of every batch; a copy with part of one has a count that is no multiple
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for w := range 2 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				batch := make([]news.Article, size)
				for i := range batch {
					batch[i] = article(fmt.Sprint(w, "-", n, "-", i), "连续写入", fmt.Sprintf("第%d批第%d篇", n, i))
				}
				put(t, s, batch...)
			}
		})
	}
	for round := range 8 {
		before := s.Count()
		to := filepath.Join(s.dir, "..", fmt.Sprint("copy", round))
		if err := s.Checkpoint(to); err != nil {
			t.Fatal(err)
		}
		after := s.Count()
		copied := openTest(t, to)
		sn := copied.Snapshot()
		if n := copied.Count(); n%size != 0 || n < before || n > after || copied.Last() != uint64(n) {
			t.Errorf("round %d: the copy has %d articles up to change %d; there were %d before and %d after", round, n, copied.Last(), before, after)
		}
		if got, want := digest(t, copied), digestOf(t, sn); got != want {
			t.Errorf("round %d: the digest is %s, want %s", round, got, want)
		}
		sn.Close()
		put(t, copied, article("只在副本", "只在副本", ""))
	}
	close(stop)
	writers.Wait()
	if _, err := s.Lookup("只在副本"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("what was written to a copy is in the store: %v", err)
	}
}
