package embedded

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// together does several things at the same time and returns the first error of theirs, in their order. A panic in one of them is raised in
// the caller, where it becomes an answer: the process lives on. So does a fault in a mapped file that was cut off, where the caller asked
// for faults to be panics.
func together(things ...func() error) error {
	errs, panics := make([]error, len(things)), make([]any, len(things))
	faults := debug.SetPanicOnFault(false)
	debug.SetPanicOnFault(faults)
	var group sync.WaitGroup
	for i, thing := range things {
		group.Go(func() {
			debug.SetPanicOnFault(faults)
			defer func() {
				if reason := recover(); reason != nil {
					panics[i] = fmt.Errorf("%v\n%s", reason, debug.Stack())
				}
			}()
			errs[i] = thing()
		})
	}
	group.Wait()
	for i, err := range errs {
		if panics[i] != nil {
			panic(panics[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// split calls work for even parts of n things, together: as many parts as there are cores, but none of fewer than least things unless it is
// the only one.
func split(n, least int, work func(from, to int) error) error {
	parts := max(1, min(runtime.GOMAXPROCS(0), n/least))
	if parts == 1 {
		return work(0, n)
	}
	things := make([]func() error, parts)
	for i := range things {
		from, to := i*n/parts, (i+1)*n/parts
		things[i] = func() error { return work(from, to) }
	}
	return together(things...)
}
