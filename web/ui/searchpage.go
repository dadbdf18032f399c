package ui

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/public"
)

// SearchPage is the search page: the form, the conditions in force, filters and hits.
type SearchPage struct {
	Layout
	Query      string   // empty when it is blank
	Total      string   // how many, how fast
	Meant      []Link   // other spellings of a query that found little
	Understood []Clause // how the query was read
	Share      string   // the address of this page, to be passed on
	Relaxed    string   // notice that the search was widened; empty when it was not
	Chips      []Chip
	ClearURL   string // takes all chips away; empty when there are fewer than two
	Histogram  *Histogram
	Dates      DateForm
	Facets     []Facet
	Sorts      []Link
	Collapses  []Link
	Exports    []Link // every match as a file
	FirstHit   int    // number of the first hit in the whole list
	Hits       []Hit
	Empty      Empty // said when there is no hit
	Pager      *Pager
	TrendsURL  string
}

// pageFacets are the facets a page asks for when the address does not say.
var pageFacets = []search.Field{search.Source, search.Category, search.Site}

// serveSearch answers GET /.
func (d Deps) serveSearch(c *gin.Context) {
	values := c.Request.URL.Query()
	rd, wrong := newReader(c, values, d.Now())
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	request, err := search.ParseRequest(values, rd.now)
	if err = cmp.Or(wrong, err); err != nil {
		d.fail(c, rd, err, d.layout(ctx, rd, values.Get("q"), nil))
		return
	}
	result, err := d.Backend.Search(ctx, asked(request, values))
	if d.turnedAway(c, rd, err) {
		return
	}
	layout := d.layout(ctx, rd, request.Query, request.Values())
	if err != nil {
		d.fail(c, rd, err, layout)
		return
	}
	d.respond(c, rd, http.StatusOK, "search", d.completed(ctx, c, rd, newSearchPage(rd, layout, request, result, d.stories(ctx, request, result.Hits)), request, result))
}

// completed adds what takes more than the answer to decide.
func (d Deps) completed(ctx context.Context, c *gin.Context, rd reader, p SearchPage, r search.Request, result *search.Result) SearchPage {
	p.Meant, p.Understood = d.meant(ctx, r, result), d.understood(ctx, rd, r)
	p.Share = public.Address(d.PublicURL, c.Request) + searchURL(r)
	return p
}

// asked is what the back end is asked: the request, with the facets of the page unless the address names others.
func asked(r search.Request, values url.Values) search.Request {
	if !values.Has("facets") {
		r.Facets = pageFacets
	}
	return r
}

// newSearchPage decides what the page shows. Links are made of request, which holds nothing but what the address said.
func newSearchPage(rd reader, layout Layout, request search.Request, result *search.Result, stories map[string][]search.Hit) SearchPage {
	p := SearchPage{
		Layout:    layout,
		Total:     totalLine(rd, result),
		Chips:     newChips(rd, request),
		Histogram: newHistogram(rd, request, result.Histogram),
		Dates:     newDateForm(rd, request),
		Facets:    newFacets(rd, request, result.Facets),
		FirstHit:  firstHit(request),
		Hits:      newHits(rd, request, result.Hits, stories),
		Pager:     newPager(rd, request, result),
	}
	p.Feeds, p.TrendsURL = newFeeds(rd, request), trendsOf(request)
	p.Title, p.JSON = rd.Site.Start, withQuery("/api/v1/search", request)
	if !blank(request.Query) {
		p.Query, p.Title = request.Query, rd.Site.Title.Of(request.Query)
	}
	if len(p.Chips) > 1 {
		p.ClearURL = searchURL(unfiltered(request))
	}
	if len(p.Hits) == 0 {
		p.Empty = newEmpty(rd, request, result, layout)
		return p
	}
	p.Relaxed = relaxedNotice(rd, result.Relaxed)
	p.Sorts = newSorts(rd, request, result.Sort)
	p.Collapses = newCollapses(rd, request)
	p.Exports = newExports(request)
	return p
}

// firstHit numbers the hits through all pages; after a cursor the count starts anew.
func firstHit(r search.Request) int {
	if r.Cursor != "" {
		return 1
	}
	return (r.Page-1)*r.Size + 1
}
