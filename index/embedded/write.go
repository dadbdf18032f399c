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
	c.writing.Lock()
	defer c.writing.Unlock()
	g, err := c.writable()
	if err != nil {
		return nil, err
	}
	for i := range valid {
		valid[i] = c.cut(g, valid[i])
	}
	changes, err := g.store.Put(ctx, valid)
	if err != nil {
		return nil, fmt.Errorf("store %d articles: %w", len(valid), err)
	}
	articles := make(map[uint64]*news.Article, len(changes))
	for i, change := range changes {
		outcomes[at[i]] = index.Outcome{ID: change.ID, Action: change.Action}
		articles[change.Seq] = &valid[i]
	}
	return outcomes, errors.Join(c.follow(ctx, g, changes, articles), c.markSample(false))
}

// Delete implements index.Writer.
func (c *Collection) Delete(ctx context.Context, ids []news.ID) (int, error) {
	c.writing.Lock()
	defer c.writing.Unlock()
	g, err := c.writable()
	if err != nil {
		return 0, err
	}
	changes, err := g.store.Delete(ctx, ids)
	if err != nil {
		return 0, fmt.Errorf("delete %d articles: %w", len(ids), err)
	}
	return len(changes), errors.Join(c.follow(ctx, g, changes, nil), c.markSample(false))
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
	if err := state.publish(c.dir); err != nil {
		return fmt.Errorf("note whether the articles are the samples: %w", err)
	}
	c.current = state
	return nil
}

func (c *Collection) writable() (*generation, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.generation == nil {
		return nil, index.ErrClosed
	}
	return c.generation, nil
}

// follow takes stored changes into the index. The store has them whatever happens here: an index that fails is caught up or
// rebuilt when the folder is opened next.
func (c *Collection) follow(ctx context.Context, g *generation, changes []store.Change, articles map[uint64]*news.Article) error {
	if err := g.follow(ctx, changes, articles, c.segmenter); err != nil {
		c.log.Error("the search index failed; the articles are stored and will be indexed at the next start or reindex", "error", err)
		return fmt.Errorf("the articles are stored, but not searchable before the next start or reindex: %w", err)
	}
	return nil
}
