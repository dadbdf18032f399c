package lanes

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
)

// documents are the keys of each document: what a lane must say, by brute force.
type documents [][]uint64

func random(rng *rand.Rand, count, keys int) documents {
	docs := make(documents, count)
	for i := range docs {
		for range rng.IntN(40) {
			// The product makes some keys frequent and many rare, as characters are.
			docs[i] = append(docs[i], uint64(rng.IntN(keys)*rng.IntN(keys)/keys)<<bitsPerCharacter|uint64(rng.IntN(3)))
		}
	}
	return docs
}

func (d documents) lane(t testing.TB) *Lane {
	t.Helper()
	var b Builder
	for _, keys := range d {
		b.Add(keys)
	}
	var section bytes.Buffer
	if _, err := b.WriteTo(&section); err != nil {
		t.Fatal(err)
	}
	return parse(t, section.Bytes())
}

func parse(t testing.TB, section []byte) *Lane {
	t.Helper()
	lane, err := Parse(section)
	if err != nil {
		t.Fatal(err)
	}
	return lane
}

// without leaves documents out.
func (d documents) without(drops *roaring.Bitmap) documents {
	var kept documents
	for i, keys := range d {
		if !drops.Contains(uint32(i)) {
			kept = append(kept, keys)
		}
	}
	return kept
}

func (d documents) check(t *testing.T, lane *Lane) {
	t.Helper()
	want := make(map[uint64]*roaring.Bitmap)
	for doc, keys := range d {
		for _, key := range keys {
			if want[key] == nil {
				want[key] = roaring.New()
			}
			want[key].Add(uint32(doc))
		}
	}
	if lane.Documents() != len(d) || lane.Keys() != len(want) {
		t.Fatalf("%d documents with %d keys, want %d with %d", lane.Documents(), lane.Keys(), len(d), len(want))
	}
	last, each := uint64(0), 0
	err := lane.Each(func(key uint64, docs []uint32) {
		if each > 0 && key <= last || want[key] == nil || !want[key].Equals(roaring.BitmapOf(docs...)) {
			t.Fatalf("key %d after %d: %v, want %v", key, last, docs, want[key])
		}
		last, each = key, each+1
	})
	if err != nil || each != len(want) {
		t.Fatalf("%d keys, %v, want %d", each, err, len(want))
	}
	for key := range want {
		for _, key := range []uint64{key, key + 1, key - 1} {
			expected := want[key]
			if expected == nil {
				expected = roaring.New()
			}
			got, err := lane.Postings(key)
			if err != nil {
				t.Fatal(err)
			}
			if count, err := lane.Count(key); err != nil || count != int(expected.GetCardinality()) || !got.Equals(expected) {
				t.Fatalf("key %d: count %d, %v, %v; want %v", key, count, err, got, expected)
			}
		}
	}
}

// TestLane: a lane that was made, and one that was merged of many with documents left out, twice over, says what brute force says.
func TestLane(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			var sources []Source
			var all documents
			for range rng.IntN(6) {
				docs := random(rng, rng.IntN(300), 1+rng.IntN(200))
				lane := docs.lane(t)
				docs.check(t, lane)
				drops := roaring.New()
				for doc := range docs {
					if rng.IntN(4) == 0 {
						drops.Add(uint32(doc))
					}
				}
				if rng.IntN(3) == 0 {
					drops = nil
				}
				sources = append(sources, Source{lane, drops})
				if drops == nil {
					drops = roaring.New()
				}
				all = append(all, docs.without(drops)...)
			}
			merged := merge(t, sources)
			all.check(t, merged)
			again := merge(t, []Source{{merged, nil}, {merged, roaring.New()}})
			append(slices.Clone(all), all...).check(t, again)
		})
	}
}

func merge(t testing.TB, sources []Source) *Lane {
	t.Helper()
	var section bytes.Buffer
	if err := Merge(&section, sources, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	return parse(t, section.Bytes())
}

// TestLists: lists of every density and size, over several containers of a bitmap, come back.
func TestLists(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, documents := range []int{2, 3, 63, 64, 65, 1000, 70_000, 200_000} {
		for _, share := range []float64{0.00002, 0.001, 0.05, 0.1, 0.3, 0.5, 0.9, 1} {
			var docs []uint32
			for doc := range documents {
				if rng.Float64() < share {
					docs = append(docs, uint32(doc))
				}
			}
			if len(docs) < 2 {
				docs = []uint32{0, uint32(documents - 1)}
			}
			s := shapeOf(len(docs), documents)
			list := appendList(nil, docs, documents)
			if len(list) != s.size() || 8*len(list) > documents+8 {
				t.Errorf("%d of %d documents: %d bytes, foretold %d", len(docs), documents, len(list), s.size())
			}
			got, err := s.appendDocs(nil, append(list, make([]byte, slack)...))
			if err != nil || !slices.Equal(got, docs) {
				t.Errorf("%d of %d documents came back as %d: %v", len(docs), documents, len(got), err)
			}
			bitmap, err := fromSorted(docs)
			if err != nil || !bitmap.Equals(roaring.BitmapOf(docs...)) {
				t.Errorf("%d of %d documents as a bitmap: %v", len(docs), documents, err)
			}
		}
	}
}

func TestKey(t *testing.T) {
	seen := make(map[uint64]string)
	for _, gram := range []string{"水", "库", "水库", "库水", "a", "ab", "abc", "a\x00", "\x00", "\x00a", "𠮷", "𠮷野", "2026"[:3]} {
		key, ok := Key(gram)
		if other, taken := seen[key]; !ok || taken {
			t.Errorf("%q: ok %v, the key of %q", gram, ok, other)
		}
		if again := KeyOf([]rune(gram)); again != key {
			t.Errorf("%q: the key of its characters is %d, not %d", gram, again, key)
		}
		seen[key] = gram
	}
	for _, text := range []string{"", "四个汉字"} {
		if _, ok := Key(text); ok {
			t.Errorf("%q has a key", text)
		}
	}
}

func TestStop(t *testing.T) {
	enough := errors.New("enough")
	lane := documents{{1}}.lane(t)
	if err := Merge(&bytes.Buffer{}, []Source{{Lane: lane}}, func() error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v, want the error of stop", err)
	}
}

// FuzzDamage: whatever bytes a section has, reading and merging it ends with an answer or with index.ErrDamaged.
func FuzzDamage(f *testing.F) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3 {
		var b Builder
		for _, keys := range random(rng, 100, 50) {
			b.Add(keys)
		}
		var section bytes.Buffer
		if _, err := b.WriteTo(&section); err != nil {
			f.Fatal(err)
		}
		f.Add(section.Bytes(), uint32(rng.IntN(section.Len())), byte(1))
	}
	f.Fuzz(func(t *testing.T, section []byte, at uint32, change byte) {
		if len(section) > 0 {
			section = slices.Clone(section)
			section[int(at)%len(section)] ^= change
		}
		lane, err := Parse(section)
		if err == nil && lane.documents < 1<<20 {
			for key := range uint64(60) {
				if _, bad := lane.Postings(key << bitsPerCharacter); bad != nil {
					err = bad
				}
			}
			if bad := Merge(&bytes.Buffer{}, []Source{{Lane: lane}}, func() error { return nil }); bad != nil {
				err = bad
			}
		}
		if err != nil && !errors.Is(err, index.ErrDamaged) {
			t.Error(err)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	docs := random(rand.New(rand.NewPCG(5, 6)), 4000, 3000)
	for b.Loop() {
		var builder Builder
		for _, keys := range docs {
			builder.Add(keys)
		}
		if _, err := builder.WriteTo(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPostings(b *testing.B) {
	docs := make(documents, 100_000)
	rng := rand.New(rand.NewPCG(7, 8))
	for i := range docs {
		for key, share := range []float64{0.5, 0.1, 0.01, 0.0001} {
			if rng.Float64() < share {
				docs[i] = append(docs[i], uint64(key))
			}
		}
	}
	lane := docs.lane(b)
	for key, share := range []string{"half", "tenth", "hundredth", "ten"} {
		b.Run(share, func(b *testing.B) {
			for b.Loop() {
				if _, err := lane.Postings(uint64(key)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
