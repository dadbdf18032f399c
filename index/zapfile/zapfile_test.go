package zapfile

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/google/go-cmp/cmp"
)

// counts is how often each term stands in each document.
type counts map[string]map[uint32]uint32

func (c counts) add(document uint32, word string) {
	if c[word] == nil {
		c[word] = make(map[uint32]uint32)
	}
	c[word][document]++
}

// vocabulary draws words of all lengths, some of which begin alike, rare and frequent.
func vocabulary(r *rand.Rand) []string {
	words := []string{"大", "大坝", "a", "ab", "大坝水", "大坝水库", "大坝水库加", "大坝水库加固", "大坝水库加固工程", "abcdefgh", "abcdefghi",
		"abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnoq", "水\x00", "水", "水\x00\x00", strings.Repeat("\xff", 9), strings.Repeat("z", 70000)}
	letters := []rune("云浦大桥水库江河新闻北岸2026ab")
	for range 300 {
		word := make([]rune, 1+r.IntN(9))
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		words = append(words, string(word))
	}
	return words
}

// fill gives a builder documents of words; the first words of the vocabulary are the most frequent.
func fill(r *rand.Rand, b *Builder, words []string, first uint32, documents int) counts {
	want := make(counts)
	for n := range documents {
		b.Begin()
		for range r.IntN(8) {
			word := words[min(r.IntN(len(words)), r.IntN(len(words)), r.IntN(len(words)))]
			b.Add(word)
			want.add(first+uint32(n), word)
		}
	}
	return want
}

// gathered collects terms and holds that they ascend.
func gathered(t *testing.T, terms Terms) counts {
	t.Helper()
	got, last := make(counts), ""
	err := terms(func(term []byte, p Postings) error {
		if string(term) <= last && last != "" {
			t.Fatalf("%q comes after %q", term, last)
		}
		last = string(term)
		got[last] = make(map[uint32]uint32)
		if len(p.Documents) == 0 || !slices.IsSorted(p.Documents) {
			t.Fatalf("%q has the documents %v", term, p.Documents)
		}
		for i, document := range p.Documents {
			got[last][document] = p.Frequencies[i]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestBuilderCounts: a builder gives just what it was given, also when it is used again.
func TestBuilderCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var b Builder
	for _, documents := range []int{0, 1, 700, 20} {
		b.Reset()
		want := fill(r, &b, vocabulary(r), 0, documents)
		if diff := cmp.Diff(want, gathered(t, b.Terms)); diff != "" || b.Documents() != documents {
			t.Fatalf("%d documents: %s", b.Documents(), diff)
		}
	}
}

// TestMergeIsOne: merged runs are what one builder of all documents that stay would give.
func TestMergeIsOne(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for round := range 20 {
		words, want := vocabulary(r), make(counts)
		var sources []Source
		next := uint32(0)
		for range round {
			var b Builder
			documents := r.IntN(40)
			had := fill(r, &b, words, 0, documents)
			numbers := make([]uint32, documents)
			for i := range numbers {
				if numbers[i] = Gone; r.IntN(4) > 0 {
					numbers[i] = next
					next++
				}
			}
			for word, list := range had {
				for document, frequency := range list {
					for range frequency {
						if numbers[document] != Gone {
							want.add(numbers[document], word)
						}
					}
				}
			}
			var run bytes.Buffer
			if err := WriteRun(&run, b.Terms); err != nil {
				t.Fatal(err)
			}
			sources = append(sources, Source{&run, numbers})
		}
		if diff := cmp.Diff(want, gathered(t, Merge(sources))); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestCutRunFails: a run that ends too early gives an error, not fewer terms, wherever an entry is cut.
func TestCutRunFails(t *testing.T) {
	var b Builder
	fill(rand.New(rand.NewPCG(3, 3)), &b, []string{"大坝", "水库加固", "云浦"}, 0, 20)
	var run bytes.Buffer
	if err := WriteRun(&run, b.Terms); err != nil {
		t.Fatal(err)
	}
	whole := len(gathered(t, b.Terms))
	for cut := range run.Len() {
		terms := 0
		err := Merge([]Source{{bytes.NewReader(run.Bytes()[:cut]), make([]uint32, 20)}})(func([]byte, Postings) error {
			terms++
			return nil
		})
		if err == nil && terms >= whole {
			t.Fatalf("cut at %d of %d: all %d terms, no error", cut, run.Len(), terms)
		}
		if reader := (&runReader{from: bytes.NewReader(run.Bytes()[:cut])}); err == nil {
			for more := true; more; { // cut between two entries
				if more, err = reader.next(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func equal(a, b counts) bool {
	return maps.EqualFunc(a, b, maps.Equal[map[uint32]uint32, map[uint32]uint32])
}

// write makes a segment of a field of these words, in a file and in memory.
func write(t *testing.T, documents int, terms Terms) (*zap.SegmentBase, segment.Segment) {
	t.Helper()
	identities := make([]string, documents)
	for i := range identities {
		identities[i] = fmt.Sprintf("%08d", i*7919%documents)
	}
	var content bytes.Buffer
	fields := func(w *Writer) {
		if err := w.Identities(identities); err != nil {
			t.Fatal(err)
		}
		none := func(func([]byte, Postings) error) error { return nil }
		if err := errors.Join(w.Field("body", terms), w.Field("none", none)); err != nil {
			t.Fatal(err)
		}
	}
	w := NewWriter(&content)
	fields(w)
	layout, err := w.Finish()
	if err != nil {
		t.Fatal(err)
	}
	base, err := zap.InitSegmentBase(content.Bytes(), layout.Sum, ChunkMode, layout.Documents, layout.Offsets, layout.Table, nil, new(segment.Stats))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "000001.zap")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w = NewWriter(file)
	fields(w)
	if err := w.FinishFile(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	opened, err := new(zap.ZapPlugin).Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	return base, opened
}

// zapped reads a field as zap does.
func zapped(t *testing.T, s segment.Segment, field string) counts {
	t.Helper()
	dictionary, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	got := make(counts)
	entries := dictionary.AutomatonIterator(nil, nil, nil)
	for entry, err := entries.Next(); entry != nil || err != nil; entry, err = entries.Next() {
		if err != nil {
			t.Fatal(err)
		}
		list, err := dictionary.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		got[entry.Term] = make(map[uint32]uint32)
		postings := list.Iterator(true, true, true, nil)
		for p, err := postings.Next(); p != nil || err != nil; p, err = postings.Next() {
			if err != nil {
				t.Fatal(err)
			}
			got[entry.Term][uint32(p.Number())] = uint32(p.Frequency())
		}
		if uint64(len(got[entry.Term])) != list.Count() {
			t.Fatalf("%q has %d documents and is said to have %d", entry.Term, len(got[entry.Term]), list.Count())
		}
	}
	return got
}

// TestZapReads: zap reads from memory and file what was written, in segments small and large, sparse and dense, and what zap merges of
// them is the same again.
func TestZapReads(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, documents := range []int{1, 2, 1023, 5000, 70_000} {
		var b Builder
		want := fill(r, &b, vocabulary(r), 0, documents)
		base, file := write(t, documents, b.Terms)
		for _, s := range []segment.Segment{base, file} {
			if s.Count() != uint64(documents) {
				t.Fatalf("%d documents, want %d", s.Count(), documents)
			}
			if !equal(want, zapped(t, s, "body")) {
				t.Fatalf("%d documents: other postings", documents)
			}
			fields := s.Fields()
			if len(want) > 0 && !slices.Equal(fields, []string{"_id", "body"}) {
				t.Fatalf("fields %q", fields)
			}
			checkIdentities(t, s, documents)
		}
		if documents > 5000 {
			continue
		}
		drops := roaring.BitmapOf(0)
		name := filepath.Join(t.TempDir(), "000002.zap")
		all, dropped := []segment.Segment{file, file}, []*roaring.Bitmap{drops, nil}
		if _, _, err := new(zap.ZapPlugin).Merge(all, dropped, name, make(chan struct{}), nil); err != nil {
			t.Fatal(err)
		}
		merged, err := new(zap.ZapPlugin).Open(name)
		if err != nil {
			t.Fatal(err)
		}
		twice := make(counts)
		for word, list := range want {
			for document, frequency := range list {
				for range frequency {
					if document > 0 {
						twice.add(document-1, word)
					}
					twice.add(document+uint32(documents)-1, word)
				}
			}
		}
		if !equal(twice, zapped(t, merged, "body")) {
			t.Fatalf("twice %d documents: other postings", documents)
		}
		if err := merged.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// checkIdentities finds every document by its identity, and the identity of every document.
func checkIdentities(t *testing.T, s segment.Segment, documents int) {
	t.Helper()
	for document := range min(documents, 3000) {
		identity := fmt.Sprintf("%08d", document*7919%documents)
		found, err := s.DocNumbers([]string{identity})
		if err != nil || !found.Equals(roaring.BitmapOf(uint32(document))) {
			t.Fatalf("%s is %v, want %d, %v", identity, found, document, err)
		}
		if id, err := s.DocID(uint64(document)); err != nil || string(id) != identity {
			t.Fatalf("document %d is %q, want %q, %v", document, id, identity, err)
		}
	}
}

// TestAsZapWrites: of documents that all have a word twice, the file is as large as what zap makes of it by merging.
func TestAsZapWrites(t *testing.T) {
	var b Builder
	fill(rand.New(rand.NewPCG(5, 5)), &b, vocabulary(rand.New(rand.NewPCG(6, 6))), 0, 2500)
	base, _ := write(t, 2500, b.Terms)
	var own bytes.Buffer
	if _, err := base.WriteTo(&own); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "000003.zap")
	if _, _, err := new(zap.ZapPlugin).Merge([]segment.Segment{base}, []*roaring.Bitmap{nil}, name, make(chan struct{}), nil); err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// zap notes three kinds of sections for each of the two fields, here is one; up to that the files are the same
	if more := len(theirs) - own.Len(); more < 0 || more > 2*3*10 {
		t.Errorf("%d bytes, %d by zap", own.Len(), len(theirs))
	}
	if end := own.Len() - 200; !bytes.Equal(own.Bytes()[:end], theirs[:end]) {
		t.Error("not the same bytes as zap writes")
	}
}
