package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"xunbao/index/ingest"
)

// watchEvery is how often the sources are looked at.
const watchEvery = 2 * time.Second

// everyWatch is the clock of the watching: a channel of ticks and what stops them.
func everyWatch() (<-chan time.Time, func()) {
	t := time.NewTicker(watchEvery)
	return t.C, t.Stop
}

// watch adds the sources, then what is new or changed in them, until ctx is done, which is its ordinary end. Rejected records stop nothing.
func (p *program) watch(ctx context.Context, f *folder, sources []string, flags *intakeFlags) error {
	watch, err := ingest.NewWatch(sources)
	if err != nil {
		return fmt.Errorf("look at the sources: %w", err)
	}
	rejected := false
	add := func(sources []string) error {
		err := p.take(ctx, f, sources, flags, (*intake).add)
		if errors.Is(err, errRejected) {
			rejected, err = true, nil
		}
		return err
	}
	if err := add(sources); err != nil {
		return err
	}
	ticks, stop := p.ticks()
	defer stop()
	for {
		select {
		case <-ctx.Done():
			if rejected {
				return errRejected
			}
			return nil
		case <-ticks:
		}
		changed, err := watch.Changed()
		if err != nil {
			return fmt.Errorf("look at the sources: %w", err)
		}
		if len(changed) == 0 {
			continue
		}
		if err := add(changed); err != nil && ctx.Err() == nil {
			return err
		}
	}
}

// canWatch: of files and folders it can be told whether they have changed.
func canWatch(sources []string) error {
	for _, s := range sources {
		if s == "-" || strings.Contains(s, "://") {
			return &usageError{fmt.Errorf("--watch needs files, folders or patterns; %q is none", s)}
		}
	}
	return nil
}
