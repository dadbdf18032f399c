package embedded

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestCourtesy: beside searches that never end a rebuild takes twice the time and its spare workers none of it, and where nobody searches it
// waits for nobody.
func TestCourtesy(t *testing.T) {
	const pieces, piece = 100, 10 * time.Millisecond
	work := func(t *testing.T, c *courtesy) time.Duration {
		started := time.Now()
		for range pieces {
			c.pause(t.Context())
			time.Sleep(piece)
		}
		return time.Since(started)
	}
	for _, test := range []struct {
		name        string
		searching   bool
		least, most time.Duration
	}{
		{"nobody searches", false, pieces * piece, pieces * piece},
		{"somebody always does", true, 2*pieces*piece - 2*piece, 2 * pieces * piece},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				traffic := new(traffic)
				if test.searching {
					traffic.enter()
				}
				if took := work(t, &courtesy{traffic: traffic}); took < test.least || took > test.most {
					t.Errorf("it took %v, not %v to %v", took, test.least, test.most)
				}
			})
		})
	}
	t.Run("a spare one", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			traffic := new(traffic)
			traffic.enter()
			go func() {
				time.Sleep(time.Minute)
				traffic.leave()
			}()
			started := time.Now()
			(&courtesy{traffic: traffic, spare: true}).pause(t.Context())
			if waited := time.Since(started); waited < time.Minute+quiet || waited > time.Minute+quiet+glance {
				t.Errorf("it waited %v", waited)
			}
			others := make(chan struct{})
			traffic.enter()
			time.AfterFunc(time.Second, func() { close(others) })
			started = time.Now()
			(&courtesy{traffic: traffic, spare: true, others: others}).pause(t.Context())
			if waited := time.Since(started); waited != time.Second {
				t.Errorf("it waited %v until it was needed", waited)
			}
		})
	})
}
