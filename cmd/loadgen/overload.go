package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"xunbao/internal/load"
)

// What an overload must keep: those who are served, within so many times of the time without it, and so soon as before when it is over.
const (
	timesP99    = 3
	recoverMost = 5 * time.Second
	times       = 4 // of what the server can do
)

// overload measures as many clients as the server lets in at a time, then four times as many searches as these got a second beside slow connections, then
// how soon it is as before. What loads the server stands for other machines: the server has one half of the cores to itself, and this process the other.
func overload(ctx context.Context, o options) (bool, error) {
	server, rest := halves()
	if err := keepTo(rest); err != nil {
		return false, err
	}
	o.cores = server
	return against(ctx, o, func(p *process, queries []string) (bool, error) { return overloading(ctx, o, p.Server, queries), nil })
}

func overloading(ctx context.Context, o options, s load.Server, queries []string) bool {
	ask, clients := s.Searches(queries), max(2, runtime.NumCPU()/2)
	load.Steady(ctx, ask, clients, o.lasting/6) // warms up
	idle := load.Steady(ctx, ask, clients, o.lasting/3)
	print("admitted load", idle)
	slowly, stop := context.WithCancel(ctx)
	cutOff := 0
	var slow sync.WaitGroup
	slow.Go(func() { cutOff = s.Slow(slowly, o.slow) })
	busy := load.Open(ctx, ask, times*idle.Rate, o.lasting)
	stop()
	slow.Wait()
	print("four times as many", busy)
	recovery := s.Recovery(ctx, queries, max(idle.P99, 50*time.Millisecond), 2*recoverMost)
	ratio := float64(busy.P99) / float64(max(1, idle.P99))
	fmt.Printf("%d slow connections were cut off %d times; p99 of those served %.2f times that of the admitted load; recovery %v\n",
		o.slow, cutOff, ratio, recovery.Round(time.Millisecond))
	return ratio <= timesP99 && recovery < recoverMost && busy.Served > 0 && busy.Failed == 0
}

func print(name string, p load.Phase) {
	fmt.Printf("%-22s served %6d (%.1f/s) p50 %v p99 %v; refused %d (p99 %v); failed %d", name, p.Served, p.Rate, p.P50.Round(100*time.Microsecond),
		p.P99.Round(100*time.Microsecond), p.Refused, p.RefusedP99.Round(100*time.Microsecond), p.Failed)
	if p.Failure != "" {
		fmt.Print(" ", p.Failure)
	}
	if p.Late > 0 {
		fmt.Printf("; sent late by %v at most", p.Late.Round(time.Millisecond))
	}
	fmt.Println()
}
