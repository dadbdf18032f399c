package embedded

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

// Whatever the number of things and parts, each thing is worked on once.
func TestSplitCoversAll(t *testing.T) {
	for n := range 40 {
		for _, least := range []int{1, 2, 7, 50} {
			done := make([]atomic.Int32, n)
			err := split(n, least, func(from, to int) error {
				for i := from; i < to; i++ {
					done[i].Add(1)
				}
				return nil
			})
			for i := range done {
				if got := done[i].Load(); got != 1 || err != nil {
					t.Fatalf("%d things, at least %d a part: thing %d was done %d times, error %v", n, least, i, got, err)
				}
			}
		}
	}
}

func TestTogetherReturnsTheFirstError(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	fine := func() error { return nil }
	if err := together(fine, func() error { return first }, func() error { return second }); err != first {
		t.Errorf("error %v, want the first", err)
	}
	if err := together(fine, fine); err != nil {
		t.Errorf("error %v, want none", err)
	}
}

// A panic that nobody can recover from ends the process: it has to reach the goroutine that asked.
func TestTogetherRaisesPanicsInTheCaller(t *testing.T) {
	finished := false
	defer func() {
		if reason := fmt.Sprint(recover()); !strings.Contains(reason, "a broken list") || !finished {
			t.Errorf("recovered %q, the other finished: %t", reason, finished)
		}
	}()
	err := together(func() error { panic("a broken list") }, func() error { finished = true; return nil })
	t.Errorf("returned %v", err)
}
