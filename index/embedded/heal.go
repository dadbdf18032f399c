package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"xunbao/index"
	"xunbao/internal/durable"
)

// healEvery is how often it is tried whether the disk takes writes again.
const healEvery = time.Second

// patience is how long it waits at most when what is tried then fails all the same: opening the store again costs something.
const patience = 8 * time.Second

// probeFile begins the names of what is written to find that out.
const (
	probeFile  = "probe"
	probeBytes = 64 << 10
)

// ail stops all writing because the disk refused some of it, and begins to look for when it takes writes again. Searches go on. The caller does
// not hold c.mu.
func (c *Collection) ail(cause error) {
	if cause == nil || !c.ailing.CompareAndSwap(nil, &cause) {
		return
	}
	c.log.Error("nothing is written before the disk takes it again; searches go on", "reason", cause)
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.stopped.Err() == nil {
		c.background.Go(c.heal)
	}
}

// heal goes on until all is well.
func (c *Collection) heal() {
	wait := healEvery
	for {
		select {
		case <-c.stopped.Done():
			return
		case <-time.After(wait):
		}
		if c.probe() != nil {
			wait = healEvery
			continue
		}
		if err := c.mend(); err != nil {
			wait = min(2*wait, patience)
			continue
		}
		c.ailing.Store(nil)
		if cause := c.unwell(); cause == nil || !c.ailing.CompareAndSwap(nil, &cause) {
			c.log.Info("the disk takes writes again, and the search index has all that is stored")
			return
		}
	}
}

// unwell is what is wrong with the store or the index in force; nil for nothing.
func (c *Collection) unwell() error {
	g, err := c.inForce()
	if err != nil {
		return nil // it is being closed
	}
	cause, _ := g.trouble.err()
	return errors.Join(g.store.Failed(), cause)
}

// mend brings everything to where it was before the disk refused a write, or further.
func (c *Collection) mend() error {
	g, err := c.inForce()
	if err != nil {
		return err
	}
	if err := g.store.Revive(); err != nil {
		return err
	}
	if err := c.restate(); err != nil {
		return err
	}
	if _, dead := g.trouble.err(); !dead {
		g.trouble.retry()
		err := c.level(g)
		if err == nil || refused(err) || c.stopped.Err() != nil {
			return err
		}
		c.log.Error("the search index cannot be brought up to date; it is rebuilt from the store", "reason", err)
	}
	return c.rebuildAnew(c.stopped)
}

// probe writes and removes a file in each of the ways in which the store and the index are written, and asks for room.
func (c *Collection) probe() error {
	g, err := c.inForce()
	if err == nil {
		err = g.store.CheckRoom(0)
	}
	if err != nil {
		return err
	}
	plain, listed := filepath.Join(c.dir, probeFile), filepath.Join(c.dir, probeFile+".bolt")
	err = durable.Replace(plain, make([]byte, probeBytes))
	if err == nil {
		err = probeRoot(listed)
	}
	return errors.Join(err, remove(plain), remove(listed))
}

func remove(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// restate publishes what is in force again when it is not certain what CURRENT says.
func (c *Collection) restate() error {
	if !c.unstated.Load() {
		return nil
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.RLock()
	state := c.current
	c.mu.RUnlock()
	if err := state.publish(c.dir); err != nil {
		return err
	}
	c.unstated.Store(false)
	return nil
}

// level takes into the index what the store has and the index does not, and makes sure that all of it is on disk.
func (c *Collection) level(g *generation) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	if err := g.catchUp(c.stopped, c.segmenter); err != nil {
		return err
	}
	return g.settle()
}

// rebuildAnew puts an index made from the store in place of one that cannot be mended.
func (c *Collection) rebuildAnew(ctx context.Context) error {
	if !c.rebuilding.TryLock() {
		return index.ErrBusy
	}
	defer c.rebuilding.Unlock()
	g, err := c.inForce()
	if err != nil {
		return err
	}
	return c.rebuildOnly(ctx, g, nil)
}

// announce makes a state the published one, for whoever opens the folder. When it is not certain afterwards which one is, nothing may be removed
// that either names, and nothing be written before it was said again: unstated is set.
func (c *Collection) announce(state current) error {
	err := state.publish(c.dir)
	if err == nil {
		return nil
	}
	if again := c.current.publish(c.dir); again != nil && c.current.Store != "" {
		c.unstated.Store(true)
	}
	return index.Refusal(fmt.Errorf("publish what is in force: %w", err))
}
