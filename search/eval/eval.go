// Package eval measures ranking: judged queries against any search.Searcher, as nDCG, MRR and recall. It does not index, and it
// does not say what is good enough.
package eval

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"xunbao/internal/news"
	"xunbao/search"
)

// Topic is a query with its judgements: the articles worth finding, by grade (1 and up).
type Topic struct {
	ID, Query string
	Grades    map[news.ID]int
}

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

// Topics reads queries (a line: id, tab, query) and judgements in TREC form (query, ignored, article, grade, separated by white
// space). Queries without a judgement are left out. Errors name the line.
func Topics(queries, judgements io.Reader) ([]Topic, error) {
	grades := make(map[string]map[news.ID]int)
	err := eachLine(judgements, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("want a query, 0, an article and a grade")
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("the grade %q is no number", f[3])
		}
		if grades[f[0]] == nil {
			grades[f[0]] = make(map[news.ID]int)
		}
		if grade > 0 {
			grades[f[0]][news.ID(f[2])] = grade
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("judgements: %w", err)
	}
	var topics []Topic
	err = eachLine(queries, func(line string) error {
		id, query, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("want an id, a tab and a query")
		}
		if len(grades[id]) > 0 {
			topics = append(topics, Topic{id, query, grades[id]})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("queries: %w", err)
	}
	return topics, nil
}

func eachLine(r io.Reader, visit func(line string) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			if err := visit(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return lines.Err()
}

// Run asks every topic, reprints not collapsed.
func Run(ctx context.Context, s search.Searcher, topics []Topic) (Report, error) {
	var r Report
	for _, topic := range topics {
		req := search.NewRequest()
		req.Query, req.Size, req.Collapse = topic.Query, depthRecall, search.CollapseNone
		req.Facets, req.Interval = nil, search.NoInterval
		result, err := s.Search(ctx, req)
		if err != nil {
			return r, fmt.Errorf("topic %s: %w", topic.ID, err)
		}
		var hits []news.ID
		for _, hit := range result.Hits {
			hits = append(hits, hit.Article.ID)
		}
		score := judge(topic, hits)
		r.Scores = append(r.Scores, score)
		r.NDCG, r.MRR, r.Recall = r.NDCG+score.NDCG, r.MRR+score.RR, r.Recall+score.Recall
	}
	n := float64(max(1, len(topics)))
	r.NDCG, r.MRR, r.Recall = r.NDCG/n, r.MRR/n, r.Recall/n
	return r, nil
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
