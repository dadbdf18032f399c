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
	summed  []*source // the same, in the order of the scorer's terms
	scratch *scratch
}

// source is a term of the scorer, or recency.
type source struct {
	place int             // in the scorer's terms; recency comes behind all of them
	most  float64         // that it adds to any document
	once  *once           // nil for what a document may have more of
	list  *roaring.Bitmap // documents with the term; nil until it is asked for, and for recency
	has   bitset          // the same as bits; nil for a short list
	often *index.Occurrences
}

// once are the factors of a term that stands once in a title or in a body: as every gram counts once, the most that those to come can add to a
// document is known by its lengths.
type once struct {
	lengths []uint32 // by document
	norms   norms
	factors [batchDocs]float64 // of the documents sieved together
	rest    float64            // weights of the terms to come
}

// bitsWorth is how many times the documents of a list a segment may have for it to be turned into bits: a longer list takes long to look up in, a
// shorter one is soon looked up in and would take more memory.
const bitsWorth = 4096

// scratch is what a sieve works in.
type scratch struct {
	values [][batchDocs]float64 // by the place of a source and the document's place among those sieved together
	title  once
	body   once
	sums   [batchDocs]float64
	places [batchDocs]uint16 // of the documents that are left
	docs   [batchDocs]uint32
	scores [batchDocs]float64
}

// scratches keeps them for the next search.
type scratches struct{ pool sync.Pool }

// get returns one with room for so many sources.
func (s *scratches) get(sources int) *scratch {
	w, ok := s.pool.Get().(*scratch)
	if !ok {
		w = new(scratch)
	}
	for len(w.values) < sources {
		w.values = append(w.values, [batchDocs]float64{})
	}
	return w
}

func (r *run) newSieve(s *scorer, part *index.Segment) *sieve {
	v := &sieve{engine: r.engine, scorer: s, part: part, scratch: r.engine.scratches.get(len(s.terms) + 1)}
	w := v.scratch
	w.title.lengths, w.title.norms = part.Columns.TitleLength, s.norms(true)
	w.body.lengths, w.body.norms = part.Columns.BodyLength, s.norms(false)
	for i, term := range s.terms {
		from := &source{place: i, most: s.most(term, part.Columns)}
		if term.gram {
			from.once = w.once(term)
		}
		v.sources = append(v.sources, from)
	}
	if most := s.recency.most(part.Columns.Newest); most > 0 {
		v.sources = append(v.sources, &source{place: len(s.terms), most: most})
	}
	v.summed = slices.Clone(v.sources)
	slices.SortStableFunc(v.sources, func(a, b *source) int { return cmp.Compare(b.most, a.most) })
	return v
}

// release ends the use of a sieve.
func (v *sieve) release() {
	for _, s := range v.sources {
		v.drop(s)
	}
	v.scratch.title.lengths, v.scratch.body.lengths = nil, nil // they live no longer than the segment
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
	gone := func(s *source) bool { return slices.Contains(terms, s.place) }
	for _, s := range v.sources {
		if gone(s) {
			v.drop(s)
		}
	}
	v.sources, v.summed = slices.DeleteFunc(v.sources, gone), slices.DeleteFunc(v.summed, gone)
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
	left, rest := w.places[:len(docs)], v.begin(docs)
	for i := range left {
		left[i] = uint16(i)
	}
	left = w.keep(left, rest, floor)
	for _, s := range v.sources {
		if err := v.add(s, docs, left); err != nil {
			return 0, err
		}
		values := &w.values[s.place]
		for _, place := range left {
			w.sums[place] += values[place]
		}
		if s.once != nil {
			s.once.rest -= v.scorer.terms[s.place].weight
		} else {
			rest -= s.most
		}
		left = w.keep(left, rest, floor)
	}
	v.finish(docs, left)
	return len(left), nil
}

// begin sets the scratch up for documents and returns the most that the sources which are not among those that count once can add.
func (v *sieve) begin(docs []uint32) (rest float64) {
	w := v.scratch
	clear(w.sums[:len(docs)])
	w.title.rest, w.body.rest = 0, 0
	for _, s := range v.sources {
		if s.once != nil {
			s.once.rest += v.scorer.terms[s.place].weight
		} else {
			rest += s.most
		}
	}
	for _, once := range []*once{&w.title, &w.body} {
		for i, doc := range docs {
			once.factors[i] = v.scorer.saturation(1, once.norms, once.lengths[doc])
		}
	}
	return rest
}

// keep returns the places of those documents that can still score as much as floor.
func (w *scratch) keep(left []uint16, rest, floor float64) []uint16 {
	kept := left[:0]
	for _, place := range left {
		if (w.sums[place]+rest+w.title.rest*w.title.factors[place]+w.body.rest*w.body.factors[place])*inexact >= floor {
			kept = append(kept, place)
		}
	}
	return kept
}

// once are the factors of a gram.
func (w *scratch) once(term scored) *once {
	if term.title {
		return &w.title
	}
	return &w.body
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
		case !s.in(doc):
			values[place] = 0
		case s.once != nil:
			values[place] = term.weight * s.once.factors[place]
		default:
			values[place] = term.weight * v.scorer.saturation(s.often.In(doc), norms, lengths[doc])
		}
	}
	return nil
}

// finish adds up the scores of the documents at the places that are left, in the order of the scorer's terms.
func (v *sieve) finish(docs []uint32, left []uint16) {
	w := v.scratch
	for i, place := range left {
		score := 0.0
		for _, s := range v.summed {
			score += w.values[s.place][place]
		}
		w.docs[i], w.scores[i] = docs[place], score
	}
}

// open reads which documents have a term, the first time that it is asked for.
func (v *sieve) open(s *source, term scored) (err error) {
	if s.list != nil {
		return nil
	}
	if term.gram {
		s.list, err = v.part.Postings(term.field, term.term)
	} else if s.often, err = v.part.Occurrences(term.field, term.term); err == nil {
		s.list = s.often.Documents
	}
	if err != nil {
		return err
	}
	if count := len(v.part.Columns.Seq); s.list.GetCardinality()*bitsWorth > uint64(count) {
		s.has = v.engine.bitsets.get(count)
		s.list.WriteDenseTo(s.has)
	}
	return nil
}

// in reports whether a document has the term.
func (s *source) in(doc uint32) bool {
	if s.has != nil {
		return s.has.has(doc)
	}
	return s.list.Contains(doc)
}
