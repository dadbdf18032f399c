package embedded

import (
	"fmt"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/search"
)

// weights of BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994) over the lanes. A gram counts as one
// occurrence, by the length of its text; rescore adds the others.
type weights struct {
	k1, b float64
	title float64 // a title against a body
	gram  float64 // a pair of characters against a word
	seam  float64 // a pair over a seam of a bare run against one inside a part, see adjacency.go
}

var (
	// forWords suits names and words, which a headline carries.
	forWords = weights{k1: 1.2, b: 0.75, title: 2, gram: 1, seam: 1.5}
	// forStatements was measured on headlines asked of bodies without them: MRR .879, recall of 100 .982; with gram 1.5 .877 and .979, with
	// gram 0.2 .871 and .979, with forWords .872, with forQuestions .859.
	forStatements = weights{k1: 1.2, b: 0.75, title: 1, gram: 0.6, seam: 1}
	// forQuestions was measured on CMRC questions: what a question says is spread over a body, and pairs of characters rank better than
	// words (MRR .969 with gram 1.5 and title 1, .974 so).
	forQuestions = weights{k1: 2.5, b: 0.85, title: 0.5, gram: 3, seam: 1}
)

// scored is one term that adds to the score.
type scored struct {
	term   string
	field  string
	weight float64 // of the field or lane, times the term's idf
	gram   bool
	seam   bool // a gram that stands only where the parts of a bare run stand side by side
	title  bool
}

// scorer adds up the terms of a query.
type scorer struct {
	weights
	snapshot            *index.Snapshot
	terms               []scored
	titleMean, bodyMean float64 // mean length of an article's title and body in terms
	articles            float64
	asked               float64 // weight of all terms in a body: what the other parts of a score are measured by
	recency             recency
	bonusLabel          string // of what was added to the entries at the head
}

// newScorer finds the terms of the query's literals: the words they are cut into, and their pairs and triples of characters.
func (r *run) newScorer() (*scorer, error) {
	s := &scorer{snapshot: r.snapshot, weights: forWords}
	if r.plan.question {
		s.weights = forQuestions
	}
	if r.plan.statement {
		s.weights = forStatements
	}
	s.measure()
	seen := make(map[string]bool)
	for _, l := range append(append([]literal(nil), r.plan.runs...), r.plan.wanted...) {
		for _, term := range wordsOf(r.engine.segmenter, l.word()) {
			if err := s.add(seen, l, scored{term: term}); err != nil {
				return nil, err
			}
		}
		crossing := l.crossing()
		for _, term := range gramsOf(l.text) {
			if err := s.add(seen, l, scored{term: term, gram: true, seam: crossing[term]}); err != nil {
				return nil, err
			}
		}
	}
	for _, term := range s.terms {
		if !term.title {
			s.asked += term.weight
		}
	}
	if !r.plan.question { // what is asked for does not age
		s.recency = recency{r.today, recencyShare * s.asked, r.engine.recency}
	}
	return s, nil
}

// measure counts the articles and their mean lengths.
func (s *scorer) measure() {
	var titles, bodies float64
	for _, part := range s.snapshot.Segments {
		titles += float64(part.TitleTotal)
		bodies += float64(part.BodyTotal)
		s.articles += float64(part.Live.GetCardinality())
	}
	s.titleMean, s.bodyMean = max(1, titles/max(1, s.articles)), max(1, bodies/max(1, s.articles))
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

// add adds a term of a literal in each of its fields where it occurs, once.
func (s *scorer) add(seen map[string]bool, l literal, term scored) error {
	for _, f := range l.fields {
		term.field, term.title, term.weight = f.words, f.title, 1.0
		if term.gram {
			term.field, term.weight = f.grams, s.gram
		}
		if term.seam {
			term.weight *= s.seam
		}
		if f.title {
			term.weight *= s.title
		}
		if l.weight != 0 {
			term.weight *= l.weight
		}
		key := term.field + " " + term.term
		if seen[key] {
			continue
		}
		seen[key] = true
		having, err := s.snapshot.Having(term.field, term.term)
		if err != nil {
			return err
		}
		if having > 0 {
			term.weight *= idf(s.articles, float64(having))
			s.terms = append(s.terms, term)
		}
	}
	return nil
}

// score adds the score of every document of a segment that is in docs to scores, by document number. It touches no other.
func (s *scorer) score(part *index.Segment, docs *roaring.Bitmap, scores []float64) error {
	for _, term := range s.terms {
		err := s.contributions(term, part, docs, func(doc uint32, value float64) { scores[doc] += value })
		if err != nil {
			return err
		}
	}
	if published := part.Columns.Published; s.recency.most(part.Columns.Newest) > 0 {
		docs.Iterate(func(doc uint32) bool { scores[doc] += s.recency.of(published[doc]); return true })
	}
	return nil
}

// contributions calls add with what a term adds to the score of each document in docs that has it.
func (s *scorer) contributions(term scored, part *index.Segment, docs *roaring.Bitmap, add func(doc uint32, value float64)) error {
	lengths, norms := s.lengths(term, part.Columns), s.norms(term.title)
	if !term.gram {
		return part.Frequencies(term.field, term.term, docs, func(doc uint32, frequency int) {
			add(doc, term.weight*s.saturation(frequency, norms, lengths[doc]))
		})
	}
	has, err := part.Postings(term.field, term.term)
	if err != nil {
		return err
	}
	roaring.And(has, docs).Iterate(func(doc uint32) bool {
		add(doc, term.weight*s.saturation(1, norms, lengths[doc]))
		return true
	})
	return nil
}

// lengths are those of the texts that a term stands in, by document.
func (s *scorer) lengths(term scored, columns *index.Columns) []uint32 {
	if term.title {
		return columns.TitleLength
	}
	return columns.BodyLength
}

// norms are what BM25 sets against a term frequency: so much, and so much for each term of the text.
type norms struct{ least, each float64 }

func (s *scorer) norms(title bool) norms {
	mean := s.bodyMean
	if title {
		mean = s.titleMean
	}
	return norms{s.k1 * (1 - s.b), s.k1 * s.b / mean}
}

// saturation is BM25's factor of a term frequency in a text of so many terms.
func (s *scorer) saturation(frequency int, n norms, length uint32) float64 {
	tf := float64(frequency)
	return tf * (s.k1 + 1) / (tf + n.least + n.each*float64(length))
}

// saturated is that factor for a document.
func (s *scorer) saturated(term scored, part *index.Segment, doc uint32, frequency int) float64 {
	length := part.Columns.BodyLength[doc]
	if term.title {
		length = part.Columns.TitleLength[doc]
	}
	return s.saturation(frequency, s.norms(term.title), length)
}

// explain returns the score of an entry with its parts.
func (s *scorer) explain(part *index.Segment, e entry) (*search.Explanation, error) {
	out := &search.Explanation{Label: "sum of the terms (BM25 of words and of pairs of characters) and of what else speaks for the article"}
	add := func(value float64, label string) {
		if value != 0 {
			out.Value += value
			out.Parts = append(out.Parts, search.Explanation{Value: value, Label: label})
		}
	}
	for _, term := range s.terms {
		err := s.contributions(term, part, roaring.BitmapOf(e.doc), func(_ uint32, value float64) { add(value, term.label()) })
		if err != nil {
			return nil, err
		}
	}
	if len(s.terms) > 0 {
		add(s.recency.of(e.published), "recency: how lately it was published")
	}
	add(e.bonus, s.bonusLabel)
	return out, nil
}

// label names a term in an explanation.
func (t scored) label() string {
	if t.seam {
		return fmt.Sprintf("%s in %s: adjacency, parts of the query stand side by side", t.term, t.field)
	}
	return fmt.Sprintf("%s in %s", t.term, t.field)
}
