package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// savedSearch is what the API answers for a saved search.
type savedSearch struct {
	Name    string         `json:"name"`
	Request map[string]any `json:"request"`
	Matches int            `json:"matches"`
	Waiting int            `json:"waiting"`
	Failed  int            `json:"failed"`
	Webhook *struct {
		Host   string `json:"host"`
		Secret string `json:"secret"`
	} `json:"webhook"`
}

// printSaved writes the saved searches, one a line: "水库  q=水库 source=江城日报  12 articles, sent to hooks.example".
func printSaved(w io.Writer, answer []byte) error {
	var list struct {
		Searches []savedSearch `json:"searches"`
	}
	if err := json.Unmarshal(answer, &list); err != nil {
		return fmt.Errorf("read the saved searches: %w", err)
	}
	for _, s := range list.Searches {
		asked := make([]string, 0, len(s.Request))
		for _, name := range slices.Sorted(maps.Keys(s.Request)) {
			asked = append(asked, fmt.Sprintf("%s=%v", name, s.Request[name]))
		}
		about := plural(s.Matches, "article")
		if s.Webhook != nil {
			about += ", sent to " + s.Webhook.Host
		}
		if s.Waiting+s.Failed > 0 {
			about += fmt.Sprintf(" (%d waiting, %d given up)", s.Waiting, s.Failed)
		}
		if _, err := fmt.Fprintln(w, harmless(fmt.Sprintf("%s  %s  %s", s.Name, strings.Join(asked, " "), about))); err != nil {
			return err
		}
	}
	return nil
}

// printMatches writes what a saved search has matched as search writes hits.
func printMatches(w io.Writer, answer []byte, st style) error {
	var list struct {
		Matches []struct {
			Number   int    `json:"number"`
			Matched  string `json:"matched"`
			Delivery string `json:"delivery"`
			Article  hit    `json:"article"`
		} `json:"matches"`
		Before int `json:"before"`
	}
	if err := json.Unmarshal(answer, &list); err != nil {
		return fmt.Errorf("read the matches: %w", err)
	}
	for _, m := range list.Matches {
		m.Article.Story = nil // how many reprints there were at that time says little
		number := fmt.Sprintf("%d. ", m.Number)
		printHit(w, number, &m.Article, st)
		fmt.Fprintf(w, "%s%s\n\n", strings.Repeat(" ", len(number)), st.dim(harmless(joined([]string{"matched " + toTheSecond(m.Matched), m.Delivery}))))
	}
	if list.Before > 0 {
		_, err := fmt.Fprintf(w, "older ones with --before %d\n", list.Before)
		return err
	}
	return nil
}
