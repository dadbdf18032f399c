package eval

import (
	"fmt"
	"slices"
	"strings"
)

// Group is the means of some topics.
type Group struct {
	Name    string  `json:"name"`
	Queries int     `json:"queries"`
	NDCG    float64 `json:"ndcg10"`
	MRR     float64 `json:"mrr10"`
	Recall  float64 `json:"recall100"`
}

// Groups is all topics, then each half and each kind, in the order of their names. A half or kind without a name is not a group.
func (r Report) Groups() []Group {
	groups := []Group{mean("all", r.Scores)}
	for _, name := range []func(Topic) string{func(t Topic) string { return t.Half }, func(t Topic) string { return t.Kind }} {
		of := make(map[string][]Score)
		var names []string
		for _, s := range r.Scores {
			n := name(s.Topic)
			if n != "" && of[n] == nil {
				names = append(names, n)
			}
			of[n] = append(of[n], s)
		}
		slices.Sort(names)
		for _, n := range names {
			groups = append(groups, mean(n, of[n]))
		}
	}
	return groups
}

func mean(name string, scores []Score) Group {
	g := Group{Name: name, Queries: len(scores)}
	for _, s := range scores {
		g.NDCG, g.MRR, g.Recall = g.NDCG+s.NDCG, g.MRR+s.RR, g.Recall+s.Recall
	}
	n := float64(max(1, len(scores)))
	g.NDCG, g.MRR, g.Recall = g.NDCG/n, g.MRR/n, g.Recall/n
	return g
}

// Table is a line a group with its figures to three places, for people.
func Table(groups []Group) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s %7s  nDCG@10  MRR@10  recall@100\n", "", "queries")
	for _, g := range groups {
		fmt.Fprintf(&b, "%-14s %7d  %7.3f  %6.3f  %10.3f\n", g.Name, g.Queries, g.NDCG, g.MRR, g.Recall)
	}
	return b.String()
}
