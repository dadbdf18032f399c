package embedded

import (
	"context"
	"sync/atomic"
	"time"
)

// quiet is how long after the last search a collection counts as one that nobody searches.
const quiet = 2 * time.Second

// glance is how long a rebuild that lets searches go first waits before it looks again.
const glance = time.Millisecond / 2

// traffic knows whether searches run. A rebuild beside them lets them go first, as Go has no priorities of its own.
type traffic struct {
	running atomic.Int32
	last    atomic.Int64 // when a search began or ended, as time.Time.UnixNano
}

func (t *traffic) enter() { t.last.Store(time.Now().UnixNano()); t.running.Add(1) }

func (t *traffic) leave() { t.last.Store(time.Now().UnixNano()); t.running.Add(-1) }

// served reports whether somebody searches, or did a moment ago.
func (t *traffic) served() bool {
	return t.running.Load() > 0 || time.Now().UnixNano()-t.last.Load() < int64(quiet)
}

// courtesy is how one worker of a rebuild lets searches go first. It waits while a search runs, but no longer in all than it has worked, so
// that the rebuild ends however many search. A spare one works only while nobody searches, until the others are done. The zero value waits for
// nobody.
type courtesy struct {
	traffic *traffic
	spare   bool
	others  <-chan struct{} // closed when a spare one is needed

	since          time.Time // when it began to work
	worked, waited time.Duration
}

// pause is called between two pieces of work.
func (c *courtesy) pause(ctx context.Context) {
	if c.traffic == nil {
		return
	}
	now := time.Now()
	if !c.since.IsZero() {
		c.worked += now.Sub(c.since)
	}
	for c.wants() && ctx.Err() == nil {
		c.rest(ctx)
		next := time.Now()
		c.waited += next.Sub(now)
		now = next
	}
	c.since = now
}

// check is pause as a function that also tells whether ctx is done.
func (c *courtesy) check(ctx context.Context) func() error {
	return func() error {
		c.pause(ctx)
		return ctx.Err()
	}
}

// wants reports whether the worker should wait.
func (c *courtesy) wants() bool {
	if c.spare {
		return c.traffic.served()
	}
	return c.waited < c.worked && c.traffic.running.Load() > 0
}

// rest waits a moment.
func (c *courtesy) rest(ctx context.Context) {
	select {
	case <-time.After(glance):
	case <-c.others:
		c.spare, c.others = false, nil
	case <-ctx.Done():
	}
}
