package embedded

import (
	"cmp"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// sieve scores documents of one segment many at a time, one source of their scores after the other, and drops each as soon as what it has and the
// most that the sources to come can add is less than what the page holds already. What passes is scored whole, added up in the order of the
// scorer's terms, so that its score is what scoring everything gives. For one goroutine; give it back with release.
type sieve struct {
	engine  *Engine
	scorer  *scorer
	part    *index.Segment
	sources []*source // that can add something, what can add most first
	scratch *scratch
}

// source is a term of the scorer, or recency.
type source struct {
	place int     // in the scorer's terms; recency comes behind all of them
	most  float64 // that it adds to a document
	has   bitset  // documents with the term; nil until it is asked for, and for recency
	often *index.Occurrences
}

// scratch is what a sieve works in.
type scratch struct {
	values [manyTerms + 1][batchDocs]float64 // by the place of a source and the document's place among those sieved together
	sums   [batchDocs]float64
	places [batchDocs]uint16 // of the documents that are left
	docs   [batchDocs]uint32
	scores [batchDocs]float64
}

// scratches keeps them for the next search.
type scratches struct{ pool sync.Pool }

func (s *scratches) get() *scratch {
	if kept, ok := s.pool.Get().(*scratch); ok {
		return kept
	}
	return new(scratch)
}

// newSieve takes a scorer of at most manyTerms terms.
func (r *run) newSieve(s *scorer, part *index.Segment) *sieve {
	v := &sieve{engine: r.engine, scorer: s, part: part, scratch: r.engine.scratches.get()}
	for i, term := range s.terms {
		v.sources = append(v.sources, &source{place: i, most: s.most(term, part.Columns)})
	}
	if most := s.recency.most(part.Columns.Newest); most > 0 {
		v.sources = append(v.sources, &source{place: len(s.terms), most: most})
	}
	slices.SortStableFunc(v.sources, func(a, b *source) int { return cmp.Compare(b.most, a.most) })
	return v
}

// release ends the use of a sieve.
func (v *sieve) release() {
	for _, s := range v.sources {
		v.drop(s)
	}
	v.engine.scratches.pool.Put(v.scratch)
}

func (v *sieve) drop(s *source) {
	if s.has != nil {
		v.engine.bitsets.put(s.has)
		s.has = nil
	}
}

// without takes terms out that none of the documents to come has.
func (v *sieve) without(terms []int) {
	v.sources = slices.DeleteFunc(v.sources, func(s *source) bool {
		gone := slices.Contains(terms, s.place)
		if gone {
			v.drop(s)
		}
		return gone
	})
}

// each calls visit with those of the documents that can score as much as floor says, and some that cannot, ascending and many at a time, and with
// their scores. The slices are valid during the call only.
func (v *sieve) each(docs *roaring.Bitmap, floor func() float64, visit func(docs []uint32, scores []float64)) (err error) {
	v.engine.batches.each(docs, func(docs []uint32) {
		if err != nil {
			return
		}
		var left int
		if left, err = v.pass(docs, floor()); err == nil && left > 0 {
			visit(v.scratch.docs[:left], v.scratch.scores[:left])
		}
	})
	return err
}

// pass puts the documents that may score so much, and their scores, at the beginning of the scratch and returns how many they are.
func (v *sieve) pass(docs []uint32, floor float64) (int, error) {
	w := v.scratch
	rest := 0.0
	for _, s := range v.sources {
		rest += s.most
	}
	left := w.places[:len(docs)]
	for i := range left {
		left[i], w.sums[i] = uint16(i), 0
	}
	for _, s := range v.sources {
		if err := v.add(s, docs, left); err != nil {
			return 0, err
		}
		rest -= s.most
		left = w.keep(left, &w.values[s.place], rest, floor)
	}
	order := slices.Clone(v.sources)
	slices.SortFunc(order, func(a, b *source) int { return cmp.Compare(a.place, b.place) })
	for i, place := range left {
		score := 0.0
		for _, s := range order {
			score += w.values[s.place][place]
		}
		w.docs[i], w.scores[i] = docs[place], score
	}
	return len(left), nil
}

// keep adds values to the sums and returns the places of those documents that can still score as much as floor.
func (w *scratch) keep(left []uint16, values *[batchDocs]float64, rest, floor float64) []uint16 {
	kept := left[:0]
	for _, place := range left {
		w.sums[place] += values[place]
		if (w.sums[place]+rest)*inexact >= floor {
			kept = append(kept, place)
		}
	}
	return kept
}

// add writes what a source adds to each of the documents at the places that are left.
func (v *sieve) add(s *source, docs []uint32, left []uint16) error {
	values := &v.scratch.values[s.place]
	if s.place == len(v.scorer.terms) {
		for _, place := range left {
			values[place] = v.scorer.recency.of(v.part.Columns.Published[docs[place]])
		}
		return nil
	}
	term := v.scorer.terms[s.place]
	if err := v.open(s, term); err != nil {
		return err
	}
	lengths, norms := v.scorer.lengths(term, v.part.Columns), v.scorer.norms(term.title)
	for _, place := range left {
		doc := docs[place]
		switch {
		case !s.has.has(doc):
			values[place] = 0
		case term.gram:
			values[place] = term.weight * v.scorer.saturation(1, norms, lengths[doc])
		default:
			values[place] = term.weight * v.scorer.saturation(s.often.In(doc), norms, lengths[doc])
		}
	}
	return nil
}

// open reads which documents have a term, the first time that it is asked for.
func (v *sieve) open(s *source, term scored) (err error) {
	if s.has != nil {
		return nil
	}
	var having *roaring.Bitmap
	if term.gram {
		having, err = v.part.Postings(term.field, term.term)
	} else if s.often, err = v.part.Occurrences(term.field, term.term); err == nil {
		having = s.often.Documents
	}
	if err != nil {
		return err
	}
	s.has = v.engine.bitsets.get(len(v.part.Columns.Seq))
	having.WriteDenseTo(s.has)
	return nil
}
