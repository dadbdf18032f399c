package store

import (
	"sync"

	"xunbao/index"
)

// gate lets calls in until it is shut, and shutting waits for those inside: Pebble must not be closed under a reader.
type gate struct {
	mu     sync.Mutex
	shut   bool
	inside sync.WaitGroup
}

// enter is followed by leave when it returns nil; index.ErrClosed once the gate is shut.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return index.ErrClosed
	}
	g.inside.Add(1)
	return nil
}

func (g *gate) leave() { g.inside.Done() }

// close shuts the gate and waits until all have left. Only the first call returns true.
func (g *gate) close() bool {
	g.mu.Lock()
	first := !g.shut
	g.shut = true
	g.mu.Unlock()
	g.inside.Wait()
	return first
}
