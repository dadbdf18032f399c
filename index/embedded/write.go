package embedded

import (
	"context"
	"errors"
	"fmt"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// Put implements index.Writer.
func (c *Collection) Put(ctx context.Context, batch []news.Article) ([]index.Outcome, error) {
	outcomes := make([]index.Outcome, len(batch))
	var valid []news.Article
	var at []int // outcome of each valid article
	for i := range batch {
		article := batch[i].Whole()
		article.Clean()
		if err := article.Validate(); err != nil {
			outcomes[i] = index.Outcome{ID: article.ID, Action: index.Rejected, Err: err}
			continue
		}
		valid = append(valid, article)
		at = append(at, i)
	}
	g, done, err := c.beginWriting()
	if err != nil {
		return nil, err
	}
	defer done()
	for i := range valid {
		valid[i] = c.cut(g, valid[i])
	}
	changes, err := g.store.Put(ctx, valid)
	if err != nil {
		return nil, c.notStored(g, fmt.Errorf("store %d articles: %w", len(valid), err))
	}
	articles := make(map[uint64]*news.Article, len(changes))
	for i, change := range changes {
		outcomes[at[i]] = index.Outcome{ID: change.ID, Action: change.Action}
		articles[change.Seq] = &valid[i]
	}
	c.follow(ctx, g, changes, articles)
	return outcomes, nil
}

// Delete implements index.Writer.
func (c *Collection) Delete(ctx context.Context, ids []news.ID) (int, error) {
	g, done, err := c.beginWriting()
	if err != nil {
		return 0, err
	}
	defer done()
	changes, err := g.store.Delete(ctx, ids)
	if err != nil {
		return 0, c.notStored(g, fmt.Errorf("delete %d articles: %w", len(ids), err))
	}
	c.follow(ctx, g, changes, nil)
	return len(changes), nil
}

// MarkSample notes that all the articles there are now are the built-in samples. The first write takes the mark off.
func (c *Collection) MarkSample() error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return c.markSample(true)
}

// markSample publishes the mark when it changes. The writer's lock is held.
func (c *Collection) markSample(sample bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current.Sample == sample {
		return nil
	}
	state := c.current
	state.Sample = sample
	if err := c.announce(state); err != nil {
		return fmt.Errorf("note whether the articles are the samples: %w", err)
	}
	c.current = state
	return nil
}

// beginWriting waits for the turn to write; done ends it. It fails at once while the disk takes no writes.
func (c *Collection) beginWriting() (g *generation, done func(), err error) {
	if _, err := c.writable(); err != nil {
		return nil, nil, err
	}
	c.writing.Lock()
	if g, err = c.writable(); err != nil {
		c.writing.Unlock()
		return nil, nil, err
	}
	return g, c.writing.Unlock, nil
}

// notStored returns the error of a write that the store did not acknowledge. One that the disk refused halfway stops all writing.
func (c *Collection) notStored(g *generation, err error) error {
	c.ail(g.store.Failed())
	return err
}

// writable is the generation in force, unless the disk takes no writes.
func (c *Collection) writable() (*generation, error) {
	if cause := c.ailing.Load(); cause != nil {
		return nil, *cause
	}
	return c.inForce()
}

// inForce is the generation that is searched. index.ErrClosed.
func (c *Collection) inForce() (*generation, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.generation == nil {
		return nil, index.ErrClosed
	}
	return c.generation, nil
}

// follow takes stored changes into the index. They are acknowledged whatever happens here: an index that fails is brought up to date when the
// disk takes writes again, or rebuilt. The writer's lock is held.
func (c *Collection) follow(ctx context.Context, g *generation, changes []store.Change, articles map[uint64]*news.Article) {
	err := g.follow(context.WithoutCancel(ctx), changes, articles, c.segmenter)
	if err = errors.Join(err, c.markSample(false)); err != nil {
		c.log.Error("the search index failed; the articles are stored and will be indexed when it is well again", "error", err)
		c.ail(index.Refusal(err))
	}
}
