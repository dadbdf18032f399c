package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	Clients  int             `json:"clients"`
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
			"is none. Queries are drawn from the titles, always the same ones.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao bench news.jsonl.gz\n  xunbao bench --data DIR --clients 8 --json",
	}
	var o benchOptions
	flags := cmd.Flags()
	flags.StringVar(&o.queries, "queries", "", "file with a query a line; drawn from the titles and written there when it is not there")
	flags.IntVar(&o.count, "count", 200, "queries to draw")
	flags.IntVar(&o.rounds, "rounds", 4, "rounds over the queries; the first half warms up")
	flags.IntVar(&o.clients, "clients", 1, "searches at the same time")
	flags.BoolVar(&o.asJSON, "json", false, "print the figures as JSON")
	cmd.RunE = func(cmd *cobra.Command, sources []string) error {
		if o.count < 1 || o.rounds < 2 || o.clients < 1 {
			return &usageError{errors.New("--count and --clients must be at least 1, --rounds at least 2")}
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
	report := benchReport{Cores: runtime.NumCPU(), Go: runtime.Version(), Clients: o.clients}
	own, remove, err := p.benchFolder(ctx, s.Data, len(sources) > 0)
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
	if report.Searches, err = bench.Search(ctx, own, bench.Options{Queries: queries, Rounds: o.rounds, Clients: o.clients}); err != nil {
		return err
	}
	status, err := own.Status(ctx)
	if err != nil {
		return err
	}
	report.Articles, report.Index, report.Store, report.PeakRSS = status.Articles, status.IndexBytes, status.StoreBytes, peakRSS()
	if o.asJSON {
		return json.NewEncoder(p.stdout).Encode(report)
	}
	return printBench(p.stdout, report)
}

// benchFolder opens the folder to measure: a temporary one for sources, else the data folder, else the samples in a temporary one.
func (p *program) benchFolder(ctx context.Context, dir string, fresh bool) (backend, func(), error) {
	log := slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if _, err := os.Stat(dir); !fresh && !errors.Is(err, fs.ErrNotExist) {
		own, err := p.open(ctx, dir, log)
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
	own, err := open(ctx, temporary, log)
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

func printBench(w io.Writer, r benchReport) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d cores, %s\n", r.Cores, r.Go)
	text := int64(0)
	if r.Building != nil {
		text = r.Building.TextBytes
		fmt.Fprintf(&b, "indexing    %s articles in %.1f s: %.0f articles/s, %.2f MB of text/s\n", count(r.Building.Articles),
			r.Building.Seconds, float64(r.Building.Articles)/r.Building.Seconds, float64(text)/1e6/r.Building.Seconds)
	}
	fmt.Fprintf(&b, "size        %s articles, index %s, store %s", count(r.Articles), byteSize(r.Index), byteSize(r.Store))
	if text > 0 {
		fmt.Fprintf(&b, "; over the text %.2f + %.2f = %.2f", ratio(r.Index, text), ratio(r.Store, text), ratio(r.Index+r.Store, text))
	}
	fmt.Fprintf(&b, "\nmemory      %s at most\n\n%-12s %9s %9s %9s %9s %9s %10s   (ms; %s)\n", byteSize(r.PeakRSS),
		"search", "searches", "p50", "p95", "p99", "mean", "articles", plural(r.Clients, "client"))
	for _, row := range r.Searches {
		fmt.Fprintf(&b, "%-12s %9d %9.2f %9.2f %9.2f %9.2f %10.0f\n", row.Kind, row.Searches, row.P50, row.P95, row.P99, row.Mean, row.Articles)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func ratio(part, whole int64) float64 { return float64(part) / float64(whole) }
