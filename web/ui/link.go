package ui

import (
	"maps"
	"net/url"
	"slices"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/words"
)

// Link is a label and where it leads. Current marks the choice in force.
type Link struct {
	Label   string
	URL     string
	Current bool
}

// searchURL is the address of a search.
func searchURL(r search.Request) string { return withQuery("/", r) }

// articleURL is the address of an article. It carries the search along, for the marks and for the way back.
func articleURL(id news.ID, r search.Request) string {
	return withQuery(articlePrefix+url.PathEscape(string(id)), r)
}

// newFeeds are the feeds of a search, which have an order and a size of their own. The first is the one to show.
func newFeeds(rd reader, r search.Request) []Feed {
	usual := search.NewRequest()
	target := changed(r, func(r *search.Request) {
		r.Sort, r.Size, r.Facets, r.Interval, r.Explain = "", usual.Size, usual.Facets, usual.Interval, false
	})
	return []Feed{
		{"application/atom+xml", "Atom", feedURL(rd, "/feed.atom", target.Values())},
		{"application/rss+xml", "RSS", feedURL(rd, "/feed.rss", target.Values())},
		{"application/feed+json", "JSON Feed", feedURL(rd, "/feed.json", target.Values())},
	}
}

// feedURL is the address of a feed in the language of the page; a feed speaks Chinese unless its address says otherwise.
func feedURL(rd reader, path string, values url.Values) string {
	if rd.language != words.Chinese {
		values.Set(words.Parameter, string(rd.language))
	}
	return withValues(path, values)
}

func withQuery(path string, r search.Request) string { return withValues(path, r.Values()) }

func withValues(path string, values url.Values) string {
	if encoded := values.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}

// changed copies r, goes back to the first page and applies change. The original keeps its filters.
func changed(r search.Request, change func(*search.Request)) search.Request {
	filters := make(map[search.Field][]string, len(r.Filters))
	for field, values := range r.Filters {
		filters[field] = slices.Clone(values)
	}
	r.Filters, r.Facets = filters, slices.Clone(r.Facets)
	r.Page, r.Cursor = 1, ""
	change(&r)
	return r
}

// toggled adds a filter value, or takes it away when it is there.
func toggled(r search.Request, field search.Field, value string) search.Request {
	return changed(r, func(r *search.Request) {
		if i := slices.Index(r.Filters[field], value); i >= 0 {
			r.Filters[field] = slices.Delete(r.Filters[field], i, i+1)
			maps.DeleteFunc(r.Filters, func(_ search.Field, values []string) bool { return len(values) == 0 })
			return
		}
		r.Filters[field] = append(r.Filters[field], value)
	})
}

// undated takes away the range of time.
func undated(r search.Request) search.Request {
	return changed(r, clearDates)
}

// unfiltered takes away every filter and the range of time; the query stays.
func unfiltered(r search.Request) search.Request {
	return changed(r, func(r *search.Request) {
		clear(r.Filters)
		clearDates(r)
	})
}

func clearDates(r *search.Request) {
	none := search.Request{}
	r.From, r.To, r.FromText, r.ToText, r.Undated = none.From, none.To, "", "", false
}

// only is a fresh search for one value of a field, newest first. URL is empty when the value is longer than a filter may be.
func only(field search.Field, value string) Link {
	r := search.NewRequest()
	r.Sort = search.Newest
	r.Filters[field] = []string{value}
	if r.Validate() != nil {
		return Link{Label: value}
	}
	return Link{Label: value, URL: searchURL(r)}
}
