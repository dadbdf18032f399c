package embedded

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// Of a long list most articles cannot come near the page: those that have a frequent word once, far down in a body. The matching
// documents are taken in layers, each of those that have one of its terms and none of a layer before, the terms that can add most
// first. As soon as all that the remaining terms can add is less than what the page holds already, the rest is left unscored (MaxScore:
// Turtle, Flood, Query evaluation: strategies and optimizations, 1995); within a layer a sieve does the same with each document. What is scored
// is scored whole, so the page is the same.

const (
	scoreAtOnce = 2000 // documents that one core scores before another is worth its while
	mostLayers  = 8    // more of them cost more than they spare
)

// skipWorth is the number of documents from which layers are less work than scoring them all: of questions in 20,000 articles a tenth more, in
// 100,000 as much, in a million half.
func (s *scorer) skipWorth() uint64 {
	if len(s.terms) > 24 {
		return 20_000
	}
	return 1000
}

// inexact is more than rounding can make of a sum of scores.
const inexact = 1 + 1e-9

// layer is some of the terms of a scorer.
type layer struct {
	terms []int
	most  float64 // that a document can score that has no term of a layer before
}

// layers puts the terms in order. rest is the most that a document without any of them can score.
func (s *scorer) layers(columns *index.Columns) (out []layer, rest float64) {
	order, mosts := make([]int, len(s.terms)), make([]float64, len(s.terms))
	rest = s.recency.most(columns.Newest)
	sum := rest
	for i, term := range s.terms {
		order[i], mosts[i] = i, s.most(term, columns)
		sum += mosts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(mosts[b], mosts[a]) })
	step := (sum - rest) / mostLayers
	taken := math.Inf(1) // by the last layer
	for _, i := range order {
		if taken >= step {
			out = append(out, layer{most: sum * inexact})
			taken = 0
		}
		last := &out[len(out)-1]
		last.terms = append(last.terms, i)
		taken += mosts[i]
		sum -= mosts[i]
	}
	return out, rest * inexact
}

// most is the most that a term can add to a document of a segment.
func (s *scorer) most(term scored, columns *index.Columns) float64 {
	if !term.gram {
		return term.weight * (s.k1 + 1) // however often it stands there
	}
	least := columns.BodyLeast
	if term.title {
		least = columns.TitleLeast
	}
	return term.weight * s.saturation(1, s.norms(term.title), least)
}

// scanBest calls visit with the documents of a part that can score as much as floor says, and some that cannot, and with their scores, many at a
// time. The slices are valid during the call only.
func (r *run) scanBest(s *scorer, p part, floor func() float64, visit func(docs []uint32, scores []float64)) error {
	if floor == nil || p.set.GetCardinality() < s.skipWorth() {
		return r.scanWhole(s, p, visit)
	}
	layers, least := s.layers(p.segment.Columns)
	sieve, rest := r.newSieve(s, p.segment), p.set
	defer sieve.release()
	for _, l := range layers {
		if err := r.ctx.Err(); err != nil || l.most < floor() {
			return err
		}
		docs, err := s.having(l, p.segment, rest)
		if err != nil {
			return err
		}
		if err := sieve.each(docs, floor, visit); err != nil {
			return err
		}
		rest = roaring.AndNot(rest, docs)
		sieve.without(l.terms)
	}
	if least < floor() {
		return nil
	}
	return sieve.each(rest, floor, visit)
}

// scanWhole calls visit with all documents of a part.
func (r *run) scanWhole(s *scorer, p part, visit func(docs []uint32, scores []float64)) error {
	scores := r.engine.scores.get(len(p.segment.Columns.Seq))
	if err := s.scoreAll(p.segment, p.set, scores); err != nil {
		return err // the scores are not zero
	}
	theirs := r.engine.batches.scores.get()
	defer r.engine.batches.scores.put(theirs)
	r.engine.batches.each(p.set, func(docs []uint32) {
		for i, doc := range docs {
			theirs[i], scores[doc] = scores[doc], 0
		}
		visit(docs, theirs[:len(docs)])
	})
	r.engine.scores.put(scores)
	return nil
}

// scoreAll is score with all terms, shared between the cores.
func (s *scorer) scoreAll(part *index.Segment, docs *roaring.Bitmap, scores []float64) error {
	return split(int(docs.GetCardinality()), scoreAtOnce, func(from, to int) error {
		mine, err := stretchOf(docs, from, to)
		if err != nil {
			return err
		}
		return s.score(part, mine, scores)
	})
}

// stretchOf returns the documents of a set from one place in its order to another.
func stretchOf(set *roaring.Bitmap, from, to int) (*roaring.Bitmap, error) {
	if from == 0 && to == int(set.GetCardinality()) {
		return set, nil
	}
	first, err := set.Select(uint32(from))
	if err != nil {
		return nil, fmt.Errorf("take documents %d to %d of a set: %w", from, to, err)
	}
	last, err := set.Select(uint32(to - 1))
	if err != nil {
		return nil, fmt.Errorf("take documents %d to %d of a set: %w", from, to, err)
	}
	out := roaring.New()
	out.AddRange(uint64(first), uint64(last)+1)
	out.And(set)
	return out, nil
}

// having returns the documents among docs that have one of the terms of a layer.
func (s *scorer) having(l layer, part *index.Segment, docs *roaring.Bitmap) (*roaring.Bitmap, error) {
	any := roaring.New()
	for _, i := range l.terms {
		has, err := part.Postings(s.terms[i].field, s.terms[i].term)
		if err != nil {
			return nil, err
		}
		any.Or(roaring.And(has, docs))
	}
	return any, nil
}
