package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// tortureKill kills the server at random moments of adding, deleting, rebuilding from the store and from sources, and changing the dictionary. Each
// time the folder must open, and hold what was acknowledged.
func tortureKill(ctx context.Context, o options) error {
	r, l := o.random(), newLedger()
	k := killer{ledger: l, words: [][]string{nil}}
	var slowest, total time.Duration
	began := time.Now()
	for cycle := range o.times {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		started := time.Now()
		s, err := start(o)
		if err != nil {
			return fmt.Errorf("cycle %d: %w", cycle, err)
		}
		if _, err := s.matches(ctx, "渡轮"); err != nil {
			s.kill()
			return fmt.Errorf("cycle %d: the first search: %w", cycle, err)
		}
		took := time.Since(started)
		slowest, total = max(slowest, took), total+took
		articles, err := l.check(ctx, s, r)
		if err == nil {
			err = k.checkWords(ctx, s)
		}
		if err != nil {
			s.kill()
			return fmt.Errorf("cycle %d: %w", cycle, err)
		}
		if cycle%20 == 0 {
			fmt.Printf("cycle %d: %d articles, %v\n", cycle, articles, time.Since(began).Round(time.Second))
		}
		k.work(ctx, s, r, time.Duration(r.IntN(900))*time.Millisecond)
	}
	s, err := start(o)
	if err != nil {
		return err
	}
	defer s.kill()
	articles, err := l.check(ctx, s, r)
	if err != nil {
		return err
	}
	fmt.Printf("%d cycles: 0 lost, 0 partial, 0 unopenable; %d batches, %d deletions, %d rebuilds from the store, %d from sources, %d words acknowledged; %d articles at the end; first search after %v on average, %v at most\n",
		o.times, k.batches, k.deletions, k.rebuilds, k.replaced, k.put, articles, (total / time.Duration(o.times)).Round(time.Millisecond), slowest.Round(time.Millisecond))
	return nil
}

// killer does the work that is cut short.
type killer struct {
	ledger *ledger
	alone  sync.RWMutex // held for writing while sources become the whole collection
	words  [][]string   // that the dictionary may have
	number int          // of articles ever made

	batches, deletions, rebuilds, replaced, put int
}

// work writes until the server is killed after that time.
func (k *killer) work(ctx context.Context, s *server, r *rand.Rand, after time.Duration) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	mine, theirs := rand.New(rand.NewPCG(r.Uint64(), 2)), rand.New(rand.NewPCG(r.Uint64(), 3))
	all.Go(func() {
		for ctx.Err() == nil {
			k.write(ctx, s, mine)
		}
	})
	all.Go(func() {
		for ctx.Err() == nil {
			k.administer(ctx, s, theirs)
		}
	})
	time.Sleep(after)
	s.kill()
	cancel()
	all.Wait()
}

// write puts a batch, some of it new and some in place of older articles, or deletes one.
func (k *killer) write(ctx context.Context, s *server, r *rand.Rand) {
	k.alone.RLock()
	defer k.alone.RUnlock()
	l := k.ledger
	ids := l.ids()
	if len(ids) > 40 && r.IntN(3) == 0 {
		id := ids[r.IntN(len(ids))]
		l.try(id, "")
		status, _, err := s.ask(ctx, http.MethodDelete, "/api/v1/articles/"+id, "", nil)
		if err == nil && (status < 300 || status == http.StatusNotFound) {
			l.sure(id, "")
			k.deletions++
		}
		return
	}
	var batch []article
	for range 1 + r.IntN(6) {
		id := fmt.Sprint("n", k.number)
		if len(ids) > 120 || len(ids) > 10 && r.IntN(4) == 0 {
			id = ids[r.IntN(len(ids))]
		} else {
			k.number++
		}
		if slices.ContainsFunc(batch, func(a article) bool { return a.ID == id }) {
			continue
		}
		batch = append(batch, l.next(r, id))
	}
	for _, a := range batch {
		l.try(a.ID, a.Body)
	}
	if _, acknowledged := s.put(ctx, batch); acknowledged {
		for _, a := range batch {
			l.sure(a.ID, a.Body)
		}
		k.batches++
	}
}

// administer rebuilds, or changes the dictionary and rebuilds.
func (k *killer) administer(ctx context.Context, s *server, r *rand.Rand) {
	if r.IntN(2) == 0 {
		words := []string{fmt.Sprintf("渡轮%c%c", '一'+rune(r.IntN(2000)), '一'+rune(r.IntN(2000)))}
		k.words = append(k.words, words)
		body, err := json.Marshal(map[string][]string{"words": words})
		if err != nil {
			panic(err)
		}
		if status, _, err := s.ask(ctx, http.MethodPut, "/api/v1/dictionary", "application/json", body); err == nil && status == http.StatusOK {
			k.words = [][]string{words}
			k.put++
		}
	}
	kind, sources, counted := "", []byte(nil), &k.rebuilds
	if r.IntN(3) == 0 {
		k.alone.Lock()
		defer k.alone.Unlock()
		kind, sources, counted = "application/x-ndjson", k.ledger.records(), &k.replaced
		if len(sources) == 0 {
			return
		}
	}
	status, answer, err := s.ask(ctx, http.MethodPost, "/api/v1/reindex", kind, sources)
	if err == nil && status == http.StatusOK && strings.Contains(string(answer), `"summary"`) {
		*counted++
	}
}

// checkWords compares the dictionary with what it may be.
func (k *killer) checkWords(ctx context.Context, s *server) error {
	status, answer, err := s.ask(ctx, http.MethodGet, "/api/v1/dictionary", "", nil)
	var d struct {
		Words []string `json:"words"`
	}
	if err = errors.Join(err, json.Unmarshal(answer, &d)); err != nil || status != http.StatusOK {
		return fmt.Errorf("dictionary: %d %w", status, err)
	}
	for _, words := range k.words {
		if slices.Equal(words, d.Words) || len(words) == 0 && len(d.Words) == 0 {
			k.words = [][]string{words}
			return nil
		}
	}
	return fmt.Errorf("LOST: the dictionary has %q and may have %q", d.Words, k.words)
}
