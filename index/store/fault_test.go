package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"xunbao/index"
	"xunbao/internal/news"
)

// ledger is what a store must hold: what was acknowledged, or that with the write under way.
type ledger struct {
	mu          sync.Mutex
	sure, maybe map[news.ID]string // bodies
}

// change notes a write until it is acknowledged.
func (l *ledger) change(edit func(map[news.ID]string)) (acknowledge func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.maybe = maps.Clone(l.sure)
	if l.maybe == nil {
		l.maybe = map[news.ID]string{}
	}
	edit(l.maybe)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.sure = l.maybe
	}
}

// at is a copy of the ledger as it stands.
func (l *ledger) at() *ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	return &ledger{sure: maps.Clone(l.sure), maybe: maps.Clone(l.maybe)}
}

// settle reads everything and returns what is wrong. From then on what was found is sure.
func (l *ledger) settle(t *testing.T, s *Store) error {
	found := map[news.ID]string{}
	sn := s.Snapshot()
	defer sn.Close()
	for record, err := range sn.All(t.Context()) {
		if err != nil {
			return err
		}
		found[record.Article.ID] = record.Article.Body
	}
	if !maps.Equal(found, l.sure) && !maps.Equal(found, l.maybe) {
		return fmt.Errorf("the store holds %d articles: neither the %d acknowledged ones nor those with the last batch, %d", len(found), len(l.sure), len(l.maybe))
	}
	l.sure, l.maybe = found, found
	return nil
}

// exercise writes, replaces and deletes in a store that is opened three times. failed is asked to mend a store whose write failed.
func exercise(t *testing.T, l *ledger, open func() *Store, failed func(s *Store, err error)) {
	t.Helper()
	for round := range 3 {
		s := open()
		for batch := range 3 {
			var articles []news.Article
			for i := range 5 {
				articles = append(articles, article(fmt.Sprint("n", (round*3+batch)*3+i), "渡口快讯", strings.Repeat(fmt.Sprintf("第%d轮第%d批第%d条。", round, batch, i), 40)))
			}
			acknowledge := l.change(func(m map[news.ID]string) {
				for _, a := range articles {
					m[a.ID] = a.Body
				}
			})
			if _, err := s.Put(t.Context(), articles); err != nil {
				failed(s, err)
			} else {
				acknowledge()
			}
			acknowledge = l.change(func(m map[news.ID]string) { delete(m, articles[0].ID) })
			if _, err := s.Delete(t.Context(), []news.ID{articles[0].ID}); err != nil {
				failed(s, err)
			} else {
				acknowledge()
			}
			if batch == 1 {
				if err := s.fuse.within(s.db.Flush); err != nil {
					failed(s, err)
				}
			}
		}
		_ = s.Close() // what the disk refuses then is not lost
	}
}

// everyEnv asks for every point of the tests below, not only some.
const everyEnv = "XUNBAO_EVERY_FAULT"

// stride is how far apart the points are that a test tries.
func stride() int {
	if os.Getenv(everyEnv) != "" {
		return 1
	}
	return 11
}

// TestEveryFailedWrite lets each change to the disk fail in turn, and all after it until the store is mended: opening, a batch, the log, a flush,
// closing. Reading goes on, nothing acknowledged is lost, nothing is there by halves, and the store mends itself.
func TestEveryFailedWrite(t *testing.T) {
	const dir = "/store"
	failures := 0
	for _, cause := range []syscall.Errno{syscall.ENOSPC, syscall.EIO} {
		for n := 0; ; n += stride() {
			var mu sync.Mutex
			changes, broken, refused := 0, true, false
			disk := &counted{vfs.NewMem(), func() error {
				mu.Lock()
				defer mu.Unlock()
				if changes++; changes > n && broken {
					refused = true
					return fmt.Errorf("write %d: %w", changes, cause)
				}
				return nil
			}}
			mend := func() {
				mu.Lock()
				defer mu.Unlock()
				broken = false
			}
			name := fmt.Sprintf("%v from change %d on", cause, n)
			l := &ledger{}
			open := func() *Store {
				s, err := Open(dir, Options{fs: disk, CacheBytes: 1 << 20})
				if err != nil {
					if errors.Is(err, index.ErrDamaged) {
						t.Fatalf("%s: open: %v", name, err)
					}
					mend()
					if s, err = Open(dir, Options{fs: disk, CacheBytes: 1 << 20}); err != nil {
						t.Fatalf("%s: open again: %v", name, err)
					}
				}
				if err := l.settle(t, s); err != nil {
					t.Fatalf("%s: after opening: %v", name, err)
				}
				return s
			}
			exercise(t, l, open, func(s *Store, err error) {
				want := index.ErrUnwritable
				if cause == syscall.ENOSPC {
					want = index.ErrDiskFull
				}
				if !errors.Is(err, want) || !errors.Is(s.Failed(), want) {
					t.Fatalf("%s: a write ends with %v, and the store says %v", name, err, s.Failed())
				}
				if err := l.at().settle(t, s); err != nil {
					t.Fatalf("%s: reading on: %v", name, err)
				}
				if err := s.Revive(); err == nil {
					t.Fatalf("%s: revived on a broken disk", name)
				}
				mend()
				if err := s.Revive(); err != nil || s.Failed() != nil {
					t.Fatalf("%s: revive: %v", name, err)
				}
				if err := l.settle(t, s); err != nil {
					t.Fatalf("%s: after it was revived: %v", name, err)
				}
			})
			mu.Lock()
			hit := refused
			mu.Unlock()
			if !hit {
				break
			}
			failures++
		}
	}
	t.Logf("%d failed writes: nothing lost, all mended", failures)
}

// TestPowerCut is the model of a power cut: at every change to the disk it is copied as it would be found after one, without what was not synced, and
// with a random half of that. Every copy opens and holds what was acknowledged.
func TestPowerCut(t *testing.T) {
	const dir = "/store"
	mem := vfs.NewCrashableMem()
	random := rand.New(rand.NewPCG(7, 7))
	type found struct {
		disk *vfs.MemFS
		must *ledger
	}
	var mu sync.Mutex
	var cuts []found
	l := &ledger{}
	disk := &counted{mem, func() error {
		mu.Lock()
		defer mu.Unlock()
		for _, percent := range []int{0, 50} {
			cuts = append(cuts, found{mem.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: percent, RNG: random}), l.at()})
		}
		return nil
	}}
	exercise(t, l, func() *Store {
		s, err := Open(dir, Options{fs: disk, CacheBytes: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, func(_ *Store, err error) { t.Fatal(err) })
	for i := 0; i < len(cuts); i += stride() {
		cut := cuts[i]
		s, err := Open(dir, Options{fs: &counted{cut.disk, func() error { return nil }}, CacheBytes: 1 << 20})
		if err != nil {
			t.Fatalf("cut %d: %v", i, err)
		}
		if err := cut.must.settle(t, s); err != nil {
			t.Fatalf("cut %d: %v", i, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d power cuts, every %d. tried: nothing acknowledged lost", len(cuts), stride())
}
