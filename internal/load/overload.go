package load

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"xunbao/internal/bench"
)

// Phase is how requests fared for a while.
type Phase struct {
	Served, Refused, Failed int // 200; 429 and 503; anything else
	P50, P99                time.Duration
	RefusedP99              time.Duration
	Rate                    float64 // served a second
	Failure                 string  // the first
}

// phase collects answers. Safe for concurrent use.
type phase struct {
	mu              sync.Mutex
	served, refused []time.Duration
	failed          int
	failure         string
	started         time.Time
}

func (p *phase) add(a Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case a.Status == http.StatusOK:
		p.served = append(p.served, a.Took)
	case a.Status == http.StatusServiceUnavailable || a.Status == http.StatusTooManyRequests:
		p.refused = append(p.refused, a.Took)
	default:
		if p.failed++; p.failure == "" && a.Err != nil {
			p.failure = a.Err.Error()
		}
	}
}

func (p *phase) end() Phase {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Phase{Served: len(p.served), Refused: len(p.refused), Failed: p.failed, Failure: p.failure, Rate: float64(len(p.served)) / time.Since(p.started).Seconds(),
		P50: part(p.served, .5), P99: part(p.served, .99), RefusedP99: part(p.refused, .99)}
}

// part is the time within which that part of the answers came.
func part(took []time.Duration, of float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	return bench.Rank(slices.Sorted(slices.Values(took)), of)
}

// Steady has so many clients search for as long as that, each sending the next request when the last was answered.
func (s Server) Steady(ctx context.Context, queries []string, clients int, lasting time.Duration) Phase {
	p := &phase{started: time.Now()}
	ctx, stop := context.WithTimeout(ctx, lasting)
	defer stop()
	var all sync.WaitGroup
	for client := range clients {
		all.Go(func() {
			for i := client; ctx.Err() == nil; i += clients {
				if a := s.Ask(ctx, http.MethodGet, plain(queries[i%len(queries)]), ""); ctx.Err() == nil {
					p.add(a)
				}
			}
		})
	}
	all.Wait()
	return p.end()
}

// Open sends so many searches a second for as long as that, whether others were answered or not.
func (s Server) Open(ctx context.Context, queries []string, rate float64, lasting time.Duration) Phase {
	p := &phase{started: time.Now()}
	ctx, stop := context.WithTimeout(ctx, lasting)
	defer stop()
	var all sync.WaitGroup
	for i := 0; ; i++ {
		due := time.NewTimer(time.Until(p.started.Add(time.Duration(float64(i) / rate * float64(time.Second)))))
		select {
		case <-due.C:
			all.Go(func() {
				if a := s.Ask(ctx, http.MethodGet, plain(queries[i%len(queries)]), ""); ctx.Err() == nil {
					p.add(a)
				}
			})
			continue
		case <-ctx.Done():
			due.Stop()
		}
		break
	}
	all.Wait()
	return p.end()
}

// calm is how many searches in a row must be as fast as before for the load to be over.
const calm = 10

// Recovery is how long it takes from now until searches are answered within a time again, one after another; at most so long.
func (s Server) Recovery(ctx context.Context, queries []string, within, most time.Duration) time.Duration {
	started := time.Now()
	for in, i := 0, 0; time.Since(started) < most; i++ {
		a := s.Ask(ctx, http.MethodGet, plain(queries[i%len(queries)]), "")
		if a.Status != http.StatusOK || a.Took > within {
			in = 0
			continue
		}
		if in++; in == calm {
			return time.Since(started)
		}
	}
	return most
}
