package embedded

import (
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/internal/news"
	"xunbao/search"
)

// TestVerified: what was read in several rounds is remembered together, by generation, segment and literal, and room is bounded.
func TestVerified(t *testing.T) {
	v := newVerifications(verifiedBytes)
	name := inSegment("1", 7, "水库")
	v.remember(name, roaring.BitmapOf(1, 2), roaring.BitmapOf(2))
	v.remember(name, roaring.BitmapOf(3), roaring.BitmapOf(3))
	v.remember(name, roaring.New(), roaring.New())
	if known, passed := v.recall(name); !known.Equals(roaring.BitmapOf(1, 2, 3)) || !passed.Equals(roaring.BitmapOf(2, 3)) {
		t.Errorf("known %v, passed %v", known, passed)
	}
	for _, other := range []string{inSegment("2", 7, "水库"), inSegment("1", 8, "水库"), inSegment("1", 7, "大坝"), inStore("1", "水库")} {
		if known, passed := v.recall(other); !known.IsEmpty() || !passed.IsEmpty() {
			t.Errorf("%v: known %v, passed %v", other, known, passed)
		}
	}
	wide := roaring.New() // every other document: bits, 8 KB for 65,536
	for doc := uint32(0); doc < 1<<20; doc += 2 {
		wide.Add(doc)
	}
	for i := range 400 {
		v.remember(fmt.Sprint("wide ", i), wide, wide)
	}
	sum := 0
	for name, e := range v.entries {
		sum += e.size(name)
	}
	if sum != v.bytes || sum > verifiedBytes || sum < verifiedBytes/2 || len(v.order) != len(v.entries) {
		t.Errorf("%d bytes counted as %d, %d entries, %d in order", sum, v.bytes, len(v.entries), len(v.order))
	}
	if known, _ := v.recall("wide 399"); known.IsEmpty() {
		t.Error("the newest is forgotten")
	}
	if known, _ := v.recall(name); !known.IsEmpty() {
		t.Error("the oldest is still there")
	}
}

// TestVerifiedOutlivesSegments: what was found out about a text is still known when the index is rebuilt, and texts that came since are read.
func TestVerifiedOutlivesSegments(t *testing.T) {
	collection, segmenter := emptyCollection(t)
	e := New(collection, segmenter, Options{})
	put := func(id news.ID) {
		t.Helper()
		if _, err := collection.Put(t.Context(), []news.Article{{ID: id, Title: "堤坝" + string(id), Body: "云浦水库除险加固完成，稻田的水又足了。" + string(id)}}); err != nil {
			t.Fatal(err)
		}
	}
	found := func() int {
		t.Helper()
		req := search.NewRequest()
		req.Query, req.Collapse = `"云浦水库除险加固"`, search.CollapseNone
		result, err := e.Search(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		return result.Total
	}
	put("1")
	put("2")
	if n := found(); n != 2 {
		t.Fatalf("%d found", n)
	}
	known := e.verified.records.entries
	if len(known) != 1 {
		t.Fatalf("%d literals are known", len(known))
	}
	for _, entry := range known { // as if none had passed: who believes it has not read the texts again
		entry.passed = roaring.New()
	}
	if _, err := collection.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if n := found(); n != 0 {
		t.Errorf("%d texts were read again after the rebuild", n)
	}
	put("3")
	if n := found(); n != 1 {
		t.Errorf("%d of the texts that came were read, want 1", n)
	}
}
