package embedded

import (
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// TestVerified: what was read in several rounds is remembered together, by generation, segment and literal, and room is bounded.
func TestVerified(t *testing.T) {
	v := newVerifications()
	v.remember("1", 7, "水库", roaring.BitmapOf(1, 2), roaring.BitmapOf(2))
	v.remember("1", 7, "水库", roaring.BitmapOf(3), roaring.BitmapOf(3))
	if known, passed := v.recall("1", 7, "水库"); !known.Equals(roaring.BitmapOf(1, 2, 3)) || !passed.Equals(roaring.BitmapOf(2, 3)) {
		t.Errorf("known %v, passed %v", known, passed)
	}
	for _, other := range []struct {
		generation string
		segment    uint64
		key        string
	}{{"2", 7, "水库"}, {"1", 8, "水库"}, {"1", 7, "大坝"}} {
		if known, passed := v.recall(other.generation, other.segment, other.key); !known.IsEmpty() || !passed.IsEmpty() {
			t.Errorf("%v: known %v, passed %v", other, known, passed)
		}
	}
	wide := roaring.New() // every other document: bits, 8 KB for 65,536
	for doc := uint32(0); doc < 1<<20; doc += 2 {
		wide.Add(doc)
	}
	for i := range 400 {
		v.remember("1", 7, fmt.Sprint("wide ", i), wide, wide)
	}
	sum := 0
	for name, e := range v.entries {
		sum += e.size(name)
	}
	if sum != v.bytes || sum > verifiedBytes || sum < verifiedBytes/2 || len(v.order) != len(v.entries) {
		t.Errorf("%d bytes counted as %d, %d entries, %d in order", sum, v.bytes, len(v.entries), len(v.order))
	}
	if known, _ := v.recall("1", 7, "wide 399"); known.IsEmpty() {
		t.Error("the newest is forgotten")
	}
	if known, _ := v.recall("1", 7, "水库"); !known.IsEmpty() {
		t.Error("the oldest is still there")
	}
}
