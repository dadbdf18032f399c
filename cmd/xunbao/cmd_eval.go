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
	var queries, qrels, kinds string
	var made bool
	var o eval.MakeOptions
	cmd := &cobra.Command{
		Use:   "eval [--made SOURCE ...]",
		Short: "Measure ranking with judged queries",
		Long: "Measure ranking: nDCG@10, MRR@10 and recall@100 of judged queries, of all and of each half and kind, and the queries that were\n" +
			"answered worst. Without files, the built-in queries are asked, which are about the sample articles. A query of the kind slip is\n" +
			"searched for as its first suggestion.\n\n" +
			"With --made, queries are made from the sources, and the right answer is the article they came from: headlines, asked of\n" +
			"articles without theirs; sentences without a third of their words; sentences with words replaced by others of one meaning.\n" +
			"The sources are held in memory and indexed in a temporary folder.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao eval --queries queries.tsv --qrels qrels.tsv\n  xunbao eval --made news.jsonl.gz",
	}
	cmd.Flags().StringVar(&queries, "queries", "", "file with a line a query: id, tab, text")
	cmd.Flags().StringVar(&qrels, "qrels", "", "file with judgements in TREC form: query 0 article grade")
	cmd.Flags().StringVar(&kinds, "kinds", "", "file with a line a query: id, tab, kind, tab, half; figures of each are printed too")
	cmd.Flags().BoolVar(&made, "made", false, "make the queries from the sources")
	cmd.Flags().IntVar(&o.Count, "count", 300, "queries of each kind to make")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "another seed makes other queries")
	asJSON := jsonFlag(cmd, "print the figures as JSON")
	cmd.RunE = func(cmd *cobra.Command, sources []string) error {
		if made != (len(sources) > 0) || made && (queries != "" || o.Count < 1) {
			return &usageError{errors.New("sources go with --made, which goes without --queries; --count is at least 1")}
		}
		if made {
			set, err := p.settings(cmd)
			if err != nil {
				return err
			}
			report, err := p.evalMade(cmd.Context(), set, sources, o)
			if err != nil {
				return err
			}
			return printEval(p.stdout, report, *asJSON)
		}
		if (queries == "") != (qrels == "") {
			return &usageError{errors.New("--queries and --qrels go together")}
		}
		if kinds != "" && queries == "" {
			return &usageError{errors.New("--kinds goes with --queries and --qrels")}
		}
		topics, err := readTopics(queries, qrels, kinds)
		if err != nil {
			return err
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			if f.own == nil {
				return fmt.Errorf("%q is being served: stop the server first, or measure a copy of the folder", f.dir)
			}
			report, err := eval.Run(ctx, f.own, suggester(f.own), topics)
			if err != nil {
				return err
			}
			return printEval(p.stdout, report, *asJSON)
		})
	}
	return cmd
}

// readTopics opens the files, or the built-in topics when there are none.
func readTopics(queries, qrels, kinds string) ([]eval.Topic, error) {
	open := func(name string) (fs.File, error) { return os.Open(name) }
	if queries == "" {
		open = data.Topics().Open
		queries, qrels, kinds = "queries.tsv", "qrels.tsv", "kinds.tsv"
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
	var k io.Reader
	if kinds != "" {
		file, err := open(kinds)
		if err != nil {
			return nil, fmt.Errorf("open the kinds: %w", err)
		}
		defer file.Close()
		k = file
	}
	topics, err := eval.Topics(q, j, k)
	if err == nil && len(topics) == 0 {
		err = errors.New("no query has a judgement")
	}
	return topics, err
}

// evalWorst is how many badly answered queries are listed.
const evalWorst = 10

func printEval(w io.Writer, r eval.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"queries": len(r.Scores), "ndcg10": r.NDCG, "mrr10": r.MRR, "recall100": r.Recall, "groups": r.Groups()})
	}
	var b strings.Builder
	b.WriteString(eval.Table(r.Groups()))
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
