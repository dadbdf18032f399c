package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
)

// stats is what is shown of the API's answer to status.
type stats struct {
	Articles   int     `json:"articles"`
	Stories    int     `json:"stories"`
	Generation string  `json:"generation"`
	Built      string  `json:"built"`
	Dictionary string  `json:"dictionary"`
	StoreBytes int64   `json:"store_bytes"`
	IndexBytes int64   `json:"index_bytes"`
	Oldest     *string `json:"oldest"`
	Newest     *string `json:"newest"`
	Sample     bool    `json:"sample"`
	Rebuilding bool    `json:"rebuilding"`

	LeftOut *struct {
		Lines int `json:"lines"`
	} `json:"left_out"`
	Feeds []polledFeed `json:"feeds"`
}

// polledFeed is what is shown of a feed that the server polls.
type polledFeed struct {
	URL         string  `json:"url"`
	LastPoll    *string `json:"last_poll"`
	LastOutcome *string `json:"last_outcome"`
	LastError   *string `json:"last_error"`
	NextPoll    *string `json:"next_poll"`
	Added       int     `json:"added"`
}

func (p *program) statsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Tell how many articles there are, from when to when, and how large they are",
		Long:  "Tell how many articles there are, from when to when, and how large they are.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Args:  cobra.NoArgs,
	}
	asJSON := jsonFlag(cmd, "print the answer of the JSON API, with --boilerplate one JSON object a line")
	recurring := cmd.Flags().Bool("boilerplate", false, "list the short lines that recur in the articles of a site, with counts, instead")
	digest := cmd.Flags().Bool("digest", false, "read all articles and print one SHA-256 that stands for them instead: the same for the same articles, in a backup and restored")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *digest {
			return p.printDigest(cmd, *asJSON)
		}
		if *recurring {
			return p.listBoilerplate(cmd, *asJSON)
		}
		answer, err := p.ask(cmd, "/api/v1/status", nil)
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		return printStats(p.stdout, answer)
	}
	return cmd
}

// printStats writes the state of the collection, one figure a line.
func printStats(w io.Writer, answer []byte) error {
	var s stats
	if err := json.Unmarshal(answer, &s); err != nil {
		return fmt.Errorf("read the state of the collection: %w", err)
	}
	unknown := "unknown"
	if s.Oldest == nil || s.Newest == nil {
		s.Oldest, s.Newest = &unknown, &unknown
	}
	articles := count(s.Articles)
	if s.Sample {
		articles += " (the built-in samples)"
	}
	generation := s.Generation
	if s.Rebuilding {
		generation += " (another is being built)"
	}
	for _, row := range [][2]string{
		{"articles", articles}, {"stories", count(s.Stories)}, {"oldest", *s.Oldest}, {"newest", *s.Newest},
		{"generation", generation}, {"built", toTheSecond(s.Built)}, {"dictionary", s.Dictionary},
		{"store", byteSize(s.StoreBytes)}, {"index", byteSize(s.IndexBytes)},
	} {
		if _, err := fmt.Fprintf(w, "%-11s %s\n", row[0], harmless(row[1])); err != nil {
			return err
		}
	}
	if s.LeftOut != nil {
		if _, err := fmt.Fprintf(w, "%-11s %s\n", "left out", plural(s.LeftOut.Lines, "line")); err != nil {
			return err
		}
	}
	for _, f := range s.Feeds {
		if _, err := fmt.Fprintf(w, "%-11s %s\n", "feed", harmless(f.String())); err != nil {
			return err
		}
	}
	return nil
}

// String tells the feed in one line.
func (f polledFeed) String() string {
	line := f.URL + ": " + plural(f.Added, "article")
	if f.LastPoll != nil && f.LastOutcome != nil {
		line += ", " + *f.LastOutcome + " at " + toTheSecond(*f.LastPoll)
	}
	if f.NextPoll != nil {
		line += ", next at " + toTheSecond(*f.NextPoll)
	}
	if f.LastError != nil {
		line += "; " + *f.LastError
	}
	return line
}

// toTheSecond shortens an RFC 3339 time; anything else stays as it is.
func toTheSecond(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Format(time.RFC3339)
}
