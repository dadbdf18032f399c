package ui

import (
	"strings"
	"time"

	"xunbao/internal/news"
)

// citation names an article as GB/T 7714-2015 does: who, what, where and when it was published, when it was looked at, at which address. It is
// the same in every language of the pages. An article without an address is cited as print.
func citation(rd reader, a news.Article, loc *time.Location) string {
	kind, published, seen := "[N]", "", ""
	address := originalLink(a.URL)
	online := address != nil && address.URL != ""
	if online {
		kind = "[EB/OL]"
		seen = "[" + rd.now.In(loc).Format(time.DateOnly) + "]"
	}
	outlet := a.Source
	if blank(outlet) {
		outlet = a.Site
	}
	if !a.Published.IsZero() {
		if published = a.Published.Time.Format(time.DateOnly); online {
			published = "(" + published + ")"
		}
	}
	var b strings.Builder
	if !blank(a.Author) {
		b.WriteString(sentence(a.Author))
	}
	title := a.Title
	if blank(title) {
		title = rd.Hit.Untitled
	}
	b.WriteString(strings.TrimSpace(title) + kind + ". ")
	switch {
	case !blank(outlet) && published != "":
		b.WriteString(strings.TrimSpace(outlet) + ", " + published + seen + ". ")
	case !blank(outlet):
		b.WriteString(strings.TrimSpace(outlet) + seen + ". ")
	case published+seen != "":
		b.WriteString(published + seen + ". ")
	}
	if online {
		b.WriteString(a.URL + ".")
	}
	return strings.TrimSpace(b.String())
}

// sentence ends a part with a full stop.
func sentence(part string) string { return strings.TrimSuffix(strings.TrimSpace(part), ".") + ". " }
