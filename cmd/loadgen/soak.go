package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"time"

	"xunbao/internal/load"
)

// What a soak must keep: p99 within so many times of that with nothing beside the searches, and in the end no more than it held, but for a few
// goroutines and files that come and go, and memory for what has been learnt.
const (
	soakTimes      = 2
	soakGoroutines = 5
	soakFiles      = 5
	soakHeap       = 16 << 20
	settleMost     = time.Minute
)

// soak searches at half of what the server can do, first with nothing beside it, then while articles come and the index is rebuilt again and again.
func soak(ctx context.Context, o options) (kept bool, err error) {
	o.data, err = os.MkdirTemp("", "soak-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.data)) }()
	o.token = "token-for-the-soak"
	if o.admin, err = freeAddress(); err != nil {
		return false, err
	}
	if o.articles != "" {
		if out, err := exec.CommandContext(ctx, o.program, "reindex", "--data", o.data, o.articles).CombinedOutput(); err != nil {
			return false, fmt.Errorf("index %s: %w: %s", o.articles, err, out)
		}
	}
	return against(ctx, o, func(p *process, queries []string) (bool, error) { return soaking(ctx, o, p.Server, queries) })
}

// freeAddress is one of this machine that nobody listens at.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// soaking runs the soak and prints how it went.
func soaking(ctx context.Context, o options, s load.Server, queries []string) (bool, error) {
	k, err := load.NewSoak(ctx, s, queries)
	if err != nil {
		return false, err
	}
	clients := 2 * runtime.NumCPU()
	load.Steady(ctx, k.Search, clients, o.lasting/60) // warms up
	admin := "http://" + o.admin
	before, err := s.Remains(ctx, admin)
	if err != nil {
		return false, err
	}
	out, err := k.Run(ctx, clients, o.lasting, o.rounds)
	if err := errors.Join(err, k.Undo(ctx)); err != nil {
		return false, err
	}
	fmt.Printf("all it can in each round: %.0f/s\n", out.Rates)
	print("half of that", out.Idle)
	print("with all beside it", out.Busy)
	for _, name := range slices.Sorted(maps.Keys(out.Stages)) {
		print("  "+name, out.Stages[name])
	}
	after, err := settled(ctx, s, admin, before)
	ratio := float64(out.Busy.P99) / float64(max(1, out.Idle.P99))
	fmt.Printf("%d articles added, %d rebuilds, the longest %v; short answers: %d; p99 %.2f times that with nothing beside it\nheld before %+v, afterwards %+v\n",
		out.Added, o.rounds, out.Longest.Round(10*time.Millisecond), out.Busy.Short, ratio, before, after)
	bad := out.Busy.Failed + out.Busy.Refused + out.Busy.Short
	return bad == 0 && ratio <= soakTimes && out.Busy.Served > 0 && out.Added > 0 && back(before, after), err
}

// back reports whether no more is held than before.
func back(before, after load.Remains) bool {
	return after.Goroutines <= before.Goroutines+soakGoroutines && after.Files <= before.Files+soakFiles && after.Heap <= before.Heap+soakHeap
}

// settled is what is held when what is being let go of has gone, or after some time.
func settled(ctx context.Context, s load.Server, admin string, before load.Remains) (after load.Remains, err error) {
	for began := time.Now(); time.Since(began) < settleMost; time.Sleep(time.Second) {
		if after, err = s.Remains(ctx, admin); err != nil || back(before, after) {
			break
		}
	}
	return after, err
}
