// Package eval measures ranking: judged queries against any search.Searcher, as nDCG, MRR and recall. It does not index, and it
// does not say what is good enough.
package eval

import (
	"context"
	"fmt"
	"math"
	"slices"

	"xunbao/internal/news"
	"xunbao/search"
)

// Topic is a query with its judgements: the articles worth finding, by grade (1 and up).
type Topic struct {
	ID, Query  string
	Kind, Half string // what sort of query, and of which half of the topics; empty when nothing is known
	Grades     map[news.ID]int
}

// Slip is the kind of a query with a slip of the pen: what is searched for is the first suggestion, as a reader would choose it.
const Slip = "slip"

// Depth of the figures: hits that are looked at.
const (
	depthTop    = 10
	depthRecall = 100
)

// Score is how one topic was answered.
type Score struct {
	Topic  Topic
	NDCG   float64   // over the first 10, gain 2^grade-1, discount log2 (Järvelin, Kekäläinen 2002)
	RR     float64   // 1 / place of the first judged article in the first 10, 0 when there is none
	Recall float64   // share of the judged articles among the first 100
	Hits   []news.ID // the first 100
}

// Report is all topics and the means of their figures.
type Report struct {
	Scores            []Score
	NDCG, MRR, Recall float64
}

// Run asks every topic, reprints not collapsed. Without a suggester, slips are asked as they were typed.
func Run(ctx context.Context, s search.Searcher, suggester search.Suggester, topics []Topic) (Report, error) {
	var r Report
	for _, topic := range topics {
		text, err := asked(ctx, suggester, topic)
		if err != nil {
			return r, fmt.Errorf("topic %s: %w", topic.ID, err)
		}
		req := search.NewRequest()
		req.Query, req.Size, req.Collapse = text, depthRecall, search.CollapseNone
		req.Facets, req.Interval = nil, search.NoInterval
		result, err := s.Search(ctx, req)
		if err != nil {
			return r, fmt.Errorf("topic %s: %w", topic.ID, err)
		}
		var hits []news.ID
		for _, hit := range result.Hits {
			hits = append(hits, hit.Article.ID)
		}
		r.Scores = append(r.Scores, judge(topic, hits))
	}
	all := mean("", r.Scores)
	r.NDCG, r.MRR, r.Recall = all.NDCG, all.MRR, all.Recall
	return r, nil
}

// asked is the text to search for: the query, or its first suggestion when it is a slip.
func asked(ctx context.Context, s search.Suggester, topic Topic) (string, error) {
	if topic.Kind != Slip || s == nil {
		return topic.Query, nil
	}
	suggestions, err := s.Suggest(ctx, topic.Query, 1)
	if err != nil || len(suggestions) == 0 {
		return topic.Query, err
	}
	return suggestions[0].Text, nil
}

func judge(topic Topic, hits []news.ID) Score {
	s := Score{Topic: topic, Hits: hits}
	gained, found := 0.0, 0
	for i, id := range hits {
		grade := topic.Grades[id]
		if grade == 0 {
			continue
		}
		found++
		if i < depthTop {
			gained += gain(grade, i)
			if s.RR == 0 {
				s.RR = 1 / float64(i+1)
			}
		}
	}
	best, ideal := make([]int, 0, len(topic.Grades)), 0.0
	for _, grade := range topic.Grades {
		best = append(best, grade)
	}
	slices.SortFunc(best, func(a, b int) int { return b - a })
	for i, grade := range best[:min(depthTop, len(best))] {
		ideal += gain(grade, i)
	}
	s.NDCG, s.Recall = gained/ideal, float64(found)/float64(len(topic.Grades))
	return s
}

func gain(grade, place int) float64 {
	return (math.Pow(2, float64(grade)) - 1) / math.Log2(float64(place+2))
}
