package store

import (
	"sync"
	"time"

	"xunbao/index"
)

// gate lets calls in until it is shut, and shutting waits for those inside: Pebble must not be closed under a reader. While it is held, calls
// wait before it.
type gate struct {
	mu      sync.Mutex
	changed sync.Cond // of all below; its lock is mu
	shut    bool
	held    bool
	inside  int
}

func newGate() *gate {
	g := new(gate)
	g.changed.L = &g.mu
	return g
}

// enter is followed by leave when it returns nil; index.ErrClosed once the gate is shut.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.held && !g.shut {
		g.changed.Wait()
	}
	if g.shut {
		return index.ErrClosed
	}
	g.inside++
	return nil
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside--; g.inside == 0 {
		g.changed.Broadcast()
	}
}

// close shuts the gate and waits until all have left. Only the first call returns true.
func (g *gate) close() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	first := !g.shut
	g.shut = true
	g.changed.Broadcast()
	for g.inside > 0 || g.held {
		g.changed.Wait()
	}
	return first
}

// hold keeps new calls waiting and waits until those inside have left, at most for that long. It returns false, and holds nothing, when they do
// not leave, or the gate is shut. release ends it.
func (g *gate) hold(within time.Duration) bool {
	late := false
	timer := time.AfterFunc(within, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		late = true
		g.changed.Broadcast()
	})
	defer timer.Stop()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut || g.held {
		return false
	}
	g.held = true
	for g.inside > 0 && !g.shut && !late {
		g.changed.Wait()
	}
	if g.inside > 0 {
		g.held = false
		g.changed.Broadcast()
		return false
	}
	return true
}

func (g *gate) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = false
	g.changed.Broadcast()
}
