// Command torture does to a real xunbao what an operator fears: it kills it, fills its disk and lets its disk fail, while it counts what it was told
// and checks what is left. It is not part of the program; docs/durability.md says what it showed.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"
)

// options are the flags.
type options struct {
	binary string
	dir    string // of the data folder; "" for a temporary one
	times  int
	seed   uint64
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(1)
	}
}

// trials are what can be done.
var trials = map[string]func(context.Context, options) error{"kill": tortureKill, "disk": tortureDisk, "eio": tortureIO}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 || trials[args[0]] == nil {
		return fmt.Errorf("say what to do: kill, disk or eio")
	}
	var o options
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.StringVar(&o.binary, "binary", "./xunbao", "the program")
	flags.StringVar(&o.dir, "dir", "", "where the data folder is made (default: a temporary folder)")
	flags.IntVar(&o.times, "n", 10, "how many cycles, or points")
	flags.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "of all that is random")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if o.dir == "" {
		dir, err := os.MkdirTemp("", "torture")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.dir = dir
	}
	fmt.Printf("seed %d\n", o.seed)
	return trials[args[0]](ctx, o)
}

func (o options) random() *rand.Rand { return rand.New(rand.NewPCG(o.seed, 1)) }
