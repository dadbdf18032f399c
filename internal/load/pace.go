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
	Rate                    float64 // served a second
	Failure                 string  // the first, or what fell short first
}

// phase collects answers. Safe for concurrent use.
type phase struct {
	mu              sync.Mutex
	served, refused []time.Duration
	failed, short   int
	failure         string
	started         time.Time
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

func (p *phase) end() Phase {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Phase{Served: len(p.served), Refused: len(p.refused), Failed: p.failed, Short: p.short, Failure: p.failure, Rate: float64(len(p.served)) / time.Since(p.started).Seconds(),
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
	p := &phase{started: time.Now()}
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
	return p.end()
}

// Paced has an Asker wait, so that so many requests a second are sent, or fewer where nobody is free to send one.
func Paced(ask Asker, rate float64) Asker {
	began := time.Now()
	return func(ctx context.Context, i int, _ time.Time) Answer {
		pause(ctx, time.Until(began.Add(time.Duration(float64(i)/rate*float64(time.Second)))))
		return ask(ctx, i, time.Now())
	}
}

// Open sends so many requests a second for as long as that, whether others were answered or not, at moments as people come: each as likely as any
// other. Those under way at the end are waited for.
func Open(ctx context.Context, ask Asker, rate float64, lasting time.Duration) Phase {
	p := &phase{started: time.Now()}
	var all sync.WaitGroup
	moments := rand.New(rand.NewPCG(7, 7))
	due := p.started
	for i := 0; due.Sub(p.started) < lasting && sleep(ctx, time.Until(due)); i++ {
		at := due
		all.Go(func() {
			if a := ask(ctx, i, at); ctx.Err() == nil {
				p.add(a)
			}
		})
		due = due.Add(time.Duration(moments.ExpFloat64() / rate * float64(time.Second)))
	}
	all.Wait()
	return p.end()
}

// sleep waits and reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	pause(ctx, d)
	return ctx.Err() == nil
}
