package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"xunbao/internal/news"
)

// childEnv names the folder to write to when this test binary runs as the child of TestKill.
const childEnv = "XUNBAO_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const crashBatch = 40

func crashArticle(n int) news.Article {
	return article(strconv.Itoa(n), fmt.Sprintf("第%d号快讯", n), strings.Repeat("江面起雾，渡轮停航。", n%50))
}

// writeForEver goes on where the store stands and prints the count after each acknowledged batch.
func writeForEver(dir string) error {
	s, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	for {
		batch := make([]news.Article, crashBatch)
		for i := range batch {
			batch[i] = crashArticle(s.Count() + i)
		}
		if _, err := s.Put(context.Background(), batch); err != nil {
			return err
		}
		fmt.Println(s.Count())
	}
}

// TestKill kills a writer at several moments: what it acknowledged is there, and a batch is there wholly or not at all.
func TestKill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(5, 1))
	for round := range 6 {
		acknowledged := killAfter(t, program, dir, 1+r.IntN(60))
		s := openTest(t, dir)
		count := s.Count()
		if count < acknowledged || count%crashBatch != 0 {
			t.Fatalf("round %d: %d articles, %d were acknowledged", round, count, acknowledged)
		}
		for n := range count {
			checkStored(t, s, crashArticle(n))
		}
		if n, err := changesAfter(t.Context(), s, 0); n != count || err != nil {
			t.Fatalf("round %d: %d changes of %d articles, %v", round, n, count, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter runs the child until its n-th acknowledgement and returns the last count it printed.
func killAfter(t *testing.T, program, dir string, n int) (count int) {
	t.Helper()
	child := exec.Command(program)
	child.Env = append(os.Environ(), childEnv+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := 0; lines.Scan(); i++ {
		if count, err = strconv.Atoi(lines.Text()); err != nil {
			t.Error(err)
		}
		if i+1 == n {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := child.Wait(); err == nil || count < n {
		t.Fatalf("the child ended with %v after %d articles", err, count)
	}
	return count
}
