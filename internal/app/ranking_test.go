package app

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
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
	topics := builtinTopics(t)
	report, err := eval.Run(t.Context(), a, a, topics)
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	for _, s := range report.Scores {
		fmt.Fprintf(&page, "%s  %s  (nDCG %.2f, recall %.2f)\n", s.Topic.ID, s.Topic.Query, s.NDCG, s.Recall)
		for i, id := range s.Hits[:min(5, len(s.Hits))] {
			fmt.Fprintf(&page, "  %d. [%d] %s\n", i+1, s.Topic.Grades[id], title(t, a, id))
		}
		page.WriteString("\n")
	}
	golden(t, "ranking.txt", page.String())
	golden(t, "stats.txt", eval.Table(report.Groups()))
}

// TestTopics: both halves have every kind, and every judged article is among the samples.
func TestTopics(t *testing.T) {
	a, err := OpenOrSample(t.Context(), Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	kinds := map[string]map[string]int{}
	for _, topic := range builtinTopics(t) {
		if kinds[topic.Kind] == nil {
			kinds[topic.Kind] = map[string]int{}
		}
		kinds[topic.Kind][topic.Half]++
		for id := range topic.Grades {
			if _, err := a.Article(t.Context(), id, ""); err != nil {
				t.Errorf("topic %s is judged for %s: %v", topic.ID, id, err)
			}
		}
	}
	for kind, halves := range kinds {
		if kind == "" || len(halves) != 2 || halves["tuning"] == 0 || halves["held-out"] == 0 {
			t.Errorf("the kind %q has topics in %v", kind, halves)
		}
	}
}

func builtinTopics(t *testing.T) []eval.Topic {
	t.Helper()
	var files [3]io.Reader
	for i, name := range []string{"queries.tsv", "qrels.tsv", "kinds.tsv"} {
		content, err := fs.ReadFile(data.Topics(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = bytes.NewReader(content)
	}
	topics, err := eval.Topics(files[0], files[1], files[2])
	if err != nil {
		t.Fatal(err)
	}
	return topics
}

// golden holds got against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("ranking has changed; if it is for the better, run this test with -update and look at the difference of %s\n%s", path, got)
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
