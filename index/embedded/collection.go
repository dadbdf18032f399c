// Package embedded keeps a search index in Bleve equal to the article store, in one data folder: lanes and documents, synced
// batches, generations built aside, verified and published by rename, catching up after a crash. It does not read queries
// (search/embedded does).
package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
	"xunbao/internal/durable"
)

// Collection is an open data folder: a store and the index derived from it. Safe for concurrent use.
type Collection struct {
	dir       string
	log       *slog.Logger
	segmenter *zh.Segmenter
	now       func() time.Time // of the history of articles
	lock      *lock
	leaveOut  bool  // lines that recur on a site
	first     int64 // bytes of an index that are verified before it answers

	acceptLoss bool // open though the store lost acknowledged changes

	stopped    context.Context // done when the collection is closed
	stop       context.CancelFunc
	background sync.WaitGroup        // verification under way; begun while mu is held and stopped is not done
	suspected  atomic.Bool           // verification that Suspect began is under way
	ailing     atomic.Pointer[error] // why nothing is written; nil when all is well
	verified   chan struct{}         // see Verified
	unstated   atomic.Bool           // CURRENT may not say what is in force

	searches traffic // that run

	writing    sync.Mutex // one batch at a time, store and index together
	rebuilding sync.Mutex // one rebuild at a time

	mu         sync.RWMutex // guards what follows
	generation *generation  // nil once closed
	store      *heldStore
	current    current
	retired    sync.WaitGroup // generations being let go
}

var (
	_ index.Writer    = (*Collection)(nil)
	_ index.Rebuilder = (*Collection)(nil)
)

// Config of Open.
type Config struct {
	Dir       string
	Segmenter *zh.Segmenter
	Log       *slog.Logger     // nil drops everything
	Now       func() time.Time // nil is time.Now

	// LeaveOut has lines that recur on a site left out of what is indexed and shown, as they were learnt at the last rebuild.
	LeaveOut bool

	// VerifyFirst is how many bytes of an index are verified before it answers. A larger one is verified while it does, and rebuilt
	// when it is damaged. 0 is 64 MB.
	VerifyFirst int64
	VerifyPause time.Duration // before such a verification; 0 is 2 seconds

	// AcceptLoss opens a folder whose store lost changes that the index still has, and goes on without them.
	AcceptLoss bool
}

// Open opens a data folder and creates it when it is not there. An index that lags is caught up; one that is missing, damaged or
// of another analysis is rebuilt from the store. index.ErrLocked when another process holds the folder; the error wraps
// index.ErrDamaged when the store cannot be read.
func Open(ctx context.Context, cfg Config) (c *Collection, err error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if err := durable.MakeDir(cfg.Dir); err != nil {
		return nil, fmt.Errorf("create the data folder: %w", err)
	}
	held, err := lockFolder(cfg.Dir)
	if err != nil {
		return nil, err
	}
	c = &Collection{dir: cfg.Dir, log: cfg.Log, segmenter: cfg.Segmenter, now: cfg.Now, leaveOut: cfg.LeaveOut, lock: held, first: cmp.Or(cfg.VerifyFirst, verifiedFirst), acceptLoss: cfg.AcceptLoss, verified: make(chan struct{})}
	c.stopped, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	opening := c
	defer func() {
		if err != nil {
			err = errors.Join(err, opening.letGo())
		}
	}()
	if err := c.findCurrent(); err != nil {
		return nil, err
	}
	c.store, err = c.openStore(c.current.Store)
	if err != nil {
		return nil, err
	}
	if err := c.openIndex(ctx); err != nil {
		return nil, err
	}
	if err := removeLeftovers(c.dir, c.current); err != nil {
		return nil, err
	}
	c.generation.trouble.listen(c.ail)
	c.ail(c.store.Failed())
	if len(c.generation.unverified) > 0 {
		c.verifyLater(c.generation, cmp.Or(cfg.VerifyPause, verifyPause))
	} else {
		close(c.verified)
	}
	return c, nil
}

// findCurrent reads CURRENT. A folder without one is new, or has lost it: then the store is the truth, if there is only one (a rebuild that was cut
// short may have left another, half filled), and the index is rebuilt.
func (c *Collection) findCurrent() error {
	state, err := readCurrent(c.dir)
	if err == nil {
		c.current = state
		if _, err := os.Stat(filepath.Join(c.dir, state.Store)); err != nil {
			return fmt.Errorf("%w: the articles are gone: CURRENT names the folder %s: %w", index.ErrDamaged, state.Store, err)
		}
		return nil
	}
	stores, _ := filepath.Glob(filepath.Join(c.dir, "store-*"))
	if len(stores) > 1 {
		return fmt.Errorf("%w: CURRENT cannot be read, and there are %d folders of articles, so it is not certain which one is whole: %w", index.ErrDamaged, len(stores), err)
	}
	if len(stores) > 0 {
		c.log.Warn("the file CURRENT is missing or damaged; the only store is taken and the index rebuilt", "error", err)
		c.current = current{Store: filepath.Base(stores[len(stores)-1])}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	c.current = current{Store: "store-000001"}
	return nil
}

func (c *Collection) openStore(name string) (*heldStore, error) {
	log := func(format string, args ...any) { c.log.Warn("store: " + fmt.Sprintf(format, args...)) }
	opened, err := store.Open(filepath.Join(c.dir, name), store.Options{Log: log, Now: c.now})
	if err != nil {
		return nil, err
	}
	return &heldStore{Store: opened}, nil
}

// openIndex opens the current index, or builds one when there is none to trust.
func (c *Collection) openIndex(ctx context.Context) error {
	reason := "there is none yet"
	if c.current.Index != "" {
		g, err := c.trustedIndex(ctx)
		if lost(err) && !c.acceptLoss {
			return err
		}
		if err == nil {
			c.generation = g
			return c.trim(g)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		reason = err.Error()
	}
	if c.store.Count() > 0 {
		c.log.Warn("rebuilding the search index from the store", "reason", reason, "articles", c.store.Count())
	}
	set, err := loadSet(filepath.Join(c.dir, c.current.Index), c.current.LeftOut)
	if err != nil {
		c.log.Warn("nothing is left out of new articles before the next reindex", "error", err)
	}
	g, state, err := c.buildAside(ctx, c.store, nil)
	if err != nil {
		return err
	}
	g.set = set
	if state.LeftOut, err = saveSet(g.path, set); err != nil {
		return errors.Join(err, g.close())
	}
	if err := state.publish(c.dir); err != nil {
		return errors.Join(fmt.Errorf("publish the index: %w", err), g.close())
	}
	c.generation, c.current = g, state
	return nil
}

// trim has the store forget the changes that the index has on disk.
func (c *Collection) trim(g *generation) error {
	if cause, _ := g.trouble.err(); cause != nil {
		return nil
	}
	if err := g.store.TrimChanges(g.store.Last()); err != nil && !refused(err) {
		return err
	}
	return nil
}

// trustedIndex opens the current index and brings it level with the store, or says why it cannot be trusted.
func (c *Collection) trustedIndex(ctx context.Context) (*generation, error) {
	if c.current.Fingerprint != fingerprint(c.segmenter) {
		return nil, fmt.Errorf("it was built with another dictionary or version (%s, now %s)", c.current.Fingerprint, fingerprint(c.segmenter))
	}
	g, err := openGeneration(c.current.Index, filepath.Join(c.dir, c.current.Index), c.store, c.first, always)
	if err != nil {
		return nil, err
	}
	g.searches = &c.searches
	g.set, err = loadSet(g.path, c.current.LeftOut)
	if err == nil {
		err = g.behindStore()
	}
	if err == nil {
		err = g.catchUp(ctx, c.segmenter)
	}
	if refused(err) {
		err = nil // searches see it, and it is on disk when the disk takes it
	}
	if err == nil {
		err = g.checkCount()
	}
	if err == nil && len(g.unverified) == 0 {
		err = c.compare(ctx, g)
	}
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

// buildAside builds and verifies a new index of a store, level with it up to the snapshot it takes, without publishing it.
func (c *Collection) buildAside(ctx context.Context, st *heldStore, report func(index.Progress)) (*generation, current, error) {
	name, err := nextName(c.dir, "index")
	if err != nil {
		return nil, current{}, err
	}
	sn := st.Snapshot()
	defer sn.Close()
	path := filepath.Join(c.dir, name)
	if err := build(ctx, path, sn, c.segmenter, &c.searches, report); err != nil {
		return nil, current{}, errors.Join(err, os.RemoveAll(path))
	}
	if report != nil {
		report(index.Progress{Stage: "verify", Done: sn.Count(), Total: sn.Count()})
	}
	return c.openBuilt(ctx, name, st)
}

// openBuilt opens and verifies an index that was just built, and removes it when that fails.
func (c *Collection) openBuilt(ctx context.Context, name string, st *heldStore) (*generation, current, error) {
	c.mu.RLock()
	state := c.current
	c.mu.RUnlock()
	path := filepath.Join(c.dir, name)
	g, err := openGeneration(name, path, st, math.MaxInt64, courteous(&c.searches, 0, nil).check(ctx))
	if err != nil {
		return nil, state, errors.Join(err, os.RemoveAll(path))
	}
	g.searches = &c.searches
	state.Index, state.Fingerprint, state.Built = name, fingerprint(c.segmenter), time.Now()
	return g, state, nil
}

// Fresh reports whether nothing was ever stored.
func (c *Collection) Fresh() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.store != nil && c.store.Last() == 0
}

// Count is the number of articles stored.
func (c *Collection) Count() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.store == nil {
		return 0
	}
	return c.store.Count()
}

// Close waits for searches and writes under way and lets go of the folder. Further calls do nothing.
func (c *Collection) Close() error {
	c.mu.Lock()
	c.stop()
	c.mu.Unlock()
	c.background.Wait()
	c.rebuilding.Lock()
	defer c.rebuilding.Unlock()
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	g := c.generation
	c.generation = nil
	c.mu.Unlock()
	if g != nil {
		g.readers.Wait()
	}
	c.retired.Wait()
	return c.letGo(g)
}

// letGo closes what is open. The lock goes last.
func (c *Collection) letGo(generations ...*generation) error {
	c.stop()
	var err error
	for _, g := range generations {
		if g != nil {
			err = errors.Join(err, g.close())
		}
	}
	if c.store != nil {
		err = errors.Join(err, c.store.Close())
	}
	if c.lock != nil {
		err = errors.Join(err, c.lock.release())
		c.lock = nil
	}
	return err
}

// Rebuilding reports whether a rebuild is under way.
func (c *Collection) Rebuilding() bool {
	if c.rebuilding.TryLock() {
		c.rebuilding.Unlock()
		return false
	}
	return true
}

// IndexBytes is the size of the index on disk; 0 when it cannot be told.
func (c *Collection) IndexBytes() int64 {
	c.mu.RLock()
	path := filepath.Join(c.dir, c.current.Index)
	c.mu.RUnlock()
	var total int64
	entries, err := os.ReadDir(path)
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			total += info.Size()
		}
	}
	return total
}
