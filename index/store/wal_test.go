package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

// crashImage copies the folder of an open store, which is what a killed process leaves behind.
func crashImage(t *testing.T, dir string) string {
	t.Helper()
	image := t.TempDir()
	if err := os.CopyFS(image, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return image
}

func newestLog(t *testing.T, dir string) string {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil || len(logs) == 0 {
		t.Fatal(logs, err)
	}
	return logs[len(logs)-1]
}

// TestDamagedLog flips bits and cuts the tail of the log of a killed process. Only the last batch, which may have been under way, is ever
// dropped without an error.
func TestDamagedLog(t *testing.T) {
	for _, perBatch := range []int{1, 100} { // batches smaller and larger than a block
		dir := t.TempDir()
		s := openTest(t, dir)
		const batches = 8
		for b := range batches {
			var batch []news.Article
			for i := range perBatch {
				batch = append(batch, benchArticle(b*perBatch+i))
			}
			put(t, s, batch...)
		}
		image := crashImage(t, dir)
		log := newestLog(t, image)
		whole, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(6, uint64(perBatch)))
		for range 30 {
			bad := append([]byte(nil), whole...)
			at := r.IntN(len(bad))
			bad[at] ^= 1 << r.IntN(8)
			checkLogImage(t, crashImage(t, image), bad, fmt.Sprint("flip at ", at, " of ", len(bad)), (batches-1)*perBatch)
		}
		cut := len(whole) - 1 - r.IntN(1000)
		checkLogImage(t, crashImage(t, image), whole[:cut], "cut", (batches-1)*perBatch)
		checkLogImage(t, crashImage(t, image), whole, "whole", batches*perBatch)
	}
}

func checkLogImage(t *testing.T, dir string, log []byte, name string, least int) {
	t.Helper()
	if err := os.WriteFile(newestLog(t, dir), log, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		if len(log) == 0 || name == "cut" || name == "whole" || !errors.Is(err, index.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	defer s.Close()
	if s.Count() < least {
		t.Errorf("%s: %d articles without an error, %d were acknowledged before the last batch", name, s.Count(), least)
	}
}
