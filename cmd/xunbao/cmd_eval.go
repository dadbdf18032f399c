package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"xunbao/data"
	"xunbao/search/eval"
)

func (p *program) evalCommand() *cobra.Command {
	var queries, qrels string
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure ranking with judged queries",
		Long: "Measure ranking: nDCG@10, MRR@10 and recall@100 of judged queries, and the queries that were answered worst. Without files, the\n" +
			"built-in queries are asked, which are about the sample articles.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao eval --queries queries.tsv --qrels qrels.tsv",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringVar(&queries, "queries", "", "file with a line a query: id, tab, text")
	cmd.Flags().StringVar(&qrels, "qrels", "", "file with judgements in TREC form: query 0 article grade")
	asJSON := jsonFlag(cmd, "print the figures as JSON")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if (queries == "") != (qrels == "") {
			return &usageError{errors.New("--queries and --qrels go together")}
		}
		topics, err := readTopics(queries, qrels)
		if err != nil {
			return err
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			if f.own == nil {
				return fmt.Errorf("%q is being served: stop the server first, or measure a copy of the folder", f.dir)
			}
			report, err := eval.Run(ctx, f.own, topics)
			if err != nil {
				return err
			}
			return printEval(p.stdout, report, *asJSON)
		})
	}
	return cmd
}

// readTopics opens the files, or the built-in topics when there are none.
func readTopics(queries, qrels string) ([]eval.Topic, error) {
	open := func(name string) (fs.File, error) { return os.Open(name) }
	if queries == "" {
		open = data.Topics().Open
		queries, qrels = "queries.tsv", "qrels.tsv"
	}
	q, err := open(queries)
	if err != nil {
		return nil, fmt.Errorf("open the queries: %w", err)
	}
	defer q.Close()
	j, err := open(qrels)
	if err != nil {
		return nil, fmt.Errorf("open the judgements: %w", err)
	}
	defer j.Close()
	topics, err := eval.Topics(q, j)
	if err == nil && len(topics) == 0 {
		err = errors.New("no query has a judgement")
	}
	return topics, err
}

// evalWorst is how many badly answered queries are listed.
const evalWorst = 10

func printEval(w io.Writer, r eval.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"queries": len(r.Scores), "ndcg10": r.NDCG, "mrr10": r.MRR, "recall100": r.Recall})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "queries    %s\nnDCG@10    %.4f\nMRR@10     %.4f\nrecall@100 %.4f\n", count(len(r.Scores)), r.NDCG, r.MRR, r.Recall)
	listed := 0
	for _, s := range r.Scores {
		if s.RR < 1 && listed < evalWorst {
			if listed == 0 {
				b.WriteString("\nnot answered first:\n")
			}
			fmt.Fprintf(&b, "  %-10s nDCG %.2f  %s\n", s.Topic.ID, s.NDCG, harmless(s.Topic.Query))
			listed++
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
