package ui

import (
	"net/url"
	"time"

	"xunbao/search"
)

const trendsPath = "/trends"

// view is what the chart draws.
type view string

const (
	viewCount view = "count"
	viewShare view = "share"
)

// trended is what an address of the page asks for.
type trended struct {
	search.TrendsRequest
	view view
}

// parseTrended reads the parameters of trends, and view.
func parseTrended(values url.Values, now time.Time) (trended, error) {
	t := trended{view: viewCount}
	switch given := values["view"]; {
	case len(given) > 1:
		return t, &search.ParameterError{Field: "view", Message: "is given more than once"}
	case len(given) == 1 && given[0] != string(viewCount) && given[0] != string(viewShare):
		return t, &search.ParameterError{Field: "view", Message: "must be count or share"}
	case len(given) == 1:
		t.view = view(given[0])
	}
	values.Del("view")
	var err error
	t.TrendsRequest, err = search.ParseTrends(values, now)
	return t, err
}

// values are the inverse of parseTrended.
func (t trended) values() url.Values {
	values := t.Values()
	if t.view != viewCount {
		values.Set("view", string(t.view))
	}
	return values
}

// url is the address of the page.
func (t trended) url() string {
	if values := t.values(); len(values) > 0 {
		return trendsPath + "?" + values.Encode()
	}
	return trendsPath
}

// over is the same under other filters or dates.
func (t trended) over(common search.Request) trended {
	common.Query = ""
	t.Common = common
	return t
}

// first is the query that the search box shows.
func (t trended) first() string {
	if len(t.Queries) == 0 {
		return ""
	}
	return t.Queries[0]
}

// trendsOf is the page with one search's query, filters and dates.
func trendsOf(r search.Request) string {
	t := trended{view: viewCount}
	common := search.NewRequest()
	common.Filters, common.From, common.To, common.FromText, common.ToText, common.Location = r.Filters, r.From, r.To, r.FromText, r.ToText, r.Location
	if !blank(r.Query) {
		t.Queries = []string{r.Query}
	}
	return t.over(common).url()
}
