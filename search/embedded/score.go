package embedded

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/search"
)

// BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994) with the customary parameters, and the weights
// of the lanes. Grams have no frequencies: one that is there counts its idf once.
const (
	k1          = 1.2
	b           = 0.75
	titleWeight = 2.0
	gramWeight  = 0.4 // a pair of characters against a word
)

// scored is one term that adds to the score.
type scored struct {
	term   string
	field  string
	weight float64 // of the field or lane, times the term's idf
	gram   bool
	title  bool
}

// scorer adds up the terms of a query.
type scorer struct {
	snapshot            *index.Snapshot
	terms               []scored
	titleMean, bodyMean float64 // mean length of an article's title and body in terms
	articles            float64
}

// newScorer finds the terms of a plan's literals: the words they are cut into, and their pairs and triples of characters.
func newScorer(p *plan, snapshot *index.Snapshot, segmenter *zh.Segmenter) (*scorer, error) {
	s := &scorer{snapshot: snapshot}
	var titles, bodies, documents float64
	for _, part := range snapshot.Segments {
		titles += float64(part.TitleTotal)
		bodies += float64(part.BodyTotal)
		documents += float64(part.Live.GetCardinality())
	}
	s.articles = documents
	s.titleMean, s.bodyMean = max(1, titles/max(1, documents)), max(1, bodies/max(1, documents))
	seen := make(map[string]bool)
	for _, l := range append(append([]literal(nil), p.runs...), p.wanted...) {
		for _, term := range wordsOf(segmenter, l.text) {
			if err := s.add(seen, l.fields, term, false); err != nil {
				return nil, err
			}
		}
		for _, term := range gramsOf(l.text) {
			if err := s.add(seen, l.fields, term, true); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// wordsOf are the terms of the word lane in a literal: its words and the literal as one word.
func wordsOf(segmenter *zh.Segmenter, folded string) []string {
	terms := []string{folded}
	for _, word := range segmenter.Cut(folded) {
		if text := folded[word.Start:word.End]; text != folded && !zh.IsStop(text) {
			terms = append(terms, text)
		}
	}
	return terms
}

// gramsOf are the pairs and triples of a literal, or the character it is.
func gramsOf(folded string) []string {
	needed, _ := zh.Needed(folded)
	var terms []string
	for _, gram := range needed {
		if utf8.RuneCountInString(gram) > 1 || len(needed) == 1 {
			terms = append(terms, gram)
		}
	}
	return terms
}

// add adds a term in each field where it occurs, once.
func (s *scorer) add(seen map[string]bool, fields []lane, term string, gram bool) error {
	for _, f := range fields {
		name, weight := f.words, 1.0
		if gram {
			name, weight = f.grams, gramWeight
		}
		if f.title {
			weight *= titleWeight
		}
		key := name + " " + term
		if seen[key] {
			continue
		}
		seen[key] = true
		df := 0.0
		for _, part := range s.snapshot.Segments {
			docs, err := part.Postings(name, term)
			if err != nil {
				return err
			}
			df += float64(docs.AndCardinality(part.Live))
		}
		if df > 0 {
			idf := math.Log(1 + (s.articles-df+0.5)/(df+0.5))
			s.terms = append(s.terms, scored{term, name, weight * idf, gram, f.title})
		}
	}
	return nil
}

// scores returns the score of every document of a segment that is in docs, by document number.
func (s *scorer) scores(part *index.Segment, docs *roaring.Bitmap) ([]float64, error) {
	scores := make([]float64, len(part.Columns.Seq))
	for _, term := range s.terms {
		err := s.contributions(term, part, docs, func(doc uint32, value float64) { scores[doc] += value })
		if err != nil {
			return nil, err
		}
	}
	return scores, nil
}

// contributions calls add with what a term adds to the score of each document in docs that has it.
func (s *scorer) contributions(term scored, part *index.Segment, docs *roaring.Bitmap, add func(doc uint32, value float64)) error {
	if term.gram {
		has, err := part.Postings(term.field, term.term)
		if err != nil {
			return err
		}
		roaring.And(has, docs).Iterate(func(doc uint32) bool { add(doc, term.weight); return true })
		return nil
	}
	lengths, mean := part.Columns.BodyLength, s.bodyMean
	if term.title {
		lengths, mean = part.Columns.TitleLength, s.titleMean
	}
	return part.Frequencies(term.field, term.term, docs, func(doc uint32, frequency int) {
		tf := float64(frequency)
		add(doc, term.weight*tf*(k1+1)/(tf+k1*(1-b+b*float64(lengths[doc])/mean)))
	})
}

// explain returns the score of one document with its parts.
func (s *scorer) explain(part *index.Segment, doc uint32) (*search.Explanation, error) {
	e := &search.Explanation{Label: "sum of the terms, BM25 on words, idf on grams"}
	for _, term := range s.terms {
		err := s.contributions(term, part, roaring.BitmapOf(doc), func(_ uint32, value float64) {
			e.Value += value
			e.Parts = append(e.Parts, search.Explanation{Value: value, Label: fmt.Sprintf("%s in %s", term.term, term.field)})
		})
		if err != nil {
			return nil, err
		}
	}
	return e, nil
}
