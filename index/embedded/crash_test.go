package embedded

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

	"xunbao/index"
	"xunbao/internal/news"
)

// Names of the environment: the folder that a child process writes to until it is killed, and how often it is to be killed.
const (
	crashFolder = "XUNBAO_CRASH_FOLDER"
	crashCount  = "XUNBAO_CRASHES"
)

// TestMain lets the test binary be the program that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(crashFolder); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled adds articles and tells which are acknowledged, a line each, while rebuilds of both kinds run one after another.
func writeUntilKilled(dir string) error {
	t := &testing.T{}
	c := open(t, dir)
	ctx := context.Background()
	failed := make(chan error, 1)
	go func() {
		for {
			_, err := c.Rebuild(ctx, nil, nil)
			if err == nil {
				_, err = c.Rebuild(ctx, everything(c), nil)
			}
			if err != nil {
				failed <- fmt.Errorf("rebuild: %w", err)
				return
			}
			fmt.Println("rebuilt")
		}
	}()
	for n := c.Count(); ; n += 3 {
		batch := articles(n, n+3)
		if _, err := c.Put(ctx, batch); err != nil {
			return fmt.Errorf("put: %w", err)
		}
		for _, a := range batch {
			fmt.Println("acknowledged", a.ID)
		}
		select {
		case err := <-failed:
			return err
		default:
		}
	}
}

// everything is a source of all the articles there are.
func everything(c *Collection) index.Records {
	return func(yield func(index.Record, error) bool) {
		s, err := c.Acquire()
		if err != nil {
			yield(index.Record{}, err)
			return
		}
		defer s.Close()
		sn := s.Store.Snapshot()
		defer sn.Close()
		for record, err := range sn.All(context.Background()) {
			if !yield(index.Record{Article: record.Article}, err) {
				return
			}
		}
	}
}

// TestKilled kills a process that adds and rebuilds at random points. Every time the folder opens, and every article that was
// acknowledged is in the store and in the index. XUNBAO_CRASHES says how often (5 if it does not).
func TestKilled(t *testing.T) {
	times := 5
	if text := os.Getenv(crashCount); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", crashCount, err)
		}
		times = n
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(rand.Uint64(), 1))
	acknowledged := make(map[news.ID]string)
	rebuilt := 0
	for round := range times {
		rebuilt += crash(t, dir, 1+rng.IntN(400), acknowledged)
		c := open(t, dir)
		got := indexed(t, c)
		for id, body := range acknowledged {
			if got[id] != body {
				t.Fatalf("round %d: %s was acknowledged and is lost", round, id)
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d times over %d acknowledged articles and %d rebuilds: none lost", times, len(acknowledged), rebuilt)
}

// crash runs the child until it has printed that many lines, kills it, and notes what it acknowledged.
func crash(t *testing.T, dir string, lines int, acknowledged map[news.ID]string) (rebuilt int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashFolder+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	printed := bufio.NewScanner(out)
	for n := 0; printed.Scan(); n++ {
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
		if printed.Text() == "rebuilt" {
			rebuilt++
		}
		if id, ok := strings.CutPrefix(printed.Text(), "acknowledged "); ok {
			n, err := strconv.Atoi(strings.TrimPrefix(id, "n"))
			if err != nil {
				continue // the last line, cut off
			}
			acknowledged[news.ID(id)] = article(n).Body
		}
	}
	if err := child.Wait(); err == nil || child.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child was not killed but ended: %v", err)
	}
	return rebuilt
}
