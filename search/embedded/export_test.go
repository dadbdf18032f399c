package embedded

import (
	"math/rand/v2"
	"slices"
	"testing"

	"xunbao/search"
)

// However few entries an export puts in order at a time, it goes through all of them once, in order.
func TestBehindIsTheWholeOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		c := newCrowd(rng)
		c.run.ctx = t.Context()
		for _, sort := range []search.Sort{search.Stored, search.Newest, search.Oldest} {
			c.run.req.Sort = sort
			for i := range c.scores {
				clear(c.scores[i]) // nothing is scored
			}
			want, atOnce := c.ordered(sort, false), 1+rng.IntN(200)
			var got []entry
			for after := (*entry)(nil); ; {
				next, err := c.run.behind(after, atOnce, nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(next) == 0 {
					break
				}
				if len(next) > atOnce {
					t.Fatalf("%d entries at once, at most %d were asked for", len(next), atOnce)
				}
				got = append(got, next...)
				after = &next[len(next)-1]
			}
			if !slices.Equal(got, want) {
				t.Fatalf("by %s, %d at once: %d entries, want %d, or in another order", sort, atOnce, len(got), len(want))
			}
		}
	}
}
