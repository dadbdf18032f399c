package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/index/backup"
	"xunbao/internal/news"
)

var backupArticles = flag.Int("backup.articles", 2000, "articles of TestBackupUnderLoad before its writers begin")

// batchSize is how many articles each writer adds at once; a copy with part of a batch would have a count that is no multiple.
const batchSize = 50

var places, matters = []string{"云岭", "磐安", "白沙", "望潮", "双溪", "龙眼潭"}, []string{"水库除险加固", "港口扩建", "菜价回落", "汛期值守", "冬麦播种", "夜校开课"}

// reports makes a batch of invented articles.
func reports(r *rand.Rand, writer string, batch int) []news.Article {
	all := make([]news.Article, batchSize)
	for i := range all {
		var body strings.Builder
		for range 3 + r.IntN(12) {
			fmt.Fprintf(&body, "%s县第%d次会议研究%s，涉及%d户。\n", places[r.IntN(len(places))], r.IntN(10_000), matters[r.IntN(len(matters))], r.IntN(100_000))
		}
		all[i] = news.Article{ID: news.ID(fmt.Sprint(writer, "-", batch, "-", i)), Title: fmt.Sprintf("%s%s第%d报", places[r.IntN(len(places))], matters[r.IntN(len(matters))], batch), Body: body.String()}
	}
	return all
}

// take makes a backup of a in dir.
func take(t *testing.T, a *App, dir string) backup.Received {
	t.Helper()
	to, err := backup.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	out, in := io.Pipe()
	var copying sync.WaitGroup
	copying.Go(func() { in.CloseWithError(a.Copy(t.Context(), to.Have(), in)) })
	got, err := to.Receive(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, out)
	copying.Wait()
	return got
}

// TestBackupUnderLoad: of a collection that two writers add to, a backup holds every article that was acknowledged before it was begun and every
// batch wholly or not at all, and what is restored from it elsewhere has the same digest. A rebuild in between changes nothing of that.
func TestBackupUnderLoad(t *testing.T) {
	a, err := Open(t.Context(), Config{DataDir: filepath.Join(t.TempDir(), "data")})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	r := rand.New(rand.NewPCG(1, 2))
	for batch := range *backupArticles / batchSize {
		if _, err := a.Put(t.Context(), reports(r, "起初", batch)); err != nil {
			t.Fatal(err)
		}
	}
	var acknowledged [2]atomic.Int64 // batches of each writer
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for w := range acknowledged {
		random := rand.New(rand.NewPCG(uint64(w), 3))
		writers.Go(func() {
			for batch := 0; ; batch++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := a.Put(t.Context(), reports(random, fmt.Sprint("后来", w), batch)); err != nil {
					t.Error(err)
					return
				}
				acknowledged[w].Add(1)
			}
		})
	}
	defer writers.Wait()
	defer close(stop)
	dir := filepath.Join(t.TempDir(), "backup")
	for round := range 3 {
		before := [2]int64{acknowledged[0].Load(), acknowledged[1].Load()}
		began := time.Now()
		got := take(t, a, dir)
		t.Logf("round %d: %d articles, %d bytes, of which %d in %d files were sent, in %v", round, got.Manifest.Articles, got.Manifest.Bytes(), got.Bytes, got.Files, time.Since(began))
		checkRestored(t, dir, got.Manifest, before)
		if round == 1 {
			if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(a.cfg.DataDir, "copy-*")); len(left) > 0 {
		t.Errorf("a backup left %v behind", left)
	}
}

// checkRestored opens what a backup gives back.
func checkRestored(t *testing.T, src string, want backup.Manifest, acknowledged [2]int64) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "back")
	began := time.Now()
	if _, err := backup.Restore(t.Context(), src, dir, nil); err != nil {
		t.Fatal(err)
	}
	back, err := Open(t.Context(), Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	t.Logf("restored and indexed in %v", time.Since(began))
	got, err := back.Digest(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.SHA256 != want.Digest || got.Articles != want.Articles || got.Last != want.Last {
		t.Errorf("restored are %+v, the backup was %d articles up to change %d with digest %s", got, want.Articles, want.Last, want.Digest)
	}
	if n, _ := status(t, back); n != want.Articles || n%batchSize != 0 {
		t.Errorf("%d articles are found, the backup has %d", n, want.Articles)
	}
	for w, batches := range acknowledged {
		for batch := range batches {
			for _, i := range []int{0, batchSize - 1} {
				id := news.ID(fmt.Sprint("后来", w, "-", batch, "-", i))
				if _, err := back.Article(t.Context(), id, ""); err != nil {
					t.Errorf("article %s was acknowledged before the backup was begun: %v", id, err)
				}
			}
		}
	}
}

// TestOneBackupAtATime: a second backup is refused while one is made, and what a killed one left in the data folder is removed at the next start.
func TestOneBackupAtATime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	a, err := Open(t.Context(), Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- a.Copy(t.Context(), nil, in) }()
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if err := a.Copy(t.Context(), nil, io.Discard); !errors.Is(err, index.ErrCopying) {
		t.Errorf("a second backup: %v", err)
	}
	out.CloseWithError(io.ErrClosedPipe)
	if err := <-done; !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a backup whose reader has gone: %v", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "copy-000007", "store-000001")
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	if a, err = Open(t.Context(), Config{DataDir: dir}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if names, _ := filepath.Glob(filepath.Join(dir, "copy-*")); len(names) > 0 {
		t.Errorf("after a start there is still %v", names)
	}
}
