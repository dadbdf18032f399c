package main

import (
	"fmt"
	"io"
	"strings"
)

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
	fmt.Fprintf(&b, "\nmemory      %s at most\n\n", byteSize(r.PeakRSS))
	printSearches(&b, r)
	_, err := io.WriteString(w, b.String())
	return err
}

func printSearches(b *strings.Builder, r benchReport) {
	load := plural(r.Clients, "client")
	if r.Rate > 0 {
		load = fmt.Sprintf("%g searches a second", r.Rate)
	}
	fmt.Fprintf(b, "%-15s %9s %7s %9s %9s %9s %9s %9s %10s   (ms; %s)\n",
		"search", "searches", "failed", "a second", "p50", "p95", "p99", "mean", "articles", load)
	for _, row := range r.Searches {
		fmt.Fprintf(b, "%-15s %9d %7d %9.0f %9.2f %9.2f %9.2f %9.2f %10.0f\n", row.Kind, row.Searches, row.Failed, row.Rate, row.P50, row.P95,
			row.P99, row.Mean, row.Articles)
	}
}

func ratio(part, whole int64) float64 { return float64(part) / float64(whole) }
