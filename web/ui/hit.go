package ui

import (
	"strings"
	"unicode/utf8"

	"xunbao/search"
	"xunbao/search/highlight"
)

// Hit is one article in the result list.
type Hit struct {
	URL      string
	Title    []highlight.Run
	Lang     string // of title and text
	Source   string // the outlet, or the site when no outlet is credited
	Category string
	When     When
	Snippets []Snippet
	Open     bool       // the last snippet ends within a sentence
	Story    *StoryNote // nil when the article has no reprints
}

// Snippet is a fragment of the body. Cut means that text is left out before it.
type Snippet struct {
	Cut  bool
	Runs []highlight.Run
}

// StoryNote leads to the reprints of an article.
type StoryNote struct {
	Label   string
	URL     string
	Outlets []string  // some of those that carried it
	More    string    // said after them when there are others
	Items   []Reprint // the first of them, to be opened in place; none when they were not read
	All     string    // said of the link to all of them; empty when Items are all
}

const (
	shownOutlets  = 4
	shownSnippets = 2
)

// newHits decides how hits are shown. The links carry the request along. stories are the reprints that were read.
func newHits(rd reader, r search.Request, hits []search.Hit, stories map[string][]search.Hit) []Hit {
	var list []Hit
	for _, h := range hits {
		a := h.Article
		shown := Hit{
			URL:      articleURL(a.ID, r),
			Title:    titleRuns(rd, a.Title, h.TitleMarks),
			Lang:     language(a.Lang),
			Source:   a.Source,
			Category: a.Category,
			When:     newWhen(rd, a.Published, r.Location),
			Snippets: newSnippets(h.Snippets),
		}
		if n := min(len(h.Snippets), shownSnippets); n > 0 {
			shown.Open = !endsSentence(h.Snippets[n-1].Text)
		}
		if shown.Source == "" {
			shown.Source = a.Site
		}
		if r.Collapse != search.CollapseNone {
			shown.Story = newStoryNote(rd, r, h, shown.URL, stories[h.Story.ID])
		}
		list = append(list, shown)
	}
	return list
}

// titleRuns marks a title; an article without one still needs something to click on.
func titleRuns(rd reader, title string, marks []highlight.Span) []highlight.Run {
	if blank(title) {
		return []highlight.Run{{Text: rd.Hit.Untitled}}
	}
	return highlight.Runs(title, marks)
}

func newSnippets(fragments []highlight.Fragment) []Snippet {
	var list []Snippet
	for _, f := range fragments[:min(len(fragments), shownSnippets)] {
		list = append(list, Snippet{Cut: f.Start > 0, Runs: highlight.Runs(f.Text, f.Marks)})
	}
	return list
}

// endsSentence reports whether text ends where a sentence may, closing quotes and brackets left aside.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, " \n\t　”’」』）)\"")
	last, _ := utf8.DecodeLastRuneInString(text)
	return text == "" || strings.ContainsRune("。！？!?…", last)
}

// newStoryNote counts outlets when every reprint has its own, articles otherwise.
func newStoryNote(rd reader, r search.Request, h search.Hit, url string, story []search.Hit) *StoryNote {
	others := h.Story.Count - 1
	if others < 1 {
		return nil
	}
	note := &StoryNote{URL: url + "#" + storyAnchor}
	for _, outlet := range h.Story.Sources {
		if outlet != h.Article.Source && outlet != "" {
			note.Outlets = append(note.Outlets, outlet)
		}
	}
	note.Label = rd.Hit.Reprints.Of(others)
	if len(note.Outlets) == others {
		note.Label = rd.Hit.OutletReprints.Of(others)
	}
	if len(note.Outlets) > shownOutlets {
		note.Outlets, note.More = note.Outlets[:shownOutlets], rd.Hit.Others
	}
	for _, other := range story {
		if other.Article.ID == h.Article.ID {
			continue
		}
		if len(note.Items) == shownVersions {
			note.All = rd.Hit.All.Of(h.Story.Count)
			break
		}
		note.Items = append(note.Items, newReprint(rd, r, other.Article))
	}
	return note
}
