package embedded

import (
	"fmt"
	"path/filepath"

	"xunbao/index"
)

// brokenOff is a panic or fault while the index was read: an index.ErrDamaged.
type brokenOff struct {
	reason any
	stack  []byte
}

func (b *brokenOff) Error() string { return fmt.Sprintf("%v: %v", index.ErrDamaged, b.reason) }
func (b *brokenOff) Unwrap() error { return index.ErrDamaged }

// Suspect is told of a panic or fault while a snapshot was read, with the stack. All segments are verified in the background, and the index is
// rebuilt from the store when one is damaged. One verification at a time.
func (c *Collection) Suspect(reason any, stack []byte) {
	c.log.Error("reading the search index broke off; it is verified", "reason", fmt.Sprint(reason), "stack", string(stack))
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.stopped.Err() != nil || c.generation == nil || !c.suspected.CompareAndSwap(false, true) {
		return
	}
	g := c.generation
	c.background.Go(func() {
		defer c.suspected.Store(false)
		names, err := filepath.Glob(filepath.Join(g.path, "*.zap")) // root.bolt is held by Bleve
		if err == nil {
			err = c.verifyOrRebuild(g, names)
		}
		if err == nil {
			c.log.Info("the search index is sound", "index", g.name)
		}
	})
}
