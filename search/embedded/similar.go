package embedded

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// The part of the grams of what was asked, by their weight, that a text must share with it. Where fewer than fewAlike articles share that
// much, lessAlike is enough: the words of a question or headline are often not those of the text. The figures are recall of 100: of CMRC
// questions .998 from .15 down to .05; of headlines asked of bodies .971 at .15, .981 at .1, .984 at .06, while half of them find more than
// 97, 359, 1,212 articles of 20,621.
const (
	alikeQuestion  = 0.15
	alikeStatement = 0.1
	lessAlike      = 0.06
	fewAlike       = 500
)

// similar matches texts that share enough of the grams of what was asked, however it is cut into words. A text that has the whole of
// it shares all.
type similar struct {
	grams   []string
	weights []float64 // idf of each
	total   float64   // weight of those that stand in any article
	enough  float64   // part of total

	shared map[*index.Segment][]float64 // by document, the weight of what it has; a wider clause need not add it up again
}

// similarTo makes the clause for the runs of a plan. The weights are those of the snapshot.
func similarTo(p *plan, snapshot *index.Snapshot) (similar, error) {
	c := similar{shared: make(map[*index.Segment][]float64)}
	articles := float64(snapshot.Count())
	c.enough = alikeQuestion
	if p.statement {
		c.enough = alikeStatement
	}
	seen := make(map[string]bool)
	for _, run := range p.runs {
		for _, gram := range gramsOf(run.text) {
			if seen[gram] {
				continue
			}
			seen[gram] = true
			having, err := snapshot.Having(index.BodyGrams, gram)
			if err != nil {
				return c, err
			}
			weight := idf(articles, float64(having))
			c.grams, c.weights = append(c.grams, gram), append(c.weights, weight)
			if having > 0 {
				c.total += weight
			}
		}
	}
	return c, nil
}

// wider is the clause that lessAlike is enough for.
func (c similar) wider() similar {
	c.enough = lessAlike
	return c
}

// idf is the weight of a term that df of the articles have (Robertson, Spärck Jones), never negative.
func idf(articles, df float64) float64 { return math.Log(1 + (articles-df+0.5)/(df+0.5)) }

// sharedIn adds up what the documents of a segment share.
func (m *matcher) sharedIn(c similar, s *index.Segment) ([]float64, error) {
	if shared := c.shared[s]; shared != nil {
		return shared, nil
	}
	shared := m.scores.get(len(s.Columns.Seq))
	c.shared[s] = shared
	for i, gram := range c.grams {
		weight := c.weights[i]
		body, err := s.Postings(index.BodyGrams, gram)
		if err != nil {
			return nil, err
		}
		title, err := s.Postings(index.TitleGrams, gram)
		if err != nil {
			return nil, err
		}
		add := func(docs []uint32) {
			for _, doc := range docs {
				shared[doc] += weight
			}
		}
		m.batches.each(body, add)
		m.batches.each(roaring.AndNot(title, body), add)
	}
	return shared, nil
}

// release gives the numbers of the clause, and of wider ones made of it, back for the next search.
func (c similar) release(scores *zeroes) {
	for _, shared := range c.shared {
		clear(shared)
		scores.put(shared)
	}
	clear(c.shared)
}

func (m *matcher) similar(c similar, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	shared, err := m.sharedIn(c, s)
	if err != nil {
		return nil, err
	}
	least := max(c.enough*c.total, math.SmallestNonzeroFloat64)
	var docs []uint32
	for doc, weight := range shared {
		if weight >= least {
			docs = append(docs, uint32(doc))
		}
	}
	return roaring.And(roaring.BitmapOf(docs...), within), nil
}
