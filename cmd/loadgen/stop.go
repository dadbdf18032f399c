package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// exitMost is how long the server may take to end.
const exitMost = 10 * time.Second

// stop tells a server that is being searched to stop, again and again. No answer that has begun may break off, nor any request be lost on a new
// connection: one that the server has taken is answered. (A request on a connection that was kept open may meet its end; HTTP has the client send it again.)
func stop(ctx context.Context, o options) (kept bool, err error) {
	kept = true
	for round := range o.rounds {
		p, err := start(ctx, o)
		if err != nil {
			return false, err
		}
		queries, err := p.Queries(ctx, drawn)
		if err != nil {
			return false, errors.Join(err, p.cmd.Process.Kill())
		}
		var whole, broken, refused atomic.Int64
		searching, cancel := context.WithCancel(ctx)
		var clients sync.WaitGroup
		for client := range 8 {
			clients.Go(func() {
				for i := client; searching.Err() == nil; i++ {
					tally(p.askAnew(searching, queries[i%len(queries)]), &whole, &broken, &refused)
				}
			})
		}
		for whole.Load() < 100 && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		began := time.Now()
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		var ended error
		select {
		case ended = <-p.ended:
		case <-time.After(2 * exitMost):
			ended = errors.Join(errors.New("did not end"), p.cmd.Process.Kill())
		}
		took := time.Since(began)
		cancel()
		clients.Wait()
		fmt.Printf("round %d: ended after %v (%v); %d answers whole, %d broken off\n", round+1, took.Round(time.Millisecond), ended, whole.Load(), broken.Load())
		kept = kept && ended == nil && took < exitMost && broken.Load() == 0
	}
	return kept, ctx.Err()
}

// The ways a request can end.
const (
	answered = iota
	brokenOff
	notTaken
)

func tally(how int, whole, broken, refused *atomic.Int64) {
	[]*atomic.Int64{whole, broken, refused}[how].Add(1)
}

// askAnew sends one search on a connection of its own and tells how it ended.
func (p *process) askAnew(ctx context.Context, query string) int {
	taken := false
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotFirstResponseByte: func() { taken = true }})
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Base+"/api/v1/search?"+url.Values{"q": {query}}.Encode(), nil)
	if err != nil {
		return notTaken
	}
	r.Close = true
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		if taken {
			return brokenOff
		}
		return notTaken // the connection was not taken any more
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil && ctx.Err() == nil {
		return brokenOff
	}
	return answered
}
