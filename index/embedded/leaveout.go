package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"xunbao/index"
	"xunbao/index/boilerplate"
	"xunbao/index/store"
	"xunbao/internal/durable"
	"xunbao/internal/news"
)

// learnt is how many articles are looked at between two reports.
const learnt = 1000

// leftOutFile holds, in the folder of an index, the lines that are left out of new articles. CURRENT holds its checksum.
const leftOutFile = "left-out.json"

// loadSet reads the set of an index. name is its checksum in CURRENT, "" when it has none.
func loadSet(path, name string) (*boilerplate.Set, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(filepath.Join(path, leftOutFile))
	if err != nil {
		return nil, fmt.Errorf("read the lines to leave out: %w", err)
	}
	if sumOf(text) != name {
		return nil, fmt.Errorf("read the lines to leave out: %w: the checksum of %s is wrong", index.ErrDamaged, leftOutFile)
	}
	return boilerplate.ParseSet(text)
}

// saveSet writes the set of an index and gives its name; a nil set has none.
func saveSet(path string, set *boilerplate.Set) (name string, err error) {
	if set == nil {
		return "", nil
	}
	text, err := set.Encode()
	if err == nil {
		err = durable.Replace(filepath.Join(path, leftOutFile), text)
	}
	if err != nil {
		return "", fmt.Errorf("keep the lines to leave out: %w", err)
	}
	return sumOf(text), nil
}

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// cut is an article as it is stored: with the lines of the generation's set left out, or whole when nothing is to be left out.
func (c *Collection) cut(g *generation, a news.Article) news.Article {
	if !c.leaveOut {
		return a.Whole()
	}
	return g.set.Cut(a)
}

// relearn learns from all articles which lines recur, writes those anew of which other lines are to be left out now, and has the set hold for what
// comes. When nothing is to be left out, everything is put back. A rebuild is under way, so that the generation stays. What is stopped halfway
// leaves every article whole or cut, stored and indexed alike. report is told of how many articles the lines were looked at; it may be nil.
func (c *Collection) relearn(ctx context.Context, report func(index.Progress)) error {
	c.mu.RLock()
	g, had := c.generation, c.current.LeftOut != ""
	c.mu.RUnlock()
	if g == nil {
		return index.ErrClosed
	}
	if !c.leaveOut && !had {
		return nil
	}
	sn := g.store.Snapshot()
	defer sn.Close()
	var set *boilerplate.Set
	if c.leaveOut {
		learner, done := boilerplate.NewLearner(), 0
		err := c.eachSound(ctx, sn, func(a news.Article) error {
			learner.Add(&a)
			if done++; report != nil && done%learnt == 0 {
				report(index.Progress{Stage: "read", Done: done, Total: sn.Count()})
			}
			return nil
		})
		if err != nil {
			return err
		}
		set = boilerplate.NewSet(learner.Lines())
	}
	var batch []news.Article
	bytes := 0
	flush := func() error {
		err := c.recut(ctx, g, batch)
		batch, bytes = batch[:0], 0
		return err
	}
	err := c.eachSound(ctx, sn, func(a news.Article) error {
		next := set.Cut(a)
		if slices.Equal(next.LeftOut, a.LeftOut) {
			return nil
		}
		batch, bytes = append(batch, next), bytes+len(next.Body)
		if len(batch) < fillArticles && bytes < fillBytes {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	return c.adopt(g, set)
}

// eachSound visits the articles of a snapshot that are not damaged, and lets searches go first.
func (c *Collection) eachSound(ctx context.Context, sn *store.Snapshot, visit func(news.Article) error) error {
	polite := courteous(&c.searches, 0, nil)
	for record, err := range sn.All(ctx) {
		polite.pause(ctx)
		var bad *store.DamagedError
		if errors.As(err, &bad) {
			continue
		}
		if err == nil {
			err = visit(record.Article)
		}
		if err != nil {
			return fmt.Errorf("look for lines that recur: %w", err)
		}
	}
	return nil
}

// recut writes articles anew, as Put does.
func (c *Collection) recut(ctx context.Context, g *generation, articles []news.Article) error {
	if len(articles) == 0 {
		return nil
	}
	_, done, err := c.beginWriting()
	if err != nil {
		return err
	}
	defer done()
	changes, err := g.store.Recut(ctx, articles)
	if err != nil {
		return c.notStored(g, err)
	}
	c.follow(ctx, g, changes, nil)
	return nil
}

// adopt makes set the one of the generation.
func (c *Collection) adopt(g *generation, set *boilerplate.Set) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	name, err := saveSet(g.path, set)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	state := c.current
	state.LeftOut = name
	if err := c.announce(state); err != nil {
		return fmt.Errorf("name the lines to leave out: %w", err)
	}
	c.current, g.set = state, set
	return nil
}
