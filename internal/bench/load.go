package bench

import (
	"context"
	"sync"
	"time"
)

// closed sends a kind from clients that take the queries in turn and wait for each answer.
func closed(ctx context.Context, kind kind, m *meter, o Options) {
	work := make(chan int)
	var clients sync.WaitGroup
	for range max(1, o.Clients) {
		clients.Go(func() {
			for i := range work {
				m.time(ctx, kind, i, time.Now())
			}
		})
	}
	for i := range o.Rounds * len(kind.queries) {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	clients.Wait()
}

// open sends a kind at a steady rate. What an answer took counts from when its search was due: one that had to wait because the ones
// before it were slow has waited.
func open(ctx context.Context, kind kind, m *meter, o Options) {
	var sent sync.WaitGroup
	defer sent.Wait()
	started := time.Now()
	for i := range o.Rounds * len(kind.queries) {
		due := started.Add(time.Duration(float64(i) / o.Rate * float64(time.Second)))
		wait := time.NewTimer(time.Until(due))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return
		}
		sent.Go(func() { m.time(ctx, kind, i, due) })
	}
}
