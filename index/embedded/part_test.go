package embedded

import (
	"encoding/binary"
	"fmt"
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
	for _, sizes := range [][]int{{1}, {3, 0}, {0, 2, 1}, {segmentDocuments + 5, 7}} {
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
			}
			binary.BigEndian.PutUint64(position[keyCount], seq)
			if err := joinParts(t.Context(), parts, path, position); err != nil {
				t.Fatal(err)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
				t.Errorf("left behind: %v, %v", entries, err)
			}
			g, err := openGeneration("index-000001", path, &heldStore{})
			if err != nil {
				t.Fatal(err)
			}
			defer g.close()
			g.readers.Add(1)
			g.store.readers.Add(1)
			s, err := g.snapshot()
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
