package ui

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"strings"
)

// Layout is what every page has around its own content.
type Layout struct {
	Title             string // of the window
	Lang              string // of the words of the page
	Theme             string // light, dark, or auto: as the system
	Languages, Themes []Link
	Nav, More         []Link // to the other pages; More at the foot only
	Box               SearchBox
	Sample            bool // the built-in articles are being served
	Known             bool // Articles is known
	Articles          int  // in the collection
	Version           string
	JSON              string // the same answer from the API; empty for none
	Feeds             []Feed // of the search that the page shows
}

// Feed is a search as a feed.
type Feed struct{ Type, Title, URL string }

// SearchBox is the form at the head of every page. Keep are the parameters that a new query keeps.
type SearchBox struct {
	Query string
	Keep  []Parameter
}

// Parameter is one URL parameter that a form carries along.
type Parameter struct{ Name, Value string }

// newSearchBox keeps all of values but the query and the place in the old results.
func newSearchBox(query string, values url.Values) SearchBox {
	return SearchBox{Query: strings.ToValidUTF8(query, "\uFFFD"), Keep: keep(values, "q", "page", "cursor")}
}

// keep lists values in a fixed order, without the names in except.
func keep(values url.Values, except ...string) []Parameter {
	var kept []Parameter
	for name, list := range values {
		if slices.Contains(except, name) {
			continue
		}
		for _, value := range list {
			kept = append(kept, Parameter{name, value})
		}
	}
	slices.SortStableFunc(kept, func(a, b Parameter) int { return strings.Compare(a.Name, b.Name) })
	return kept
}

// newLayout is what can be said without a back end.
func newLayout(rd reader, query string, values url.Values) Layout {
	l := Layout{Box: newSearchBox(query, values), Lang: rd.Tag, Theme: rd.theme}
	l.Languages, l.Themes = rd.switches(values)
	l.Nav = []Link{{Label: rd.Trend.Title, URL: trendsPath}, {Label: rd.Site.Help, URL: helpPath}}
	l.More = []Link{{Label: rd.Site.Saved, URL: searchesPath}, {Label: rd.Site.Status, URL: statusPath}}
	return l
}

// layout fills in what the state of the collection says. A back end that cannot tell its state leaves it out: the page's own
// request will say why.
func (d Deps) layout(ctx context.Context, rd reader, query string, values url.Values) Layout {
	l := newLayout(rd, query, values)
	l.Version = d.Version
	status, err := d.Backend.Status(ctx)
	if err != nil {
		d.Log.WarnContext(ctx, "status not read", slog.Any("error", err))
		return l
	}
	l.Sample, l.Known, l.Articles = status.Sample, true, status.Articles
	return l
}
