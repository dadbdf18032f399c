package embedded

import (
	"context"
	"io"
	"runtime"
	"sync/atomic"
	"time"
)

const (
	// quiet is how long after the last search a collection counts as one that nobody searches.
	quiet = 2 * time.Second

	// lately is how long after the last search more are expected any moment.
	lately = 50 * time.Millisecond

	// spell is how long a worker goes on between two rests, about as long as a short search takes.
	spell = time.Millisecond

	// glance is how long a worker that lets searches go first waits before it looks again. The scheduler of Go sleeps no shorter where all is quiet.
	glance = time.Millisecond

	// mostWaited is how many times longer than it worked a worker waits at most, so that a rebuild ends however many search.
	mostWaited = 7
)

// traffic knows whether searches run. A rebuild beside them lets them go first, as Go has no priorities of its own.
type traffic struct {
	running atomic.Int32
	last    atomic.Int64 // when a search began or ended, as time.Time.UnixNano
}

func (t *traffic) enter() { t.last.Store(time.Now().UnixNano()); t.running.Add(1) }

func (t *traffic) leave() { t.last.Store(time.Now().UnixNano()); t.running.Add(-1) }

// within reports whether somebody searches, or did so long ago at most.
func (t *traffic) within(d time.Duration) bool {
	return t.running.Load() > 0 || time.Now().UnixNano()-t.last.Load() < int64(d)
}

// served reports whether somebody searches, or did a moment ago.
func (t *traffic) served() bool { return t.within(quiet) }

// courtesy is how one worker of a rebuild lets searches go first. While they come it works for a spell, rests for as long, so that the machine is
// never full, and waits until few enough searches run, but not for longer than its patience. A spare one works only while nobody searches, until
// the others are done. The zero value, and nil, wait for nobody. It is for one goroutine.
//
// Each piece of work between two calls of pause should be shorter than a spell: a search that comes meanwhile may wait for its end. That the worker
// then sleeps also has the scheduler look for requests that have arrived.
type courtesy struct {
	traffic *traffic
	beside  int32 // so many searches may run while it works
	spare   bool
	others  <-chan struct{} // closed when a spare one is needed

	since  time.Time     // when it began to work
	worked time.Duration // since it rested
}

// courteous is the courtesy of the worker number n, from 0: half of the cores, and one at least, are shared by such workers and searches. The
// workers for which that leaves no room are spare ones, until others is closed.
func courteous(t *traffic, n int, others <-chan struct{}) *courtesy {
	beside := max(1, runtime.GOMAXPROCS(0)/2) - 1 - n
	return &courtesy{traffic: t, beside: int32(max(0, beside)), spare: beside < 0, others: others}
}

// begin is called where a piece of work begins after something else, such as waiting for it.
func (c *courtesy) begin() { c.since = time.Now() }

// pause is called between two pieces of work.
func (c *courtesy) pause(ctx context.Context) {
	if c == nil || c.traffic == nil {
		return
	}
	now := time.Now()
	if !c.since.IsZero() {
		c.worked += now.Sub(c.since)
	}
	if c.spare || c.worked >= spell {
		for began := now; c.wants(now.Sub(began)) && ctx.Err() == nil; now = time.Now() {
			c.rest(ctx)
		}
		c.worked = 0
	}
	c.since = now
}

// wants reports whether the worker should wait on, which it has done for so long.
func (c *courtesy) wants(waited time.Duration) bool {
	switch {
	case c.spare:
		return c.traffic.served()
	case waited < c.worked:
		return c.traffic.within(lately)
	default:
		return waited < mostWaited*c.worked && c.traffic.running.Load() > c.beside
	}
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

// check is pause as a function that also tells whether ctx is done.
func (c *courtesy) check(ctx context.Context) func() error {
	return func() error {
		c.pause(ctx)
		return ctx.Err()
	}
}

// politeReader asks check before each read and ends with its error.
type politeReader struct {
	io.Reader
	check func() error
}

func (r politeReader) Read(to []byte) (int, error) {
	if err := r.check(); err != nil {
		return 0, err
	}
	return r.Reader.Read(to)
}
