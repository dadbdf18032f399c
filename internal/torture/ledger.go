package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// ledger is what the server acknowledged, and what it may have done without a word: for each article the bodies it may have; "" is that it is not
// there.
type ledger struct {
	mu      sync.Mutex
	allowed map[string][]string
	version int
}

func newLedger() *ledger { return &ledger{allowed: map[string][]string{}} }

// mark is a phrase that only this version of this article has.
func mark(id string, version int) string { return fmt.Sprintf("记号%s第%d版", id, version) }

// next makes a new version of an article.
func (l *ledger) next(r *rand.Rand, id string) article {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version++
	body := mark(id, l.version) + "。" + strings.Repeat("江面起雾，渡轮停航，码头上的人都在等。", 3+r.IntN(40)) + mark(id, l.version) + "完"
	return article{ID: id, Title: "快讯" + id, Body: body}
}

// try notes that an article may come to have a body.
func (l *ledger) try(id, body string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.allowed[id]) == 0 {
		l.allowed[id] = []string{""}
	}
	l.allowed[id] = append(l.allowed[id], body)
}

// sure notes that it was acknowledged.
func (l *ledger) sure(id, body string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.allowed[id] = []string{body}
}

// ids are those of the articles that may be there.
func (l *ledger) ids() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.allowed))
}

// records are all articles as they are sure to be, a line each; none when one is not.
func (l *ledger) records() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	for id, bodies := range l.allowed {
		if len(bodies) != 1 {
			return nil
		}
		if bodies[0] != "" {
			_ = e.Encode(article{ID: id, Title: "快讯" + id, Body: bodies[0]}) // into memory
		}
	}
	return lines.Bytes()
}

// check compares everything the server has with the ledger, and searches for some of it. What was found is sure from then on. It returns how many
// articles there are.
func (l *ledger) check(ctx context.Context, s *server, r *rand.Rand) (int, error) {
	found, err := s.all(ctx)
	if err != nil {
		return 0, err
	}
	l.mu.Lock()
	for id, bodies := range l.allowed {
		if !slices.Contains(bodies, found[id]) {
			l.mu.Unlock()
			if len(bodies) == 1 && found[id] == "" {
				return 0, fmt.Errorf("LOST: article %s was acknowledged and is gone", id)
			}
			return 0, fmt.Errorf("PARTIAL: article %s has a body that nobody sent, or an old one, or came back: %.80q", id, found[id])
		}
		l.allowed[id] = []string{found[id]}
	}
	known := len(l.allowed)
	l.mu.Unlock()
	for id := range found {
		l.mu.Lock()
		_, ok := l.allowed[id]
		l.mu.Unlock()
		if !ok && strings.HasPrefix(id, "n") {
			return 0, fmt.Errorf("article %s was never sent; %d are known", id, known)
		}
	}
	n, err := s.matches(ctx, "")
	if err == nil && n != len(found) {
		err = fmt.Errorf("SHORT: the index has %d articles, the store %d", n, len(found))
	}
	if err != nil {
		return 0, err
	}
	ids := slices.Sorted(maps.Keys(found))
	for range min(12, len(ids)) {
		id := ids[r.IntN(len(ids))]
		phrase, _, ok := strings.Cut(found[id], "。")
		if !ok || !strings.HasPrefix(phrase, "记号") {
			continue
		}
		if n, err := s.matches(ctx, `"`+phrase+`"`); err != nil || n != 1 {
			return 0, fmt.Errorf("NOT FOUND: article %s by %q: %d, %w", id, phrase, n, err)
		}
	}
	return len(found), nil
}
