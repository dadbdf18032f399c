package embedded

import (
	"math/rand/v2"
	"sort"
	"testing"
)

// TestBuckets: a table finds the bucket that a search of the bounds finds, at bounds too.
func TestBuckets(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		bounds := []int64{rng.Int64N(1<<40) - 1<<39}
		widest := int64(1) << (4 + rng.IntN(36))
		for range 1 + rng.IntN(300) {
			bounds = append(bounds, bounds[len(bounds)-1]+1+rng.Int64N(widest))
		}
		ranges, last := newBuckets(bounds), len(bounds)-1
		look := func(at int64) {
			want := sort.Search(len(bounds), func(i int) bool { return bounds[i] > at }) - 1
			if got := ranges.of(at); got != want {
				t.Fatalf("%d is in bucket %d of %v, not %d", at, got, bounds, want)
			}
		}
		for i := range last {
			look(bounds[i])
			look(bounds[i+1] - 1)
			look(bounds[0] + rng.Int64N(bounds[last]-bounds[0]))
		}
		if len(ranges.cells) > mostCells {
			t.Errorf("%d cells", len(ranges.cells))
		}
	}
}
