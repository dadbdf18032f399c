package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// storeBatch is how many articles a rebuild from sources stores at once.
const storeBatch = 500

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
	return summary, err
}

// rebuildIndex builds a new index of the store there is.
func (c *Collection) rebuildIndex(ctx context.Context, old *generation, summary *index.Summary, report func(index.Progress)) error {
	g, state, err := c.buildAside(ctx, old.store, report)
	if err != nil {
		return err
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	state.Sample = c.current.Sample // a write may have taken it off meanwhile
	if err := c.replace(ctx, g, state); err != nil {
		return err
	}
	summary.Read, summary.Unchanged, summary.Generation = g.store.Count(), g.store.Count(), generationNumber(state.Index)
	return nil
}

// rebuildAll makes the records the whole collection: a new store and a new index aside, then both are published at once. What was
// written to the old store meanwhile is carried over.
func (c *Collection) rebuildAll(ctx context.Context, old *generation, records index.Records, summary *index.Summary, report func(index.Progress)) error {
	name, err := nextName(c.dir, "store")
	if err != nil {
		return err
	}
	path := filepath.Join(c.dir, name)
	began := old.store.Last()
	fresh, err := c.openStore(name)
	if err != nil {
		return err
	}
	discard := func(err error) error { return errors.Join(err, fresh.Close(), os.RemoveAll(path)) }
	if err := c.fill(ctx, fresh, old.store, records, summary, report); err != nil {
		return discard(err)
	}
	if fresh.Count() == 0 {
		return discard(index.ErrEmptySource)
	}
	if fresh, err = c.reopen(name, fresh); err != nil {
		return errors.Join(err, os.RemoveAll(path))
	}
	g, state, err := c.buildAside(ctx, fresh, report)
	if err != nil {
		return discard(err)
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	if err := carryOver(ctx, old.store, fresh, began); err != nil {
		return discard(errors.Join(err, g.close()))
	}
	state.Store, state.Sample = name, false
	if err := c.replace(ctx, g, state); err != nil {
		return discard(err)
	}
	summary.Generation = generationNumber(state.Index)
	return nil
}

// reopen closes a store that was just filled and opens it again: closing writes its log into the tables and gives back the space.
func (c *Collection) reopen(name string, filled *heldStore) (*heldStore, error) {
	if err := filled.Close(); err != nil {
		return nil, fmt.Errorf("finish the store: %w", err)
	}
	return c.openStore(name)
}

// fill stores the records in fresh and compares them with what the old store holds for the summary.
func (c *Collection) fill(ctx context.Context, fresh, old *heldStore, records index.Records, summary *index.Summary, report func(index.Progress)) error {
	var batch []news.Article
	kept := 0 // articles of the old store that are among the records
	flush := func() error {
		changes, err := fresh.Put(ctx, batch)
		if err != nil {
			return fmt.Errorf("store %d articles: %w", len(batch), err)
		}
		for i, change := range changes {
			action := index.Replaced // the same ID twice in the sources
			if change.Action == index.Added {
				if action, err = compare(old, &batch[i]); err != nil {
					return err
				}
				if action != index.Added {
					kept++
				}
			}
			summary.Count(action)
		}
		batch = batch[:0]
		if report != nil {
			report(index.Progress{Stage: "read", Done: summary.Read, Bytes: summary.Bytes})
		}
		return nil
	}
	before := old.Count()
	for record, err := range records {
		var bad *index.RecordError
		switch {
		case errors.As(err, &bad):
			summary.Reject(bad)
			continue
		case err != nil:
			return err
		}
		summary.Read++
		record.Article.Clean()
		if err := record.Article.Validate(); err != nil {
			summary.Reject(&index.RecordError{Origin: record.Origin, Err: err})
			continue
		}
		summary.Bytes += int64(len(record.Article.Title) + len(record.Article.Body))
		if batch = append(batch, record.Article); len(batch) == storeBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	summary.Removed = before - kept
	return ctx.Err()
}

// compare tells what an article is to the old store.
func compare(old *heldStore, a *news.Article) (index.Action, error) {
	seq, err := old.Lookup(a.ID)
	if errors.Is(err, index.ErrNotFound) {
		return index.Added, nil
	}
	if err != nil {
		return "", err
	}
	before, err := old.Get(seq)
	if errors.Is(err, index.ErrDamaged) {
		return index.Replaced, nil
	}
	if err != nil {
		return "", err
	}
	after := *a
	before.Fetched, after.Fetched = time.Time{}, time.Time{}
	if before.Published.String() == after.Published.String() {
		before.Published, after.Published = news.Instant{}, news.Instant{}
	}
	if reflect.DeepEqual(before, after) {
		return index.Unchanged, nil
	}
	return index.Replaced, nil
}

// carryOver repeats in fresh what was written to old after the change began. The writer's lock is held.
func carryOver(ctx context.Context, old, fresh *heldStore, began uint64) error {
	for change, err := range old.Changes(ctx, began) {
		if err != nil {
			return fmt.Errorf("carry over what was written meanwhile: %w", err)
		}
		if change.Action == store.Deleted {
			if _, err := fresh.Delete(ctx, []news.ID{change.ID}); err != nil {
				return err
			}
			continue
		}
		article, err := old.Get(change.Seq)
		if errors.Is(err, index.ErrNotFound) {
			continue // a later change replaced or deleted it
		}
		if err != nil {
			return err
		}
		if _, err := fresh.Put(ctx, []news.Article{article}); err != nil {
			return err
		}
	}
	return nil
}

// replace brings g level with its store, publishes it and lets the old generation go when its last search is done. The writer's
// lock is held, so nothing is written meanwhile. On an error g is closed and removed and the old generation stays.
func (c *Collection) replace(ctx context.Context, g *generation, state current) error {
	err := errors.Join(g.catchUp(ctx, c.segmenter), g.checkCount())
	if err == nil {
		err = state.publish(c.dir)
	}
	if err != nil {
		return errors.Join(err, g.close(), os.RemoveAll(g.path))
	}
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
	if err := g.store.TrimChanges(g.store.Last()); err != nil {
		c.log.Warn("the change log could not be trimmed", "error", err)
	}
	return nil
}
