package lanes

import (
	"math/rand/v2"
	"testing"
)

// However keys get their numbers, the numbers are those of the order in which the keys were met.
func TestTableNumbersInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var table Table
		want := map[uint64]uint32{}
		for range r.IntN(3000) {
			key := uint64(r.IntN(2000)) << r.IntN(50)
			number, known := want[key]
			if !known {
				number = uint32(len(want))
				want[key] = number
			}
			give := table.Number
			if !known && r.IntN(100) < 95 {
				give = table.New
			}
			if got := give(key); got != number || table.Keys[got] != key {
				t.Fatalf("key %d got number %d, want %d", key, got, number)
			}
		}
		if len(table.Keys) != len(want) {
			t.Fatalf("%d keys, want %d", len(table.Keys), len(want))
		}
	}
}
