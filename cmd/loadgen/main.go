// Command loadgen shows that a server keeps its bounds: it starts one on a data folder and throws what is hardest at it (bombs), asks four times as
// much as it can do beside a thousand slow connections (overload), searches for long while articles come and the index is rebuilt (soak), or stops
// it again and again under load (stop). It ends with status 1 when a bound was not kept. It is for developers and measures on whatever machine it
// runs: only the proportions of one run mean something elsewhere.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"xunbao/internal/load"
)

// options are what the command line says.
type options struct {
	program, data string
	deadline      time.Duration
	lasting       time.Duration
	slow          int
	rounds        int
	articles      string
	token, admin  string // of the server; empty: it has none
	cores         string // that the server runs on, as taskset takes them; empty: all
}

// garbagePercent has this program, which has next to nothing live, collect garbage seldom: it shares its machine with the server that it measures.
const garbagePercent = 1000

func main() {
	debug.SetGCPercent(garbagePercent)
	var o options
	flags := flag.NewFlagSet("loadgen", flag.ExitOnError)
	flags.StringVar(&o.program, "program", "./xunbao", "the program to start")
	flags.StringVar(&o.data, "data", "./xunbao-data", "its data folder")
	flags.DurationVar(&o.deadline, "deadline", 5*time.Second, "its search_timeout")
	flags.DurationVar(&o.lasting, "lasting", time.Minute, "how long the overload or the soak lasts")
	flags.IntVar(&o.slow, "slow", 1000, "slow connections beside the overload")
	flags.IntVar(&o.rounds, "rounds", 10, "how often the server is stopped, or its index rebuilt in a soak")
	flags.StringVar(&o.articles, "articles", "", "JSON Lines for a soak; empty: the samples of the program")
	commands := map[string]func(context.Context, options) (bool, error){"bombs": bombs, "overload": overload, "soak": soak, "stop": stop}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: loadgen bombs|overload|soak|stop [flags]")
		os.Exit(2)
	}
	_ = flags.Parse(os.Args[2:]) // exits by itself
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	kept, err := commands[os.Args[1]](ctx, o)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "loadgen:", err)
	}
	if !kept {
		os.Exit(1)
	}
}

// words are for queries where the server's own titles do not matter.
const drawn = 200

// bombs throws every bomb and prints what it did.
func bombs(ctx context.Context, o options) (bool, error) {
	return against(ctx, o, func(p *process, queries []string) (kept bool, err error) {
		bounds := load.Bounds{Deadline: o.deadline, Rise: 256 << 20, Health: 50 * time.Millisecond}
		fmt.Printf("deadline %v\n%-48s %6s %10s %10s %8s %8s %8s\n", o.deadline, "bomb", "status", "took", "bytes", "own MB", "all MB", "healthz")
		kept = true
		for _, b := range load.Bombs(queries) {
			blast := p.Throw(ctx, b)
			broken := blast.Broken(bounds)
			kept = kept && broken == ""
			fmt.Printf("%-48s %6d %10s %10d %8.1f %8.1f %8s %s\n", b.Name, blast.Status, blast.Took.Round(100*time.Microsecond), blast.Bytes,
				megabytes(blast.OwnRise), megabytes(blast.Rise), blast.Health.Round(100*time.Microsecond), broken)
		}
		return kept, nil
	})
}

func megabytes(n int64) float64 { return float64(n) / (1 << 20) }
