package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// Rebuild implements index.Rebuilder.
func (c *Collection) Rebuild(ctx context.Context, records index.Records, report func(index.Progress)) (index.Summary, error) {
	var summary index.Summary
	if !c.rebuilding.TryLock() {
		return summary, index.ErrBusy
	}
	defer c.rebuilding.Unlock()
	started := time.Now()
	g, err := c.writable()
	if err != nil {
		return summary, err
	}
	if records == nil {
		err = c.rebuildIndex(ctx, g, &summary, report)
	} else {
		err = c.rebuildAll(ctx, g, records, &summary, report)
	}
	summary.Took = time.Since(started)
	return summary, c.rebuildError(err)
}

// rebuildError tells in the words of package index when it was the disk that a rebuild failed for. What was searched before is still searched.
func (c *Collection) rebuildError(err error) error {
	if index.OfDisk(err) {
		err = index.Refusal(err)
	}
	if c.unstated.Load() {
		c.ail(index.Refusal(err))
	}
	return err
}

// rebuildIndex builds a new index of the store there is, after it has been learnt again which lines recur.
func (c *Collection) rebuildIndex(ctx context.Context, old *generation, summary *index.Summary, report func(index.Progress)) error {
	if err := c.relearn(ctx, report); err != nil {
		return err
	}
	if err := c.rebuildOnly(ctx, old, report); err != nil {
		return err
	}
	g, err := c.inForce()
	if err != nil {
		return err
	}
	summary.Read, summary.Unchanged, summary.Generation = g.store.Count(), g.store.Count(), generationNumber(g.name)
	return nil
}

// rebuildOnly builds a new index of the store there is. The lock of rebuilds is held.
func (c *Collection) rebuildOnly(ctx context.Context, old *generation, report func(index.Progress)) error {
	g, state, err := c.buildAside(ctx, old.store, report)
	if err != nil {
		return err
	}
	if err := c.approach(ctx, g); err != nil {
		return errors.Join(err, g.close(), os.RemoveAll(g.path))
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	state.Sample = c.current.Sample // a write may have taken it off meanwhile
	return c.replace(ctx, g, state)
}

// rebuildAll makes the records the whole collection: a new store and a new index aside, filled at the same time, then both are published at
// once. What was written to the old store meanwhile is carried over. Then it is learnt again which lines recur.
func (c *Collection) rebuildAll(ctx context.Context, old *generation, records index.Records, summary *index.Summary, report func(index.Progress)) error {
	name, err := nextName(c.dir, "store")
	if err != nil {
		return err
	}
	indexName, err := nextName(c.dir, "index")
	if err != nil {
		return err
	}
	path, indexPath := filepath.Join(c.dir, name), filepath.Join(c.dir, indexName)
	began := old.store.Last()
	fresh, err := c.openStore(name)
	if err != nil {
		return err
	}
	discard := func(err error) error {
		err = errors.Join(err, fresh.Close())
		if c.unstated.Load() {
			return err // CURRENT may name them; if it does not, they are removed at the next start
		}
		return errors.Join(err, os.RemoveAll(path), os.RemoveAll(indexPath))
	}
	if report == nil {
		report = func(index.Progress) {}
	}
	b := startBuilding(ctx, indexPath, c.segmenter, &c.searches, nil)
	f := filling{fresh: fresh, old: old.store, building: b, summary: summary, report: report, now: c.now, cut: func(a news.Article) news.Article { return c.cut(old, a) }}
	if err := f.all(ctx, records); err != nil {
		return discard(b.discard(err))
	}
	merging := func(documents int, bytes int64) {
		report(index.Progress{Stage: "merge", Done: documents, Total: documents, Bytes: bytes})
	}
	if fresh, err = c.finish(ctx, b, name, fresh, merging); err != nil {
		return discard(err)
	}
	report(index.Progress{Stage: "verify", Done: fresh.Count(), Total: fresh.Count()})
	g, state, err := c.openBuilt(ctx, indexName, fresh)
	if err != nil {
		return discard(err)
	}
	if n, err := g.documents(); err != nil || int(n) != fresh.Count() {
		return discard(errors.Join(fmt.Errorf("build an index: %w: %d documents of %d articles", index.ErrDamaged, n, fresh.Count()), err, g.close()))
	}
	state.Store, state.Sample, state.Base = name, false, fresh.Last()
	if err := c.publishAll(ctx, old, g, state, began); err != nil {
		return discard(err)
	}
	summary.Generation = generationNumber(state.Index)
	return c.relearn(ctx, report)
}

// publishAll carries over what was written since a rebuild from sources began, and puts its generation into force. On an error g is closed.
func (c *Collection) publishAll(ctx context.Context, old, g *generation, state current, began uint64) error {
	began, err := carryOver(ctx, old.store, g.store, began)
	if err == nil {
		err = c.approach(ctx, g)
	}
	if err != nil {
		return errors.Join(err, g.close())
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	if _, err := carryOver(ctx, old.store, g.store, began); err != nil {
		return errors.Join(err, g.close())
	}
	return c.replace(ctx, g, state)
}

// finish ends a building and opens the store it was filled from anew, both at the same time. The store it returns is open or closed.
func (c *Collection) finish(ctx context.Context, b *building, name string, filled *heldStore, merging func(int, int64)) (*heldStore, error) {
	var work errgroup.Group
	last, again := filled.Last(), filled
	work.Go(func() error { return b.finish(ctx, last, merging) })
	work.Go(func() error {
		reopened, err := c.reopen(name, filled)
		if err == nil {
			again = reopened
		}
		return err
	})
	err := work.Wait()
	return again, err
}

// reopen closes a store that was just filled and opens it again: closing writes its log into the tables and gives back the space.
func (c *Collection) reopen(name string, filled *heldStore) (*heldStore, error) {
	if err := filled.Close(); err != nil {
		return nil, fmt.Errorf("finish the store: %w", err)
	}
	return c.openStore(name)
}

// carryOver repeats in fresh what was written to old after the change began, and returns the last change of that.
func carryOver(ctx context.Context, old, fresh *heldStore, began uint64) (last uint64, err error) {
	last = began
	for change, err := range old.Changes(ctx, began) {
		if err != nil {
			return last, fmt.Errorf("carry over what was written meanwhile: %w", err)
		}
		last = change.Seq
		if change.Action == store.Deleted {
			if _, err := fresh.Delete(ctx, []news.ID{change.ID}); err != nil {
				return last, err
			}
			continue
		}
		article, err := old.Get(change.Seq)
		if errors.Is(err, index.ErrNotFound) {
			continue // a later change replaced or deleted it
		}
		if err != nil {
			return last, err
		}
		if _, err := fresh.Put(ctx, []news.Article{article}); err != nil {
			return last, err
		}
	}
	return last, nil
}

// So many changes at most are left for when nobody may write, if they can be brought down to that in so many rounds.
const (
	nearlyLevel    = 100
	approachRounds = 8
)

// approach brings g nearly level with its store while others write to it, and reads what searches will ask for first, so that neither writers nor
// searches wait for that.
func (c *Collection) approach(ctx context.Context, g *generation) error {
	for range approachRounds {
		seq, _, err := g.position()
		if err != nil {
			return err
		}
		if seq+nearlyLevel >= g.store.Last() {
			break
		}
		if err := g.catchUp(ctx, c.segmenter); err != nil {
			return err
		}
	}
	s, err := g.hold()
	if err != nil {
		return err
	}
	s.Close()
	return nil
}

// replace brings g level with its store, publishes it and lets the old generation go when its last search is done. The writer's
// lock is held, so nothing is written meanwhile. On an error g is closed and removed and the old generation stays.
func (c *Collection) replace(ctx context.Context, g *generation, state current) error {
	g.set = c.generation.set
	name, err := saveSet(g.path, g.set)
	state.LeftOut = name
	err = errors.Join(err, g.catchUp(ctx, c.segmenter), g.checkCount())
	if err == nil {
		err = c.announce(state)
	}
	if err != nil {
		err = errors.Join(err, g.close())
		if !c.unstated.Load() {
			err = errors.Join(err, os.RemoveAll(g.path))
		}
		return err
	}
	c.unstated.Store(false)
	c.mu.Lock()
	old, oldStore := c.generation, filepath.Join(c.dir, c.current.Store)
	c.generation, c.current, c.store = g, state, g.store
	c.mu.Unlock()
	c.retired.Go(func() {
		old.readers.Wait()
		err := errors.Join(old.close(), os.RemoveAll(old.path))
		if old.store != g.store {
			old.store.readers.Wait()
			err = errors.Join(err, old.store.Close(), os.RemoveAll(oldStore))
		}
		if err != nil {
			c.log.Warn("the old generation could not be removed; it will be at the next start", "generation", old.name, "error", err)
		}
	})
	g.trouble.listen(c.ail)
	if err := c.trim(g); err != nil {
		c.log.Warn("the change log could not be trimmed", "error", err)
	}
	return nil
}
