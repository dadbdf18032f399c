// Package saved keeps searches that go on: which have people saved, and which articles have matched since? A search and what it matched lie in
// a folder, so that no match is lost or told twice whatever happens to the process. It finds nothing itself (a search.Follower does) and
// knows no HTTP but the form of a webhook, which a Poster sends.
package saved

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"xunbao/search"
)

// Limits of a keeper.
const (
	MaxSearches = 100   // of a folder
	MaxMatches  = 2_000 // that a search remembers, the newest; an article that is changed after its match was forgotten counts as new
	maxWaiting  = 1_000 // webhooks of a search that wait to be delivered; of more the oldest are given up
	atOnce      = 500   // arrivals that are read and recorded together
)

// Poster sends the body of a webhook and returns the status of the answer. It follows no redirects and asks nothing of private networks.
type Poster interface {
	Post(ctx context.Context, address string, header http.Header, body []byte) (status int, err error)
}

// Config of Open.
type Config struct {
	Dir      string
	Follower search.Follower
	Poster   Poster           // nil: webhooks wait
	Now      func() time.Time // nil is time.Now
	Log      *slog.Logger     // nil drops everything
}

// Keeper keeps the saved searches of a folder. Safe for concurrent use.
type Keeper struct {
	cfg     Config
	wake    chan struct{}
	stop    context.CancelFunc // nil before Follow
	running sync.WaitGroup     // the runner and the deliveries under way

	saving   sync.Mutex // one search is added or removed at a time
	mu       sync.RWMutex
	searches map[string]*watch
}

var _ search.Saver = (*Keeper)(nil)

// Open reads the searches of a folder, which need not be there. A search that cannot be read is logged and left alone.
func Open(cfg Config) (*Keeper, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	k := &Keeper{cfg: cfg, wake: make(chan struct{}, 1), searches: make(map[string]*watch)}
	names, err := settingsIn(cfg.Dir)
	if err != nil {
		return nil, fmt.Errorf("list the saved searches: %w", err)
	}
	for _, name := range names {
		w, err := k.open(name)
		if err != nil {
			k.cfg.Log.Warn("a saved search cannot be read and is left out: correct its files, or save it again", "search", name, "error", err)
			continue
		}
		k.searches[name] = w
	}
	return k, nil
}

// Close stops what Follow began, waits for it and closes the files.
func (k *Keeper) Close() error {
	if k.stop != nil {
		k.stop()
		k.running.Wait()
	}
	var err error
	for _, w := range k.all() {
		err = errors.Join(err, w.close())
	}
	return err
}

// all returns the searches by name.
func (k *Keeper) all() []*watch {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return slices.SortedFunc(maps.Values(k.searches), func(a, b *watch) int { return strings.Compare(a.name, b.name) })
}

func (k *Keeper) find(name string) (*watch, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	w := k.searches[name]
	if w == nil {
		return nil, fmt.Errorf("saved search %q: %w", name, search.ErrNotFound)
	}
	return w, nil
}

// SavedSearches implements search.Saver.
func (k *Keeper) SavedSearches(context.Context) ([]search.SavedSearch, error) {
	var out []search.SavedSearch
	for _, w := range k.all() {
		out = append(out, w.describe())
	}
	return out, nil
}

// SavedSearch implements search.Saver.
func (k *Keeper) SavedSearch(_ context.Context, name string) (search.SavedSearch, error) {
	w, err := k.find(name)
	if err != nil {
		return search.SavedSearch{}, err
	}
	return w.describe(), nil
}

// Matches implements search.Saver.
func (k *Keeper) Matches(ctx context.Context, name string, before, limit int) ([]search.Match, error) {
	w, err := k.find(name)
	if err != nil {
		return nil, err
	}
	if err := w.check(ctx); err != nil {
		return nil, err
	}
	return w.newest(before, limit), nil
}

// SaveSearch implements search.Saver.
func (k *Keeper) SaveSearch(ctx context.Context, s search.SavedSearch) (search.SavedSearch, bool, error) {
	if err := check(s, k.cfg.Now()); err != nil {
		return search.SavedSearch{}, false, err
	}
	k.saving.Lock()
	defer k.saving.Unlock()
	if w, err := k.find(s.Name); err == nil {
		saved, err := w.change(ctx, s)
		return saved, false, err
	}
	if n := len(k.all()); n >= MaxSearches {
		return search.SavedSearch{}, false, &search.ParameterError{Field: "name", Message: fmt.Sprintf("there are %d saved searches, which is the most; remove one first", n)}
	}
	mark, err := k.cfg.Follower.Mark(ctx)
	if err != nil {
		return search.SavedSearch{}, false, err
	}
	w, secret, err := k.create(s, mark)
	if err != nil {
		return search.SavedSearch{}, false, fmt.Errorf("save search %q: %w", s.Name, err)
	}
	k.mu.Lock()
	k.searches[s.Name] = w
	k.mu.Unlock()
	return w.describeWith(secret), true, nil
}

// RemoveSearch implements search.Saver.
func (k *Keeper) RemoveSearch(_ context.Context, name string) error {
	k.saving.Lock()
	defer k.saving.Unlock()
	w, err := k.find(name)
	if err != nil {
		return err
	}
	if err := w.remove(); err != nil {
		return fmt.Errorf("remove saved search %q: %w", name, err)
	}
	k.mu.Lock()
	delete(k.searches, name)
	k.mu.Unlock()
	return nil
}

// makeFolder makes the folder of the searches when the first is saved.
func (k *Keeper) makeFolder() error { return os.MkdirAll(k.cfg.Dir, 0o700) }
