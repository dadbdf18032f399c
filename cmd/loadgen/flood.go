package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"

	"xunbao/internal/load"
)

// flooded is what a flood tells in the end.
type flooded struct {
	load.Phase
	CutOff int // slow connections
}

// floodClients is how many clients a flood has, each of which waits for its answers: fewer come than should where they are slow.
const floodClients = 500

// flood sends searches at a rate beside slow connections to a server that runs, and prints how that went as JSON.
func flood(ctx context.Context, o options) (bool, error) {
	s := load.Server{Base: o.base, Client: newClient()}
	queries, err := s.Queries(ctx, drawn)
	if err != nil {
		return false, err
	}
	slowly, stop := context.WithCancel(ctx)
	var slow sync.WaitGroup
	var out flooded
	slow.Go(func() { out.CutOff = s.Slow(slowly, o.slow) })
	out.Phase = load.Steady(ctx, load.Paced(s.Searches(queries), o.rate), floodClients, o.lasting)
	stop()
	slow.Wait()
	return true, json.NewEncoder(os.Stdout).Encode(out)
}

// floodNice is how much a flood steps back for the server: it stands for other machines, and what it costs this one is not to be measured.
const floodNice = 10

// startFlood has another process flood a server. The one who waits for it is told how it went.
func startFlood(ctx context.Context, o options, base string, rate float64) (wait func() (flooded, error), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "nice", "-n", strconv.Itoa(floodNice), self, "flood", "--base", base, "--rate", fmt.Sprint(rate), "--slow", strconv.Itoa(o.slow), "--lasting", o.lasting.String())
	cmd.Stderr = os.Stderr
	told, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("start the flood: %w", err)
	}
	return func() (out flooded, err error) {
		failed := json.NewDecoder(told).Decode(&out)
		if err := cmd.Wait(); err != nil {
			return out, fmt.Errorf("flood the server: %w", err)
		}
		return out, failed
	}, nil
}
