package app

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xunbao/data"
	"xunbao/internal/news"
	"xunbao/search/eval"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRanking keeps how the judged queries are answered on the sample as a page to read: a change of ranking is a difference in it.
func TestRanking(t *testing.T) {
	a, err := OpenOrSample(t.Context(), Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	queries, err := data.Topics().Open("queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer queries.Close()
	judgements, err := data.Topics().Open("qrels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer judgements.Close()
	topics, err := eval.Topics(queries, judgements)
	if err != nil {
		t.Fatal(err)
	}
	report, err := eval.Run(t.Context(), a, topics)
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	fmt.Fprintf(&page, "%d queries, nDCG@10 %.3f, MRR@10 %.3f, recall@100 %.3f\n", len(topics), report.NDCG, report.MRR, report.Recall)
	for _, s := range report.Scores {
		fmt.Fprintf(&page, "\n%s  %s  (nDCG %.2f, recall %.2f)\n", s.Topic.ID, s.Topic.Query, s.NDCG, s.Recall)
		for i, id := range s.Hits[:min(5, len(s.Hits))] {
			fmt.Fprintf(&page, "  %d. [%d] %s\n", i+1, s.Topic.Grades[id], title(t, a, id))
		}
	}
	golden := filepath.Join("testdata", "ranking.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if page.String() != string(want) {
		t.Errorf("ranking has changed; if it is for the better, run this test with -update and look at the difference of %s\n%s", golden, page.String())
	}
}

func title(t *testing.T, a *App, id news.ID) string {
	t.Helper()
	marked, err := a.Article(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	return marked.Article.Title
}
