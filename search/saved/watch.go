package saved

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"xunbao/internal/durable"
	"xunbao/search"
)

// watch is one saved search.
type watch struct {
	keeper *Keeper
	name   string

	checking sync.Mutex // held while arrivals are matched, and while the settings change

	mu       sync.Mutex // guards what follows
	settings settings
	journal  *journal
	mark     search.Mark // up to which it has been matched
	last     int         // number of the newest match
	matches  []record    // ascending; the newest MaxMatches, and at most a quarter more
	known    map[string]bool
	failing  bool // the last check failed, which has been logged

	delivering bool             // deliver runs
	attempts   map[int]attempts // of deliveries that failed, by number
	hurried    chan struct{}
	gone       bool // removed, or closed
}

func (k *Keeper) path(name, end string) string { return filepath.Join(k.cfg.Dir, name+end) }

// open reads a search from its files.
func (k *Keeper) open(name string) (*watch, error) {
	s, err := readSettings(k.path(name, settingsEnd))
	if err != nil {
		return nil, err
	}
	if s.Sum == "" { // as older versions wrote it
		if err := s.write(k.path(name, settingsEnd)); err != nil {
			k.cfg.Log.Warn("the settings of a saved search got no checksum", "search", name, "error", err)
		}
	}
	w := &watch{keeper: k, name: name, settings: s, mark: s.Mark, attempts: make(map[int]attempts), hurried: make(chan struct{}, 1)}
	j, damaged, err := openJournal(k.path(name, journalEnd), w.apply)
	if err != nil {
		return nil, err
	}
	if damaged > 0 {
		k.cfg.Log.Warn("some matches of a saved search are damaged and left out", "search", name, "lines", damaged)
	}
	w.journal = j
	w.forget()
	return w, nil
}

// create makes the files of a new search. What an old one of that name left behind goes first.
func (k *Keeper) create(asked search.SavedSearch, mark search.Mark) (w *watch, secret string, err error) {
	if err := k.makeFolder(); err != nil {
		return nil, "", err
	}
	if err := os.Remove(k.path(asked.Name, journalEnd)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	s := settings{Created: k.cfg.Now(), Key: rand.Text(), Mark: mark}
	secret = s.take(asked)
	if err := errors.Join(s.write(k.path(asked.Name, settingsEnd)), durable.Sync(filepath.Dir(k.cfg.Dir))); err != nil {
		return nil, "", err
	}
	w, err = k.open(asked.Name)
	return w, secret, err
}

// change takes a new request and webhook, after the old ones have been applied to all that arrived before.
func (w *watch) change(ctx context.Context, asked search.SavedSearch) (search.SavedSearch, error) {
	if err := w.check(ctx); err != nil {
		return search.SavedSearch{}, err
	}
	w.checking.Lock()
	defer w.checking.Unlock()
	w.mu.Lock()
	s := w.settings
	secret := s.take(asked)
	err := s.write(w.keeper.path(w.name, settingsEnd))
	if err == nil {
		w.settings = s
		err = w.restartDeliveries()
	}
	w.mu.Unlock()
	if err != nil {
		return search.SavedSearch{}, fmt.Errorf("save search %q: %w", w.name, err)
	}
	return w.describeWith(secret), nil
}

// remove takes the settings away first: then the search is gone, whatever happens.
func (w *watch) remove() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := os.Remove(w.keeper.path(w.name, settingsEnd)); err != nil {
		return err
	}
	w.gone = true
	return errors.Join(durable.Sync(w.keeper.cfg.Dir), w.journal.file.Close(), os.Remove(w.journal.path))
}

// close waits for what is under way and lets go of the file.
func (w *watch) close() error {
	w.checking.Lock()
	defer w.checking.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.gone {
		return nil
	}
	w.gone = true
	return w.journal.file.Close()
}

// apply takes an entry of the journal, read or just written, into memory.
func (w *watch) apply(e entry) {
	if e.Mark != nil {
		w.mark = *e.Mark
	}
	w.last = max(w.last, e.Last)
	for _, r := range e.Matches {
		w.last = max(w.last, r.Number)
		w.matches = append(w.matches, r)
	}
	for state, numbers := range map[search.Delivery][]int{search.Delivered: e.Sent, search.Failed: e.Failed} {
		for _, n := range numbers {
			if r := w.numbered(n); r != nil {
				r.Delivery = state
			}
		}
	}
}

// numbered finds a match that is remembered.
func (w *watch) numbered(n int) *record {
	i, found := slices.BinarySearchFunc(w.matches, n, func(r record, n int) int { return r.Number - n })
	if !found {
		return nil
	}
	return &w.matches[i]
}

// forget leaves the oldest matches out when there are too many, and notes the stories of the others.
func (w *watch) forget() {
	if n := len(w.matches) - MaxMatches; n > 0 {
		w.matches = slices.Clone(w.matches[n:])
	}
	w.known = make(map[string]bool, 2*len(w.matches))
	for i := range w.matches {
		w.know(&w.matches[i])
	}
}

func (w *watch) know(r *record) {
	w.known[r.Own] = true
	w.known[r.Story.ID] = true
}

// newest are matches before a number, newest first.
func (w *watch) newest(before, limit int) []search.Match {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []search.Match
	for i := len(w.matches) - 1; i >= max(0, len(w.matches)-MaxMatches) && len(out) < limit; i-- {
		if r := &w.matches[i]; before <= 0 || r.Number < before {
			out = append(out, r.match())
		}
	}
	return out
}

func (w *watch) describe() search.SavedSearch { return w.describeWith("") }

// describeWith tells the secret only when it has just been made.
func (w *watch) describeWith(secret string) search.SavedSearch {
	w.mu.Lock()
	defer w.mu.Unlock()
	request, _ := url.ParseQuery(w.settings.Request) // read when the settings were
	out := search.SavedSearch{Name: w.name, Request: request, Created: w.settings.Created.Truncate(time.Second), Matches: min(len(w.matches), MaxMatches)}
	if w.settings.Webhook != nil {
		out.Webhook = &search.Webhook{URL: w.settings.Webhook.URL, Secret: secret}
	}
	for i := range w.matches {
		switch w.matches[i].Delivery {
		case search.Waiting:
			out.Waiting++
		case search.Failed:
			out.Failed++
		}
	}
	return out
}
