package load

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"xunbao/internal/bench"
)

// Asker sends the search number i, which was due then, and says how it was answered. Safe for concurrent use.
type Asker func(ctx context.Context, i int, due time.Time) Answer

// Phase is how requests fared for a while.
type Phase struct {
	Served, Refused, Failed int // 200; 429 and 503; anything else
	Short                   int // of those served: with less than there must be
	P50, P99                time.Duration
	RefusedP99              time.Duration
	Rate                    float64       // served a second
	Failure                 string        // the first, or what fell short first
	Late                    time.Duration // that one of Open was sent after it was due, at most: so long this machine, or this process, stood still
}

// phase collects answers, for as long as it is on. Safe for concurrent use.
type phase struct {
	mu              sync.Mutex
	served, refused []time.Duration
	failed, short   int
	failure         string
	late            time.Duration
	lasted          time.Duration // before it was last turned on
	since           time.Time     // zero while it is off
}

// on turns it on. It may be turned off and on again.
func (p *phase) on() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since = time.Now()
}

func (p *phase) off() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lasted += time.Since(p.since)
	p.since = time.Time{}
}

// behind takes down that one was sent so long after it was due.
func (p *phase) behind(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.late = max(p.late, d)
}

func (p *phase) add(a Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case a.Status == http.StatusOK && a.Err == nil:
		p.served = append(p.served, a.Took)
	case a.Status == http.StatusOK:
		p.served = append(p.served, a.Took)
		p.short++
	case a.Status == http.StatusServiceUnavailable || a.Status == http.StatusTooManyRequests:
		p.refused = append(p.refused, a.Took)
	default:
		p.failed++
	}
	if a.Err != nil && p.failure == "" {
		p.failure = a.Err.Error()
	}
}

// end is how they fared; it is off.
func (p *phase) end() Phase {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Phase{Served: len(p.served), Refused: len(p.refused), Failed: p.failed, Short: p.short, Failure: p.failure, Late: p.late, Rate: float64(len(p.served)) / p.lasted.Seconds(),
		P50: part(p.served, .5), P99: part(p.served, .99), RefusedP99: part(p.refused, .99)}
}

// part is the time within which that part of the answers came.
func part(took []time.Duration, of float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	return bench.Rank(slices.Sorted(slices.Values(took)), of)
}

// Steady has so many clients ask for as long as that, each sending the next request when the last was answered.
func Steady(ctx context.Context, ask Asker, clients int, lasting time.Duration) Phase {
	p := new(phase)
	p.on()
	ctx, stop := context.WithTimeout(ctx, lasting)
	defer stop()
	var all sync.WaitGroup
	for client := range clients {
		all.Go(func() {
			for i := client; ctx.Err() == nil; i += clients {
				if a := ask(ctx, i, time.Now()); ctx.Err() == nil {
					p.add(a)
				}
			}
		})
	}
	all.Wait()
	p.off()
	return p.end()
}

// Open sends so many requests a second for as long as that, whether others were answered or not, at moments as people come: each as likely as any
// other. Those under way at the end are waited for.
func Open(ctx context.Context, ask Asker, rate float64, lasting time.Duration) Phase {
	p := new(phase)
	p.open(ctx, ask, rate, lasting, nil)
	return p.end()
}

// open is Open for a phase that may have several such times. It goes on until also is closed; nil is closed.
func (p *phase) open(ctx context.Context, ask Asker, rate float64, lasting time.Duration, also <-chan struct{}) {
	p.on()
	defer p.off()
	var all sync.WaitGroup
	defer all.Wait()
	moments := rand.New(rand.NewPCG(7, 7))
	began := time.Now()
	due := began
	for i := 0; (due.Sub(began) < lasting || pending(also)) && sleep(ctx, time.Until(due)); i++ {
		at := due
		p.behind(time.Since(due))
		all.Go(func() {
			if a := ask(ctx, i, at); ctx.Err() == nil {
				p.add(a)
			}
		})
		due = due.Add(time.Duration(moments.ExpFloat64() / rate * float64(time.Second)))
	}
}

// pending reports whether a channel is there and not closed yet.
func pending(closed <-chan struct{}) bool {
	if closed == nil {
		return false
	}
	select {
	case <-closed:
		return false
	default:
		return true
	}
}

// sleep waits and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	pause(ctx, d)
	return ctx.Err() == nil
}
