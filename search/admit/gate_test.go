package admit

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"xunbao/search"
)

// TestGateBounds: however many come, never more than the limits are inside and waiting, all that are let in were first come, and nothing is left
// when all have gone.
func TestGateBounds(t *testing.T) {
	for _, limits := range []Limits{
		{AtOnce: 1, Patience: time.Second}, {AtOnce: 1, Waiting: 3, Standing: 3, Patience: time.Second}, {AtOnce: 2, Waiting: 8, Standing: 1, Crowd: 1, Patience: time.Minute},
		{AtOnce: 3, Waiting: 2, Standing: 2, Crowd: 2, Patience: time.Millisecond}, {Waiting: 1, Standing: 1, Patience: time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := NewGate(limits)
			var mu sync.Mutex
			inside, most, admitted, refused := 0, 0, uint64(0), uint64(0)
			var order []int
			var visitors sync.WaitGroup
			for i := range 40 {
				time.Sleep(100 * time.Microsecond) // of the bubble's clock: they come one after another
				visitors.Go(func() {
					leave, err := g.Enter(t.Context())
					mu.Lock()
					if err != nil {
						refused++
						mu.Unlock()
						if !errors.Is(err, search.ErrOverloaded) {
							t.Errorf("refused with %v", err)
						}
						return
					}
					admitted++
					inside++
					most = max(most, inside)
					order = append(order, i)
					mu.Unlock()
					time.Sleep(3 * time.Millisecond)
					mu.Lock()
					inside--
					mu.Unlock()
					leave()
					leave()
				})
				if s := g.State(); s.Running > max(1, limits.AtOnce) || s.Waiting > limits.Waiting {
					t.Errorf("%+v: state %+v", limits, s)
				}
			}
			visitors.Wait()
			if most > max(1, limits.AtOnce) || admitted+refused != 40 {
				t.Errorf("%+v: %d inside, %d admitted, %d refused", limits, most, admitted, refused)
			}
			for i := range order[1:] {
				if order[i] > order[i+1] {
					t.Errorf("%+v: let in in the order %v", limits, order)
					break
				}
			}
			if got, want := g.State(), (State{Admitted: admitted, Refused: refused}); got != want {
				t.Errorf("%+v: state afterwards %+v, want %+v", limits, got, want)
			}
		})
	}
}

func TestGateGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{AtOnce: 1, Waiting: 2, Standing: 2, Patience: time.Second})
		leave, err := g.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := g.Enter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("whose time was up got %v", err)
		}
		started := time.Now()
		if _, err := g.Enter(t.Context()); !errors.Is(err, search.ErrOverloaded) || time.Since(started) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(started))
		}
		leave()
		if s := g.State(); s.Running != 0 || s.Waiting != 0 {
			t.Errorf("state %+v", s)
		}
	})
}

// TestVisitIsFinished: the second call of a request that was let in stands in front of others and is not refused.
func TestVisitIsFinished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{AtOnce: 1, Waiting: 1, Standing: 1, Patience: time.Minute})
		visit := Visit(t.Context())
		leave, err := g.Enter(visit)
		if err != nil {
			t.Fatal(err)
		}
		leave()
		if leave, err = g.Enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		var order []string
		var both sync.WaitGroup
		come := func(name string, ctx context.Context) {
			both.Go(func() {
				leave, err := g.Enter(ctx)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				order = append(order, name)
				leave()
			})
			synctest.Wait()
		}
		come("other", t.Context())
		come("known", visit)
		if _, err := g.Enter(Visit(t.Context())); !errors.Is(err, search.ErrOverloaded) {
			t.Errorf("a third got %v", err)
		}
		leave()
		both.Wait()
		if len(order) != 2 || order[0] != "known" {
			t.Errorf("let in: %v", order)
		}
	})
}

// TestShortenSparesTheKnown: when a queue is cut short, those of it are refused that were not let in before, and no others.
func TestShortenSparesTheKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{AtOnce: 1, Waiting: 8, Standing: 1, Patience: time.Minute})
		enter := func(ctx context.Context) func() {
			leave, err := g.Enter(ctx)
			if err != nil {
				t.Error(err)
				return func() {}
			}
			return leave
		}
		visits := make([]context.Context, 3)
		for i := range visits {
			visits[i] = Visit(t.Context())
			enter(visits[i])()
		}
		leave := enter(t.Context())
		var refused atomic.Int32
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				if _, err := g.Enter(t.Context()); errors.Is(err, search.ErrOverloaded) {
					refused.Add(1)
				}
			})
			synctest.Wait()
		}
		for _, visit := range visits {
			all.Go(func() { enter(visit)() })
			synctest.Wait()
		}
		g.mu.Lock()
		g.shorten(time.Now(), g.standing())
		g.mu.Unlock()
		synctest.Wait()
		if state := g.State(); refused.Load() != 2 || state.Waiting != len(visits) || state.Refused != 2 {
			t.Errorf("%d were refused: %+v", refused.Load(), state)
		}
		leave()
		all.Wait()
	})
}

// TestFourTimesTooMany: with four times as many coming for a minute as can be let in, those who are let in are out within three times the time that
// the work takes, 99 of 100, as many get their work done as without the others, and soon after a burst is let in whole again.
func TestFourTimesTooMany(t *testing.T) {
	const work, cores, lasting = 10 * time.Millisecond, 2, time.Minute
	synctest.Test(t, func(t *testing.T) {
		gate := NewGates(cores).Searches
		var mu sync.Mutex
		var took []time.Duration
		refused := 0
		var all sync.WaitGroup
		come := func() {
			all.Go(func() {
				started := time.Now()
				leave, err := gate.Enter(t.Context())
				if err == nil {
					time.Sleep(work)
					leave()
				}
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					refused++
					return
				}
				took = append(took, time.Since(started))
			})
		}
		atOnce := func(n int) (out int) {
			took, refused = nil, 0
			for range n {
				come()
			}
			all.Wait()
			return refused
		}
		if n := atOnce(cores + waitingForEach*cores); n > 0 {
			t.Errorf("%d of a burst were refused", n)
		}
		took, refused = nil, 0
		for range int(lasting/work) * cores * 4 {
			come()
			time.Sleep(work / cores / 4)
		}
		all.Wait()
		slices.Sort(took)
		if p99 := took[len(took)*99/100]; p99 > 3*work {
			t.Errorf("p99 is %v", p99)
		}
		if want := int(lasting/work) * cores * 99 / 100; len(took) < want {
			t.Errorf("%d were let in of the %d that could be", len(took), want)
		}
		if n := atOnce(1); n > 0 || took[0] != work {
			t.Errorf("one alone, right afterwards: %v", took)
		}
		time.Sleep(calm)
		if n := atOnce(cores + waitingForEach*cores); n > 0 {
			t.Errorf("%d of a burst were refused afterwards", n)
		}
	})
}

// TestCrowd: where so many are refused that it takes a good part of a core, one core is left to that, who was far back in the queue is told so at once,
// and when the crowd has gone all cores are searched on again.
func TestCrowd(t *testing.T) {
	const work, cores, lasting = time.Millisecond, 2, 2 * time.Second
	synctest.Test(t, func(t *testing.T) {
		gate := NewGates(cores).Searches
		began := time.Now()
		var mu sync.Mutex
		inside, most, longest := 0, 0, time.Duration(0)
		var all sync.WaitGroup
		come := func() {
			all.Go(func() {
				came := time.Now()
				leave, err := gate.Enter(t.Context())
				mu.Lock()
				if late := came.Sub(began) > 2*burst; late {
					longest = max(longest, time.Since(came))
				}
				if err == nil {
					inside++
					if time.Since(began) > 2*burst {
						most = max(most, inside)
					}
				}
				mu.Unlock()
				if err != nil {
					return
				}
				time.Sleep(work)
				mu.Lock()
				inside--
				mu.Unlock()
				leave()
			})
		}
		for time.Since(began) < lasting {
			come()
			time.Sleep(work / cores / 8)
		}
		all.Wait()
		if most != cores-1 || longest > 3*work {
			t.Errorf("%d were inside at a time, one waited for %v", most, longest)
		}
		time.Sleep(calm)
		began, most = time.Now().Add(-time.Hour), 0
		for range cores {
			come()
		}
		all.Wait()
		if most != cores {
			t.Errorf("%d were inside at a time afterwards", most)
		}
	})
}

// TestOneCore: on one core each one would find that the one before has just left, and none would be refused however many come at once, if those who
// come did not get to the gate before work is begun.
func TestOneCore(t *testing.T) {
	const coming = 40
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	g := NewGate(Limits{AtOnce: 1})
	var all sync.WaitGroup
	for range coming {
		all.Go(func() {
			if leave, err := g.Enter(t.Context()); err == nil {
				leave()
			}
		})
	}
	all.Wait()
	if state := g.State(); state.Refused < coming/2 {
		t.Errorf("of %d at once, %d were refused", coming, state.Refused)
	}
}

// TestStall: where half as many come as can be let in, a moment at which nothing goes on is soon forgotten: a queue is kept short for a while, and then
// nobody is turned away any more.
func TestStall(t *testing.T) {
	const work, cores, stall, lasting = time.Millisecond, 2, 600 * time.Millisecond, 12 * time.Second
	synctest.Test(t, func(t *testing.T) {
		gate := NewGates(cores).Searches
		rng := rand.New(rand.NewPCG(3, 4))
		began := time.Now()
		stands := func() time.Duration { return max(0, stall-time.Since(began)) }
		var mu sync.Mutex
		early, late := 0, 0
		var all sync.WaitGroup
		for time.Since(began) < lasting {
			takes := time.Duration(rng.ExpFloat64() * float64(work))
			all.Go(func() {
				leave, err := gate.Enter(t.Context())
				if err == nil {
					time.Sleep(stands())
					time.Sleep(takes)
					leave()
					return
				}
				mu.Lock()
				defer mu.Unlock()
				if time.Since(began) < stall+first+burst {
					early++
				} else {
					late++
				}
			})
			time.Sleep(time.Duration(rng.ExpFloat64() * float64(work) / cores * 2))
		}
		all.Wait()
		if early == 0 || late > 0 {
			t.Errorf("%d were turned away at first, %d later", early, late)
		}
	})
}

// TestShortSearches: a burst of many short searches is let in whole, one of as many long ones is not.
func TestShortSearches(t *testing.T) {
	const cores, burst = 2, 100
	for work, refused := range map[time.Duration]int{time.Millisecond: 0, 100 * time.Millisecond: burst - cores - waitingForEach*cores} {
		synctest.Test(t, func(t *testing.T) {
			gate := NewGates(cores).Searches
			var mu sync.Mutex
			got := 0
			var all sync.WaitGroup
			come := func() {
				all.Go(func() {
					leave, err := gate.Enter(t.Context())
					if err == nil {
						time.Sleep(work)
						leave()
						return
					}
					mu.Lock()
					defer mu.Unlock()
					got++
				})
			}
			come()
			all.Wait()
			for range burst {
				come()
			}
			all.Wait()
			if got != refused {
				t.Errorf("%d of a burst of %v each were turned away, want %d", got, work, refused)
			}
		})
	}
}
