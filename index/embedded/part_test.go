package embedded

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"testing"

	"xunbao/index/analysis/zh"
)

// TestPartsBecomeOneSegment: parts with many documents, one and none become one index with one segment that scorch opens, whole.
func TestPartsBecomeOneSegment(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, sizes := range [][]int{{1}, {3, 0}, {0, 2, 1}, {pieceDocuments + 5, 7}} {
		t.Run(fmt.Sprint(sizes), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "index-000001")
			position := map[string][]byte{keySeq: make([]byte, 8), keyCount: make([]byte, 8)}
			var parts []*part
			seq := uint64(0)
			for i, size := range sizes {
				p := &part{path: fmt.Sprintf("%s.part%d", path, i)}
				parts = append(parts, p)
				for range size {
					seq++
					a := article(int(seq))
					if err := p.add(newDocument(seq, &a, segmenter)); err != nil {
						t.Fatal(err)
					}
				}
				if err := p.flush(); err != nil {
					t.Fatal(err)
				}
			}
			binary.BigEndian.PutUint64(position[keyCount], seq)
			binary.BigEndian.PutUint64(position[keySeq], seq)
			if err := joinParts(t.Context(), nil, parts, nil, path, position); err != nil {
				t.Fatal(err)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
				t.Errorf("left behind: %v, %v", entries, err)
			}
			g, err := openGeneration("index-000001", path, &heldStore{}, math.MaxInt64, always)
			if err != nil {
				t.Fatal(err)
			}
			defer g.close()
			s, err := g.hold()
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if len(s.Segments) != 1 || s.Count() != int(seq) {
				t.Fatalf("%d segments with %d documents, want one with %d", len(s.Segments), s.Count(), seq)
			}
			seen := make(map[uint64]bool)
			for _, n := range s.Segments[0].Columns.Seq {
				seen[n] = true
			}
			docs, err := s.Segments[0].Postings(TitleGrams, "水库")
			if err != nil {
				t.Fatal(err)
			}
			if len(seen) != int(seq) || docs.GetCardinality() != seq {
				t.Errorf("%d sequence numbers, a gram of all in %d documents, want %d", len(seen), docs.GetCardinality(), seq)
			}
		})
	}
}

// TestSupersededAreLeftOut: what was taken back is in no field of the merged segment, be it some documents of a segment, all or none.
func TestSupersededAreLeftOut(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, superseded := range [][]uint64{nil, {1}, {2, 5}, {1, 2, 3}, {4, 5, 6, 1}, {1, 2, 3, 4, 6}} {
		path := filepath.Join(t.TempDir(), "index-000001")
		b := startBuilding(t.Context(), path, segmenter, nil, nil)
		for seq := range uint64(6) {
			if err := b.parts[seq/3%uint64(len(b.parts))].add(newDocument(seq+1, new(article(int(seq+1))), segmenter)); err != nil {
				t.Fatal(err)
			}
			b.done.add(1)
		}
		left := map[uint64]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true}
		for _, seq := range superseded {
			b.supersede(seq)
			delete(left, seq)
		}
		if err := b.finish(t.Context(), 6, nil); err != nil {
			t.Fatal(err)
		}
		g, err := openGeneration("index-000001", path, &heldStore{}, math.MaxInt64, always)
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.hold()
		if err != nil {
			t.Fatal(err)
		}
		got := map[uint64]bool{}
		for _, seq := range s.Segments[0].Columns.Seq {
			got[seq] = true
		}
		docs, err := s.Segments[0].Postings(TitleGrams, "水库")
		if err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(got, left) || int(docs.GetCardinality()) != len(left) || s.Count() != len(left) {
			t.Errorf("without %d: %v, a gram of all in %d of %d documents", superseded, got, docs.GetCardinality(), s.Count())
		}
		s.Close()
		if err := g.close(); err != nil {
			t.Fatal(err)
		}
	}
}
