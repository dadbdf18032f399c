package ui

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

const searchesPath = "/searches"

// shownMatches is how many matches of a saved search stand on a page.
const shownMatches = 20

// SearchesPage lists the saved searches, or the matches of one. Nothing is changed here: writing needs the token and goes over the API or the
// command line.
type SearchesPage struct {
	Layout
	Saved   []SavedRow
	One     *SavedRow // nil on the list
	Matches []Reprint
	Older   string // the next page of matches; empty at the end
}

// SavedRow is one saved search. Of its webhook only the host is shown: an address often holds a secret.
type SavedRow struct {
	Name, URL, SearchURL, FeedURL string
	Query                         string
	Chips                         []Chip
	Created                       When
	Matches                       string
	Host                          string
	Waiting, Failed               string // empty for none
}

// serveSearches answers GET /searches and GET /searches/:name.
func (d Deps) serveSearches(c *gin.Context) {
	values := c.Request.URL.Query()
	rd, wrong := newReader(c, values, d.Now())
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	layout := d.layout(ctx, rd, "", values)
	layout.Box.Keep = nil
	p, err := d.newSearchesPage(ctx, rd, layout, c.Param("name"), values)
	if wrong != nil {
		err = wrong
	}
	if err != nil {
		d.fail(c, rd, err, layout)
		return
	}
	d.respond(c, rd, http.StatusOK, "searches", p)
}

// newSearchesPage decides what the page shows; name is empty for the list.
func (d Deps) newSearchesPage(ctx context.Context, rd reader, layout Layout, name string, values url.Values) (SearchesPage, error) {
	p := SearchesPage{Layout: layout}
	p.Title, p.JSON = rd.Site.Title.Of(rd.Saved.Title), "/api/v1"+searchesPath
	if name == "" {
		if err := noParameters(values); err != nil {
			return p, err
		}
		all, err := d.Saver.SavedSearches(ctx)
		for _, s := range all {
			p.Saved = append(p.Saved, newSavedRow(rd, s))
		}
		return p, err
	}
	before, err := matchNumber(values)
	if err != nil {
		return p, err
	}
	saved, err := d.Saver.SavedSearch(ctx, name)
	if err != nil {
		return p, err
	}
	row := newSavedRow(rd, saved)
	p.One, p.Title, p.JSON = &row, rd.Site.Title.Of(saved.Name), "/api/v1"+searchesPath+"/"+url.PathEscape(saved.Name)+"/matches"
	found, err := d.Saver.Matches(ctx, name, before, shownMatches+1)
	if err != nil {
		return p, err
	}
	if len(found) > shownMatches {
		found = found[:shownMatches]
		p.Older = row.URL + "?before=" + strconv.Itoa(found[shownMatches-1].Number)
	}
	r := search.NewRequest()
	r.Query = saved.Request.Get("q")
	for _, m := range found {
		p.Matches = append(p.Matches, newReprint(rd, r, m.Hit.Article))
	}
	return p, nil
}

// matchNumber is the number that the matches of a page stand below; 0 is the newest.
func matchNumber(values url.Values) (int, error) {
	given, ok := values["before"]
	for name := range values {
		if name != "before" || len(given) > 1 {
			return 0, &search.ParameterError{Field: name, Message: "this page has no such parameter"}
		}
	}
	if !ok {
		return 0, nil
	}
	return search.ParseMatchNumber(given[0])
}

// newSavedRow tells what a saved search looks for and what has come of it.
func newSavedRow(rd reader, s search.SavedSearch) SavedRow {
	row := SavedRow{Name: s.Name, URL: searchesPath + "/" + url.PathEscape(s.Name), FeedURL: feedURL(rd, "/feed.atom", url.Values{"saved": {s.Name}}),
		SearchURL: "/?" + s.Request.Encode(), Query: s.Request.Get("q"), Created: moment(rd, s.Created), Matches: rd.Saved.Matches.Of(s.Matches)}
	if r, err := search.ParseRequest(s.Request, rd.now); err == nil {
		row.Chips = newChips(rd, r)
	}
	if s.Webhook != nil {
		if u, err := url.Parse(s.Webhook.URL); err == nil {
			row.Host = u.Host
		}
	}
	if s.Waiting > 0 {
		row.Waiting = rd.Saved.Waiting.Of(s.Waiting)
	}
	if s.Failed > 0 {
		row.Failed = rd.Saved.Failed.Of(s.Failed)
	}
	return row
}
