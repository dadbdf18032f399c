package eval

import (
	"context"
	"math"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

// lists answers every query with a fixed list.
type lists map[string][]news.ID

func (l lists) Search(_ context.Context, req search.Request) (*search.Result, error) {
	result := &search.Result{}
	for _, id := range l[req.Query] {
		result.Hits = append(result.Hits, search.Hit{Article: news.Article{ID: id}})
	}
	return result, nil
}

// Suggest corrects one word.
func (l lists) Suggest(_ context.Context, text string, _ int) ([]search.Suggestion, error) {
	if text != "水酷" {
		return nil, nil
	}
	return []search.Suggestion{{Text: "水库", Kind: search.Correction}}, nil
}

func TestRun(t *testing.T) {
	topics, err := Topics(strings.NewReader("1\t水库\n2\t高铁\n3\t没有判断\n"), strings.NewReader("1 0 a 2\n1 0 b 1\n2 0 c 1\n2 0 d 0\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(topics) != 2 {
		t.Fatalf("%d topics, want the two that are judged", len(topics))
	}
	report, err := Run(t.Context(), lists{"水库": {"x", "b", "a"}, "高铁": {"c"}}, nil, topics)
	if err != nil {
		t.Fatal(err)
	}
	// 水库: b (gain 1) at place 2, a (gain 3) at place 3; ideal is a then b.
	ndcg := (1/math.Log2(3) + 3/math.Log2(4)) / (3 + 1/math.Log2(3))
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"nDCG of the first", report.Scores[0].NDCG, ndcg}, {"RR of the first", report.Scores[0].RR, 0.5},
		{"recall of the first", report.Scores[0].Recall, 1}, {"nDCG", report.NDCG, (ndcg + 1) / 2}, {"MRR", report.MRR, 0.75}, {"recall", report.Recall, 1},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestTopicsRefuses(t *testing.T) {
	for name, c := range map[string][3]string{
		"no tab":          {"1 水库", "1 0 a 1", ""},
		"three columns":   {"1\t水库", "1 0 a", ""},
		"grade no number": {"1\t水库", "1 0 a 高", ""},
		"no half":         {"1\t水库", "1 0 a 1", "1\tplace"},
	} {
		if _, err := Topics(strings.NewReader(c[0]), strings.NewReader(c[1]), strings.NewReader(c[2])); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRunEmpty(t *testing.T) {
	if report, err := Run(t.Context(), lists{}, nil, nil); err != nil || report.MRR != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestGroups: a slip is asked as its suggestion, one without a suggestion as typed, and every half and kind has its means.
func TestGroups(t *testing.T) {
	topics, err := Topics(strings.NewReader("1\t水酷\n2\t高鉄\n3\t水酷\n"), strings.NewReader("1 0 a 2\n2 0 c 1\n3 0 a 1\n"),
		strings.NewReader("1\tslip\ttuning\n2\tslip\theld-out\n3\tplace\ttuning\n"))
	if err != nil {
		t.Fatal(err)
	}
	answers := lists{"水库": {"a"}, "高鉄": {"x", "c"}}
	report, err := Run(t.Context(), answers, answers, topics)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Group{
		"all": {Queries: 3, MRR: 0.5}, "tuning": {Queries: 2, MRR: 0.5}, "held-out": {Queries: 1, MRR: 0.5},
		"slip": {Queries: 2, MRR: 0.75}, "place": {Queries: 1},
	}
	groups := report.Groups()
	for _, g := range groups {
		if w, ok := want[g.Name]; !ok || g.Queries != w.Queries || math.Abs(g.MRR-w.MRR) > 1e-12 {
			t.Errorf("group %+v, want %+v", g, w)
		}
	}
	if len(groups) != len(want) || strings.Count(Table(groups), "\n") != len(want)+1 {
		t.Errorf("%d groups:\n%s", len(groups), Table(groups))
	}
}
