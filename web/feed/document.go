package feed

import (
	"strings"
	"time"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// document is what a feed says, in whatever form. All text is clean: XML can hold it.
type document struct {
	ID              string // urn:uuid:…
	Title, Subtitle string
	Publisher       string // the author of the feed, and of an entry whose outlet is not known
	Home            string // the result list for people
	Self, Next      string // this part of the feed and the one after it; Next is empty at the end
	Updated         time.Time
	Version         string
	Entries         []entry
}

// unknownTime is the time of what has none where a form demands one: so that nobody takes it for news.
var unknownTime = time.Unix(0, 0).UTC()

// newDocument decides what the feed of a request says.
func newDocument(place address, r search.Request, result *search.Result, version string) *document {
	d := &document{
		ID: place.feedURN(r), Title: title(place.words(), r), Subtitle: strings.TrimSpace(subtitle(place.words().Feed, r, result)), Publisher: place.words().Site.Name,
		Home: place.page(r), Self: place.of(r), Updated: unknownTime, Version: version,
	}
	if result.Cursor != "" {
		d.Next = place.of(following(r, result.Cursor))
	}
	for i := range result.Hits {
		d.add(newEntry(place, r, &result.Hits[i]))
	}
	return d
}

// add takes an entry in: the feed is as new as the newest.
func (d *document) add(e entry) {
	if e.Updated.After(d.Updated) {
		d.Updated = e.Updated
	}
	d.Entries = append(d.Entries, e)
}

// title names the search, so that a reader of several feeds can tell them apart: 寻报：水库 · 北岭新闻网 · 2024-01 至 2024-07.
func title(w *words.Words, r search.Request) string {
	var parts []string
	if strings.TrimSpace(r.Query) != "" {
		parts = append(parts, r.Query)
	}
	for _, field := range search.Fields() {
		parts = append(parts, r.Filters[field]...)
	}
	switch {
	case r.FromText != "" && r.ToText != "":
		parts = append(parts, w.Feed.Both.Of(r.FromText, r.ToText))
	case r.FromText != "":
		parts = append(parts, w.Feed.From.Of(r.FromText))
	case r.ToText != "":
		parts = append(parts, w.Feed.To.Of(r.ToText))
	}
	if len(parts) == 0 {
		return w.Site.Name + w.Colon + w.Feed.Newest
	}
	return line(w.Site.Name + w.Colon + strings.Join(parts, " · "))
}

// subtitle says what a subscriber should know of the list.
func subtitle(w words.Feed, r search.Request, result *search.Result) string {
	text := w.Stories
	if r.Collapse == search.CollapseNone {
		text = w.Each
	}
	switch result.Relaxed {
	case search.RelaxedMost:
		text += w.Most
	case search.RelaxedAny:
		text += w.Any
	}
	if !result.Exact {
		text += w.Partly
	}
	return text
}
