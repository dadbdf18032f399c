package embedded

import (
	"slices"
	"testing"

	"xunbao/search"
)

// TestCalendars: what is remembered is what would be found anew, also when more was asked for than is remembered.
func TestCalendars(t *testing.T) {
	var c calendars
	const day = 24 * 60 * 60
	for round := range 3 {
		for n := range int64(2 * keptCalendars) {
			for _, interval := range []search.Interval{search.Day, search.Month} {
				low, high := n*11*day, n*17*day+day
				got, err := c.starts(interval, low, high)
				want, wrong := bucketStarts(interval, inShanghai(low), inShanghai(high))
				if err != nil || wrong != nil || !slices.Equal(got, want) {
					t.Fatalf("round %d: %s from %d to %d: %v, %v, want %v, %v", round, interval, low, high, got, err, want, wrong)
				}
			}
		}
		if len(c.kept) > keptCalendars {
			t.Errorf("%d are remembered", len(c.kept))
		}
	}
}
