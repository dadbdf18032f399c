// Package admit bounds how much is asked of a back end at once: so many searches run, a few more wait their turn in order, and the rest are
// refused at once, so that what was let in stays fast however many ask. It wraps the contracts of package search; it neither searches nor
// knows HTTP.
package admit

import (
	"container/list"
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"xunbao/search"
)

// Gate lets so many through at a time. Safe for concurrent use.
type Gate struct {
	limits Limits

	mu      sync.Mutex
	running int
	waiting list.List // of *waiter, the next one in front
	empty   time.Time // when nobody was waiting, the last time
	pace    average   // time that one is inside
	counts  State

	strict       time.Time // until when no more than Standing may wait; then it is looked whether that must go on
	ended        time.Time // when that was over, the last time
	came, turned int       // in the end of that: how many came, and were refused
	latest       time.Time // when one came, the last time
	refused      time.Time // when one was refused, the last time
	between      average   // time from one that is refused to the next
}

// Limits of a Gate.
type Limits struct {
	AtOnce   int           // that are inside at a time; at least 1
	Waiting  int           // that wait at a time, in a burst
	Within   time.Duration // more may wait in a burst if they are let in within this time, at the pace of late; 0: no more
	Standing int           // that wait where somebody has waited all the time for longer than burst
	Crowd    int           // that are inside at a time meanwhile where a crowd is refused, and nobody waits; 0: a crowd makes no difference
	Patience time.Duration // after which one that waits is refused
}

// A queue absorbs a burst, and only delays everyone where more come all the time than can be let in: then it is kept short. It is looked after so
// long as first, and after so long as calm where that was so before, whether that must go on: where more than one in few was turned away of those who
// came in the last part, judged. A short queue turns some away also when there is no crowd, as after a moment at which the machine stood still.
const (
	burst = 400 * time.Millisecond
	first = time.Second
	calm  = 5 * time.Second
	few   = 4

	judged = first / 2 // of first and of calm
	last   = burst / 4 // within which those are let in who may wait on when a queue is cut short
)

// crowd is the time between two that are refused, on average, below which it takes a good part of a core to refuse them: of the order of a twentieth of a
// millisecond for a request over HTTP. Where those inside take all cores, everything waits for everything else, and those inside too.
const crowd = time.Millisecond

// sooner is the part of burst after which a queue is kept short where a crowd is refused: what comes at one moment has come by then.
const sooner = 6

// stepBack is how long one that was let in steps back where a crowd is refused. As long as any goroutine can go on, the Go runtime does not look who else
// has come over the network (findRunnable, runtime/proc.go): on one core, those would be read only between two searches.
const stepBack = 100 * time.Microsecond

// State is what goes on at a gate. Admitted and Refused count from its making.
type State struct {
	Running, Waiting  int
	Admitted, Refused uint64
}

// waiter is one that waits. Its channel is closed when it is let in or refused.
type waiter struct {
	told    chan struct{}
	known   bool // of a visit that was let in before
	refused bool // written before told is closed
}

func (w *waiter) err() error {
	if w.refused {
		return search.ErrOverloaded
	}
	return nil
}

// NewGate makes a gate that nobody has passed.
func NewGate(limits Limits) *Gate {
	limits.AtOnce = max(1, limits.AtOnce)
	return &Gate{limits: limits, between: average(burst)}
}

// State is the state of the moment.
func (g *Gate) State() State {
	g.mu.Lock()
	defer g.mu.Unlock()
	state := g.counts
	state.Running, state.Waiting = g.running, g.waiting.Len()
	return state
}

// Enter returns when the caller is let in; it must call leave, once, when it is done. The error is search.ErrOverloaded when too many wait, or it
// waited too long, and the context's when that ended before. Of a visit (see Visit) that was let in before, later calls are never refused and
// stand in front: what has been begun is finished.
func (g *Gate) Enter(ctx context.Context) (leave func(), err error) {
	v, _ := ctx.Value(visitKey{}).(*visit)
	known := v != nil && v.admitted.Load()
	turn, err := g.queue(known)
	if err != nil {
		return nil, err
	}
	if turn != nil {
		if err := g.wait(ctx, turn, known); err != nil {
			return nil, err
		}
	}
	if v != nil {
		v.admitted.Store(true)
	}
	g.giveWay()
	entered := time.Now()
	return sync.OnceFunc(func() { g.leave(time.Since(entered)) }), nil
}

// queue returns nil for one that is inside at once, or its place among those that wait.
func (g *Gate) queue(known bool) (*list.Element, error) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.look(now)
	switch {
	case g.running < g.places():
		g.running++
		g.counts.Admitted++
		return nil, nil
	case known:
		return g.waiting.PushFront(&waiter{told: make(chan struct{}), known: true}), nil
	case g.waiting.Len() >= g.room(now):
		g.refuse(now)
		return nil, search.ErrOverloaded
	}
	return g.waiting.PushBack(&waiter{told: make(chan struct{})}), nil
}

// giveWay lets those who have come get to the gate, while one that was let in holds its place. Without it each may find, on few cores, that the one
// before has just left: then all are let in, and wait where nobody bounds it, for the runtime to let them go on.
func (g *Gate) giveWay() {
	g.mu.Lock()
	fewer := g.fewer()
	g.mu.Unlock()
	if fewer {
		time.Sleep(stepBack)
	} else {
		runtime.Gosched()
	}
}

// look counts one that comes, and decides when it is time whether the queue is kept short any longer.
func (g *Gate) look(now time.Time) {
	still := now.Sub(g.latest) < burst && few*g.turned > g.came
	g.latest = now
	if g.strict.Sub(now) > judged {
		g.came, g.turned = 0, 0
	}
	g.came++
	switch {
	case !g.keptShort() || now.Before(g.strict):
	case still:
		g.keepShort(now, calm)
	default:
		g.strict, g.ended, g.empty = time.Time{}, now, now // it is as if the queue had been empty
	}
}

// keptShort reports whether no more than Standing may wait.
func (g *Gate) keptShort() bool { return !g.strict.IsZero() }

func (g *Gate) keepShort(now time.Time, lasting time.Duration) {
	g.strict, g.came, g.turned = now.Add(lasting), 0, 0
}

// room is how many may wait.
func (g *Gate) room(now time.Time) int {
	if g.waiting.Len() == 0 {
		g.empty = now
	}
	if !g.keptShort() && now.Sub(g.empty) > g.burst() {
		g.cutShort(now)
	}
	if g.keptShort() {
		return g.standing()
	}
	return max(g.limits.Waiting, g.within(g.limits.Within))
}

// burst is how long somebody may wait all the time until the queue is kept short.
func (g *Gate) burst() time.Duration {
	if g.crowded() {
		return burst / sooner
	}
	return burst
}

// cutShort begins to keep the queue short.
func (g *Gate) cutShort(now time.Time) {
	lasting := first
	if now.Sub(g.ended) < calm {
		lasting = calm
	}
	g.keepShort(now, lasting)
	stay := g.standing()
	if !g.crowded() {
		stay = max(stay, g.within(last))
	}
	g.shorten(now, stay)
}

// within is how many are let in within a time, at the pace of late; 0 where there is none yet.
func (g *Gate) within(d time.Duration) int {
	if g.pace <= 0 {
		return 0
	}
	return int(d/time.Duration(g.pace)) * g.limits.AtOnce
}

// shorten refuses those that came last, where more than so many wait, but none that is known: these stand in front of all others.
func (g *Gate) shorten(now time.Time, stay int) {
	for g.waiting.Len() > stay {
		back := g.waiting.Back()
		w := back.Value.(*waiter)
		if w.known {
			return
		}
		g.waiting.Remove(back)
		w.refused = true
		close(w.told)
		g.refuse(now)
	}
}

// refuse counts one that is refused because others wait.
func (g *Gate) refuse(now time.Time) {
	g.counts.Refused++
	g.turned++
	g.between.add(min(now.Sub(g.refused), burst))
	g.refused = now
}

// places is how many may be inside.
func (g *Gate) places() int {
	if g.fewer() {
		return g.limits.Crowd
	}
	return g.limits.AtOnce
}

// fewer reports whether fewer may be inside than AtOnce, because of a crowd.
func (g *Gate) fewer() bool { return g.keptShort() && g.crowded() }

// standing is how many may wait where the queue is kept short.
func (g *Gate) standing() int {
	if g.crowded() {
		return 0 // the next one comes before long
	}
	return g.limits.Standing
}

// crowded reports whether a crowd is refused, and that matters.
func (g *Gate) crowded() bool { return g.limits.Crowd > 0 && time.Duration(g.between) <= crowd }

// wait returns nil when the one at that place has been let in.
func (g *Gate) wait(ctx context.Context, turn *list.Element, known bool) error {
	var late <-chan time.Time
	if !known {
		timer := time.NewTimer(g.limits.Patience)
		defer timer.Stop()
		late = timer.C
	}
	w, err := turn.Value.(*waiter), search.ErrOverloaded
	select {
	case <-w.told:
		return w.err()
	case <-late:
	case <-ctx.Done():
		err = ctx.Err()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-w.told: // just now
		return w.err()
	default:
	}
	g.waiting.Remove(turn)
	if err == search.ErrOverloaded {
		g.counts.Refused++
	}
	return err
}

// average is one over the times of late.
type average time.Duration

// recent is over how many an average goes.
const recent = 32

func (a *average) add(d time.Duration) { *a += (average(d) - *a) / recent }

// leave hands the place of one who was inside for so long to the one that waits in front.
func (g *Gate) leave(inside time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pace == 0 {
		g.pace = average(inside)
	}
	g.pace.add(inside)
	next := g.waiting.Front()
	if next == nil || g.running > g.places() {
		g.running--
		return
	}
	g.waiting.Remove(next)
	g.counts.Admitted++
	close(next.Value.(*waiter).told)
}

// visit is one request from outside, which may ask the back end several times.
type visit struct{ admitted atomic.Bool }

type visitKey struct{}

// Visit returns a context for one request from outside.
func Visit(ctx context.Context) context.Context {
	return context.WithValue(ctx, visitKey{}, &visit{})
}
