package boilerplate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"xunbao/internal/news"
)

// Set is what was learnt: the lines that are left out of the articles of each site. A nil Set leaves out none. It does not change, and is safe for
// concurrent use.
type Set struct {
	lines []Line
	sites map[string]map[string]bool
}

// NewSet makes a set of what a Learner found.
func NewSet(lines []Line) *Set {
	s := &Set{lines: slices.Clone(lines), sites: map[string]map[string]bool{}}
	for _, l := range lines {
		if s.sites[l.Site] == nil {
			s.sites[l.Site] = map[string]bool{}
		}
		s.sites[l.Site][l.Text] = true
	}
	return s
}

// Len is how many lines there are.
func (s *Set) Len() int {
	if s == nil {
		return 0
	}
	return len(s.lines)
}

// Cut gives an article, whatever was left out of it before, with just the lines of the set left out: where they stand in the places in which a
// Learner looks for them, and never the longest paragraph. Whole of the result is Whole of the article.
func (s *Set) Cut(a news.Article) news.Article {
	a = a.Whole()
	if s == nil {
		return a
	}
	site := s.sites[siteOf(&a)]
	if len(site) == 0 {
		return a
	}
	out := map[int]bool{}
	lines, _ := linesOf(a.Body)
	for _, l := range lines {
		out[l.Line] = site[l.Text]
	}
	var kept []string
	for i, line := range strings.Split(a.Body, "\n") {
		if out[i] {
			a.LeftOut = append(a.LeftOut, news.LeftOut{Line: i, Text: line})
		} else {
			kept = append(kept, line)
		}
	}
	a.Body = strings.Join(kept, "\n")
	return a
}

// Encode writes the set as ParseSet reads it.
func (s *Set) Encode() ([]byte, error) {
	text, err := json.MarshalIndent(s.lines, "", " ")
	return append(text, '\n'), err
}

// ParseSet reads a set.
func ParseSet(text []byte) (*Set, error) {
	var lines []Line
	if err := json.Unmarshal(text, &lines); err != nil {
		return nil, fmt.Errorf("read the lines that recur: %w", err)
	}
	return NewSet(lines), nil
}
