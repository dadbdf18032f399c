package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/internal/bench"
	"xunbao/internal/news"
	"xunbao/search"
)

// benchOptions are the flags of bench.
type benchOptions struct {
	queries string
	count   int
	rounds  int
	clients int
	rate    float64
	kinds   []string
	asJSON  bool
}

// benchReport is what bench prints.
type benchReport struct {
	Cores    int             `json:"cores"`
	Go       string          `json:"go"`
	Building *benchBuilding  `json:"building,omitempty"` // when sources were indexed
	Articles int             `json:"articles"`
	Index    int64           `json:"index_bytes"`
	Store    int64           `json:"store_bytes"`
	Clients  int             `json:"clients,omitempty"`             // that wait for their answers
	Rate     float64         `json:"searches_per_second,omitempty"` // sent without waiting
	Searches []bench.Latency `json:"searches"`
	PeakRSS  int64           `json:"peak_rss_bytes"`
}

// benchBuilding is how a corpus was indexed.
type benchBuilding struct {
	Articles  int     `json:"articles"`
	TextBytes int64   `json:"text_bytes"`
	Seconds   float64 `json:"seconds"`
}

func (p *program) benchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench [SOURCE ...]",
		Short: "Measure indexing and searching on this machine",
		Long: "Measure this machine: articles and text indexed a second, sizes, memory, then how long searches take, with facets and marks.\n" +
			"With sources, they are indexed in a temporary folder; without, searches run on the data folder, or on the samples when there\n" +
			"is none. Queries are drawn from the titles, always the same ones. Clients send the next search when the last is answered; at a\n" +
			"rate, searches are sent whether the others are answered or not, and what one took counts from when it was due.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao bench news.jsonl.gz\n  xunbao bench --data DIR --clients 8 --json\n  xunbao bench --data DIR --rate 200 --kind page,words",
	}
	var o benchOptions
	flags := cmd.Flags()
	flags.StringVar(&o.queries, "queries", "", "file with a query a line; drawn from the titles and written there when it is not there")
	flags.IntVar(&o.count, "count", 200, "queries to draw")
	flags.IntVar(&o.rounds, "rounds", 4, "rounds over the queries; the first half warms up")
	flags.IntVar(&o.clients, "clients", 1, "searches at the same time")
	flags.Float64Var(&o.rate, "rate", 0, "searches a second, in place of clients")
	flags.StringSliceVar(&o.kinds, "kind", nil, "only these kinds of search, as the table names them")
	flags.BoolVar(&o.asJSON, "json", false, "print the figures as JSON")
	cmd.RunE = func(cmd *cobra.Command, sources []string) error {
		if o.count < 1 || o.rounds < 2 || o.clients < 1 || o.rate < 0 {
			return &usageError{errors.New("--count and --clients must be at least 1, --rounds at least 2, --rate not below 0")}
		}
		s, err := p.settings(cmd)
		if err != nil {
			return err
		}
		return p.bench(cmd.Context(), s, sources, o)
	}
	return cmd
}

func (p *program) bench(ctx context.Context, s settings, sources []string, o benchOptions) (err error) {
	report := benchReport{Cores: runtime.NumCPU(), Go: runtime.Version(), Clients: o.clients, Rate: o.rate}
	if o.rate > 0 {
		report.Clients = 0
	}
	own, remove, err := p.benchFolder(ctx, s, len(sources) > 0)
	if err != nil {
		return err
	}
	defer remove()
	defer func() { err = errors.Join(err, own.Close()) }()
	if len(sources) > 0 {
		if report.Building, err = p.benchBuild(ctx, own, sources); err != nil {
			return err
		}
	}
	queries, err := benchQueries(ctx, own, o)
	if err != nil {
		return err
	}
	mix := bench.Options{Queries: queries, Rounds: o.rounds, Clients: o.clients, Rate: o.rate, Kinds: o.kinds, Suggest: suggester(own)}
	if report.Searches, err = bench.Search(ctx, own, mix); err != nil {
		return err
	}
	status, err := own.Status(ctx)
	if err != nil {
		return err
	}
	report.Articles, report.Index, report.Store, report.PeakRSS = status.Articles, status.IndexBytes, status.StoreBytes, peakRSS()
	if o.asJSON {
		err = json.NewEncoder(p.stdout).Encode(report)
	} else {
		err = printBench(p.stdout, report)
	}
	return errors.Join(err, failures(report.Searches))
}

// failures is the error of the searches that failed, nil when none did.
func failures(rows []bench.Latency) error {
	failed, failure := 0, ""
	for _, row := range rows {
		if failed += row.Failed; failure == "" {
			failure = row.Failure
		}
	}
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("measure searches: %s failed, first %s", count(failed), failure)
}

// benchFolder opens the folder to measure: a temporary one for sources, else the data folder, else the samples in a temporary one.
func (p *program) benchFolder(ctx context.Context, s settings, fresh bool) (backend, func(), error) {
	log := slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if _, err := os.Stat(s.Data); !fresh && !errors.Is(err, fs.ErrNotExist) {
		own, err := p.open(ctx, s, log)
		return own, func() {}, err
	}
	temporary, err := os.MkdirTemp("", "xunbao-bench-")
	if err != nil {
		return nil, nil, fmt.Errorf("make a folder to measure in: %w", err)
	}
	remove := func() { os.RemoveAll(temporary) }
	open := p.openSampled
	if fresh {
		open = p.open
	}
	s.Data = temporary
	own, err := open(ctx, s, log)
	if err != nil {
		remove()
	}
	return own, remove, err
}

// benchBuild indexes the sources as reindex does.
func (p *program) benchBuild(ctx context.Context, own backend, sources []string) (*benchBuilding, error) {
	records, _, err := ingest.Open(sources, ingest.Options{Stdin: p.stdin})
	if err != nil {
		return nil, err
	}
	summary, err := own.Rebuild(ctx, records, func(index.Progress) {})
	if err != nil {
		return nil, err
	}
	return &benchBuilding{summary.Read - summary.Rejected, summary.Bytes, summary.Took.Seconds()}, nil
}

// benchQueries reads the queries from their file, or draws them and writes it.
func benchQueries(ctx context.Context, own search.Exporter, o benchOptions) ([]string, error) {
	if o.queries != "" {
		content, err := os.ReadFile(o.queries)
		if err == nil {
			if queries := strings.Fields(string(content)); len(queries) > 0 {
				return queries, nil
			}
			return nil, fmt.Errorf("the queries file %q is empty", o.queries)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read the queries: %w", err)
		}
	}
	var failed error
	queries := bench.Queries(titled(ctx, own, &failed), o.count, 1)
	if failed != nil {
		return nil, fmt.Errorf("draw queries: %w", failed)
	}
	if len(queries) == 0 {
		return nil, errors.New("there is no title with Chinese in it to draw queries from")
	}
	if o.queries != "" {
		if err := os.WriteFile(o.queries, []byte(strings.Join(queries, "\n")+"\n"), 0o600); err != nil {
			return nil, fmt.Errorf("write the queries: %w", err)
		}
	}
	return queries, nil
}

func titled(ctx context.Context, own search.Exporter, failed *error) iter.Seq[news.Article] {
	return func(yield func(news.Article) bool) {
		for e, err := range own.Export(ctx, nil) {
			if err != nil {
				*failed = err
				return
			}
			if !yield(e.Article) {
				return
			}
		}
	}
}

// peakRSS is the most memory this process has had, in bytes.
func peakRSS() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return usage.Maxrss * maxrssUnit
}
