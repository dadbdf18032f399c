// Package boilerplate learns from the articles themselves which lines recur over many articles of one site: disclaimers, invitations, names of
// columns that extraction has left in the text. It can leave them out of an article, so that they can be put back.
package boilerplate

import (
	"cmp"
	"hash/fnv"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// A line of a site is boilerplate when it stands in so many articles of the site that are different texts.
const (
	leastArticles = 8
	leastShare    = 10 // of a hundred articles of the site
)

// Only short lines near the beginning or the end are looked at: what recurs amid the text, such as the name of who is interviewed, is text.
const (
	shortest, longest = 4, 100 // characters
	atBeginning       = 2      // lines
	atEnd             = 4
)

// maxLines is how many different lines of a site are kept; beyond it those seen least are forgotten, down to half of it.
const maxLines = 50_000

// Line is a line that recurs over the articles of a site.
type Line struct {
	Site     string `json:"site"`
	Text     string `json:"text"`
	Articles int    `json:"articles"` // that have it
	Of       int    `json:"of"`       // articles of the site, reprints counted once
}

// Learner counts lines. What it finds depends on the articles and their order alone. Not safe for concurrent use.
type Learner struct{ sites map[string]*site }

type site struct {
	texts map[uint64]bool // one for each different text
	lines map[string]int  // articles that have it
}

// NewLearner gives a learner that has seen nothing.
func NewLearner() *Learner { return &Learner{sites: map[string]*site{}} }

// Add looks at one article. A reprint, an article of the same site with the same longest paragraph, counts for nothing: what all of two
// copies share is no boilerplate. An article that names no site and has no address is passed over.
func (l *Learner) Add(a *news.Article) {
	name, whole := siteOf(a), a.Whole()
	if name == "" {
		return
	}
	lines, text := linesOf(whole.Body)
	s := l.sites[name]
	if s == nil {
		s = &site{texts: map[uint64]bool{}, lines: map[string]int{}}
		l.sites[name] = s
	}
	hash := fnv.New64a()
	hash.Write([]byte(text))
	if s.texts[hash.Sum64()] {
		return
	}
	s.texts[hash.Sum64()] = true
	met := map[string]bool{}
	for _, line := range lines {
		if !met[line.Text] {
			met[line.Text] = true
			s.lines[strings.Clone(line.Text)]++
		}
	}
	s.forget()
}

// linesOf are the lines of a body that may be boilerplate, without the blanks around them, and the longest paragraph, which with its likes is not among them.
func linesOf(body string) (lines []news.LeftOut, text string) {
	paragraphs := strings.Split(body, "\n")
	text = slices.MaxFunc(paragraphs, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for i, p := range paragraphs {
		if i >= atBeginning && i < len(paragraphs)-atEnd {
			continue
		}
		if p = strings.TrimSpace(p); isShort(p) && p != strings.TrimSpace(text) {
			lines = append(lines, news.LeftOut{Line: i, Text: p})
		}
	}
	return lines, text
}

func siteOf(a *news.Article) string {
	if a.Site != "" {
		return a.Site
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

func isShort(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= shortest && n <= longest
}

// forget keeps the lines few.
func (s *site) forget() {
	if len(s.lines) <= maxLines {
		return
	}
	for least := 1; len(s.lines) > maxLines/2; least++ {
		maps.DeleteFunc(s.lines, func(_ string, n int) bool { return n <= least })
	}
}

// Lines are what recurs, the sites in the order of their names, the lines of each that recur most first.
func (l *Learner) Lines() []Line {
	var found []Line
	for name, s := range l.sites {
		for text, n := range s.lines {
			if n >= leastArticles && n*100 >= len(s.texts)*leastShare {
				found = append(found, Line{Site: name, Text: text, Articles: n, Of: len(s.texts)})
			}
		}
	}
	slices.SortFunc(found, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Text, b.Text))
	})
	return found
}
