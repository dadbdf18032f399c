package embedded

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestCourtesy: a worker of a rebuild gets an eighth of the time beside searches that never end, half of it between searches, and all of it where
// nobody searches; a spare one none beside searches.
func TestCourtesy(t *testing.T) {
	const pieces, piece = 100, 10 * time.Millisecond
	for _, test := range []struct {
		name   string
		search func(*traffic)
		times  time.Duration
	}{
		{"nobody searches", func(*traffic) {}, 1},
		{"somebody does now and then", func(s *traffic) { s.enter(); s.leave() }, 2},
		{"somebody always does", (*traffic).enter, 1 + mostWaited},
		{"more than there are cores always do", func(s *traffic) { s.running.Add(1000) }, 1 + mostWaited},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				searches := new(traffic)
				polite := courtesy{traffic: searches}
				started := time.Now()
				for range pieces {
					test.search(searches)
					polite.pause(t.Context())
					time.Sleep(piece)
				}
				polite.pause(t.Context())
				if took, want := time.Since(started), test.times*pieces*piece; took < want || took > want+pieces*glance {
					t.Errorf("it took %v, not %v", took, want)
				}
			})
		})
	}
	t.Run("waiting is no work", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			searches := new(traffic)
			searches.enter()
			polite := courtesy{traffic: searches}
			polite.pause(t.Context())
			time.Sleep(time.Hour)
			polite.begin()
			started := time.Now()
			time.Sleep(spell)
			if polite.pause(t.Context()); time.Since(started) != (1+mostWaited)*spell {
				t.Errorf("it took %v", time.Since(started))
			}
		})
	})
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
