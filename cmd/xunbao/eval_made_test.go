package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"xunbao/internal/app"
	"xunbao/search/eval"
)

// TestEvalMade: queries made from the sample articles mostly find where they came from, and the same seed gives the same figures.
func TestEvalMade(t *testing.T) {
	sample := "../../data/sample/articles.jsonl"
	var first string
	for range 2 {
		var out bytes.Buffer
		p := &program{stdout: &out, stderr: &bytes.Buffer{}, stdin: strings.NewReader(""),
			open: func(ctx context.Context, s settings, log *slog.Logger) (backend, error) {
				return app.Open(ctx, app.Config{DataDir: s.Data, Log: log})
			}}
		report, err := p.evalMade(t.Context(), settings{}, []string{sample}, eval.MakeOptions{Count: 20, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		if err := printEval(&out, report, true); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = out.String()
		} else if out.String() != first {
			t.Errorf("the same seed gives %s, then %s", first, out.String())
		}
	}
	var figures struct{ Groups []eval.Group }
	if err := json.Unmarshal([]byte(first), &figures); err != nil {
		t.Fatal(err)
	}
	for _, g := range figures.Groups {
		if g.Name == eval.Dropped && (g.Queries != 20 || g.Recall < 0.9) {
			t.Errorf("sentences without a third of their words: %+v", g)
		}
		if g.Name == eval.Headline && (g.Queries != 20 || g.Recall < 0.3) {
			t.Errorf("headlines: %+v", g)
		}
	}
	if len(figures.Groups) < 3 {
		t.Errorf("groups %+v", figures.Groups)
	}
}
