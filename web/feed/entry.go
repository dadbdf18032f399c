package feed

import (
	"html"
	"strings"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/web/ui/words"
)

// entry is one hit of a feed.
type entry struct {
	ID        string // urn:uuid:…
	Title     string
	Link      string    // the original, or our page where there is none
	Page      string    // our page
	Outlet    string    // empty when not known
	Published time.Time // zero when not known; midnight when only the day is
	Updated   time.Time // never zero
	Text      string    // the snippets; empty when there are none
	HTML      string    // the snippets with their marks, the other outlets, what is not known of the time; never empty
	Tags      []string
}

func newEntry(place address, r search.Request, h *search.Hit) entry {
	a := &h.Article
	e := entry{ID: entryURN(r, h), Title: line(a.Title), Page: place.article(a.ID, r.Query), Outlet: line(a.Source), Published: whole(a.Published.Time)}
	if e.Title == "" {
		e.Title = place.words().Hit.Untitled
	}
	if e.Link = original(a.URL); e.Link == "" {
		e.Link = e.Page
	}
	if e.Outlet == "" {
		e.Outlet = line(a.Site)
	}
	switch {
	case !e.Published.IsZero():
		e.Updated = e.Published
	case !a.Fetched.IsZero():
		e.Updated = whole(a.Fetched)
	default:
		e.Updated = unknownTime
	}
	var pieces []string
	for _, s := range h.Snippets {
		pieces = append(pieces, line(s.Text))
	}
	e.Text = strings.Join(pieces, " … ")
	e.HTML = description(place.words(), r, h, e.Title)
	for _, tag := range append([]string{a.Category}, a.Tags...) {
		if tag = line(tag); tag != "" {
			e.Tags = append(e.Tags, tag)
		}
	}
	return e
}

// whole is t in a zone whose offset RFC 3339 and RFC 822 can write: clocks of old times were off by seconds too.
func whole(t time.Time) time.Time {
	if _, offset := t.Zone(); offset%60 != 0 {
		return t.UTC()
	}
	return t
}

// description is the text of an entry as HTML: the title where the article has no other text.
func description(w *words.Words, r search.Request, h *search.Hit, title string) string {
	var b strings.Builder
	paragraph := func(content string) { b.WriteString("<p>" + content + "</p>") }
	var pieces []string
	for _, s := range h.Snippets {
		pieces = append(pieces, marked(s))
	}
	if len(pieces) == 0 {
		pieces = []string{html.EscapeString(title)}
	}
	paragraph(strings.Join(pieces, " … "))
	if note := reprints(w, r, h); note != "" {
		paragraph(html.EscapeString(note))
	}
	if note := timeNote(w.Feed, h.Article.Published); note != "" {
		paragraph(note)
	}
	return b.String()
}

// marked is a fragment as HTML, with <mark> around what matched.
func marked(f highlight.Fragment) string {
	var b strings.Builder
	for _, run := range highlight.Runs(f.Text, f.Marks) {
		text := html.EscapeString(clean(run.Text))
		if run.Match {
			text = "<mark>" + text + "</mark>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// reprints tells who else carried the story; empty when nobody did, or when each article is an entry.
func reprints(w *words.Words, r search.Request, h *search.Hit) string {
	if r.Collapse != search.CollapseStory || h.Story.Count < 2 {
		return ""
	}
	note := w.Feed.Reprints.Of(h.Story.Count - 1)
	var outlets []string
	for _, outlet := range h.Story.Sources {
		if outlet != h.Article.Source {
			outlets = append(outlets, line(outlet))
		}
	}
	if len(outlets) > 0 {
		note += w.Colon + strings.Join(outlets, w.Comma)
	}
	return note
}

// timeNote says what is not known of a time.
func timeNote(w words.Feed, i news.Instant) string {
	switch {
	case i.IsZero():
		return w.TimeUnknown
	case i.DayOnly:
		return w.DayOnly
	default:
		return ""
	}
}
