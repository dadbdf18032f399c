package embedded

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
)

// alike is the part of a question's grams, by their weight, that a text must share with it. Lower finds no more of the right answers
// (measured on CMRC questions: recall of 100 is the same down to .05) and counts more articles.
const alike = 0.15

// similar matches texts that share enough of the grams of what was asked, however it is cut into words. A text that has the whole of
// it shares all.
type similar struct {
	grams   []string
	weights []float64 // idf of each
	enough  float64
}

// similarTo makes the clause for the runs of a plan. The weights are those of the snapshot.
func similarTo(p *plan, snapshot *index.Snapshot) (similar, error) {
	var c similar
	articles := float64(snapshot.Count())
	seen := make(map[string]bool)
	total := 0.0
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
				total += weight
			}
		}
	}
	c.enough = alike * total
	return c, nil
}

// idf is the weight of a term that df of the articles have (Robertson, Spärck Jones), never negative.
func idf(articles, df float64) float64 { return math.Log(1 + (articles-df+0.5)/(df+0.5)) }

func (m *matcher) similar(c similar, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	shared := make([]float64, len(s.Columns.Seq))
	for i, gram := range c.grams {
		body, err := s.Postings(index.BodyGrams, gram)
		if err != nil {
			return nil, err
		}
		title, err := s.Postings(index.TitleGrams, gram)
		if err != nil {
			return nil, err
		}
		roaring.Or(body, title).Iterate(func(doc uint32) bool { shared[doc] += c.weights[i]; return true })
	}
	found := roaring.New()
	within.Iterate(func(doc uint32) bool {
		if shared[doc] > 0 && shared[doc] >= c.enough {
			found.Add(doc)
		}
		return true
	})
	return found, nil
}
