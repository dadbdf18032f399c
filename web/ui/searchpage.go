package ui

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// SearchPage is the search page: the form, the conditions in force, filters and hits.
type SearchPage struct {
	Layout
	Query     string // empty when it is blank
	Total     string // how many, how fast
	Relaxed   string // notice that the search was widened; empty when it was not
	Chips     []Chip
	ClearURL  string // takes all chips away; empty when there are fewer than two
	Histogram *Histogram
	Dates     DateForm
	Facets    []Facet
	Sorts     []Link
	Collapses []Link
	Exports   []Link // every match as a file
	FirstHit  int    // number of the first hit in the whole list
	Hits      []Hit
	Empty     Empty // said when there is no hit
	Pager     *Pager
	TrendsURL string
}

// pageFacets are the facets a page asks for when the address does not say.
var pageFacets = []search.Field{search.Source, search.Category, search.Site}

// serveSearch answers GET /.
func (d Deps) serveSearch(c *gin.Context) {
	now, values := d.Now(), c.Request.URL.Query()
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	request, err := search.ParseRequest(values, now)
	if err != nil {
		d.fail(c, err, d.layout(ctx, values.Get("q"), nil))
		return
	}
	layout := d.layout(ctx, request.Query, request.Values())
	result, err := d.Backend.Search(ctx, asked(request, values))
	if err != nil {
		d.fail(c, err, layout)
		return
	}
	d.respond(c, http.StatusOK, "search", newSearchPage(layout, request, result, now))
}

// asked is what the back end is asked: the request, with the facets of the page unless the address names others.
func asked(r search.Request, values url.Values) search.Request {
	if !values.Has("facets") {
		r.Facets = pageFacets
	}
	return r
}

// newSearchPage decides what the page shows. Links are made of request, which holds nothing but what the address said.
func newSearchPage(layout Layout, request search.Request, result *search.Result, now time.Time) SearchPage {
	p := SearchPage{
		Layout:    layout,
		Total:     totalLine(result),
		Chips:     newChips(request),
		Histogram: newHistogram(request, result.Histogram),
		Dates:     newDateForm(request),
		Facets:    newFacets(request, result.Facets),
		FirstHit:  firstHit(request),
		Hits:      newHits(request, result.Hits, now),
		Pager:     newPager(request, result),
	}
	p.Feeds, p.TrendsURL = newFeeds(request), trendsOf(request)
	p.Title, p.JSON = "寻报：中文新闻检索", withQuery("/api/v1/search", request)
	if !blank(request.Query) {
		p.Query, p.Title = request.Query, request.Query+" - 寻报"
	}
	if len(p.Chips) > 1 {
		p.ClearURL = searchURL(unfiltered(request))
	}
	if len(p.Hits) == 0 {
		p.Empty = newEmpty(request, result, layout)
		return p
	}
	p.Relaxed = relaxedNotice(result.Relaxed)
	p.Sorts = newSorts(request, result.Sort)
	p.Collapses = newCollapses(request)
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
