package embedded

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCount: values are counted as Each visits them, however wide the ordinals and whether or not a document has several.
func TestCount(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, greatest := range []int{1, 200, 300, 70_000} {
		for _, several := range []bool{false, true} {
			const documents = 500
			first := make([]uint32, documents)
			v := Values{}
			if several {
				v.starts = []uint32{0}
			}
			for doc := range first {
				first[doc] = uint32(rng.IntN(greatest + 1))
				if several {
					if first[doc] != 0 && rng.IntN(3) == 0 {
						v.more = append(v.more, uint32(rng.IntN(greatest)))
					}
					v.starts = append(v.starts, uint32(len(v.more)))
				}
			}
			first[0] = uint32(greatest)
			v.first = narrow(first)
			var docs []uint32
			for doc := range uint32(documents) {
				if rng.IntN(2) == 0 {
					docs = append(docs, doc)
				}
			}
			got, want := make([]int, greatest), make([]int, greatest)
			v.Count(docs, got)
			for _, doc := range docs {
				v.Each(doc, func(ordinal uint32) { want[ordinal]++ })
			}
			if !slices.Equal(got, want) {
				t.Errorf("up to %d, several %v: the counts differ", greatest, several)
			}
		}
	}
}
