package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"xunbao/internal/load"
)

// What an overload must keep: those who are served, within so many times of the time without it, and so soon as before when it is over.
const (
	timesP99    = 3
	recoverMost = 5 * time.Second
	times       = 4  // of what the server can do
	sample      = 20 // one in so many is sent by this process, which measures
)

// overload measures as many clients as the server lets in at a time, then, while another process sends four times as many searches as these got a second
// beside slow connections, some more clients, then how soon it is as before.
func overload(ctx context.Context, o options) (bool, error) {
	return against(ctx, o, func(p *process, queries []string) (bool, error) { return overloading(ctx, o, p, queries) })
}

func overloading(ctx context.Context, o options, p *process, queries []string) (bool, error) {
	ask, clients := p.Searches(queries), max(2, runtime.NumCPU())
	load.Steady(ctx, ask, clients, o.lasting/6) // warms up
	idle := load.Steady(ctx, ask, clients, o.lasting/3)
	print("admitted load", idle)
	wait, err := startFlood(ctx, o, p.Base, times*idle.Rate*(sample-1)/sample)
	if err != nil {
		return false, err
	}
	busy := load.Open(ctx, ask, times*idle.Rate/sample, o.lasting)
	flood, err := wait()
	if err != nil {
		return false, err
	}
	print("the flood", flood.Phase)
	print("beside it", busy)
	recovery := p.Recovery(ctx, queries, max(idle.P99, 50*time.Millisecond), 2*recoverMost)
	ratio := float64(busy.P99) / float64(max(1, idle.P99))
	sent := float64(flood.Served+flood.Refused+busy.Served+busy.Refused) / o.lasting.Seconds() / idle.Rate
	fmt.Printf("%.1f times as many came, with %d slow connections, cut off %d times; p99 of those served %.2f times that of the admitted load; recovery %v\n",
		sent, o.slow, flood.CutOff, ratio, recovery.Round(time.Millisecond))
	return ratio <= timesP99 && recovery < recoverMost && busy.Served > 0 && busy.Failed+flood.Failed == 0, nil
}

func print(name string, p load.Phase) {
	fmt.Printf("%-22s served %6d (%.1f/s) p50 %v p99 %v; refused %d (p99 %v); failed %d %s\n", name, p.Served, p.Rate, p.P50.Round(100*time.Microsecond),
		p.P99.Round(100*time.Microsecond), p.Refused, p.RefusedP99.Round(100*time.Microsecond), p.Failed, p.Failure)
}
