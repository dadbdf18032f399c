package feed

import (
	"net/url"
	"strconv"
	"time"

	"xunbao/search"
)

// defaultSize is how many entries a feed has when the address does not say.
const defaultSize = 30

// parse reads the parameters of a search. They are those of the API and are refused as there; but the newest come first, and there are
// more of them, unless the address says otherwise. What is about the page of an answer and not about its hits (facets, interval, explain)
// is checked and then forgotten.
func parse(values url.Values, now time.Time) (search.Request, error) {
	r, err := search.ParseRequest(values, now)
	if err != nil {
		return r, err
	}
	if !values.Has("sort") {
		r.Sort = search.Newest
	}
	if !values.Has("size") {
		r.Size = defaultSize
	}
	usual := search.NewRequest()
	r.Facets, r.Interval, r.Explain = usual.Facets, usual.Interval, usual.Explain
	return r, r.Validate() // the greater size may lead too deep
}

// asked is what the back end is asked: hits without counts.
func asked(r search.Request) search.Request {
	r.Facets, r.Interval = nil, search.NoInterval
	return r
}

// parameters are the inverse of parse: what is at the default of a feed is left out.
func parameters(r search.Request) url.Values {
	values := r.Values()
	values.Del("sort")
	if r.Sort != search.Newest {
		values.Set("sort", string(r.Sort))
	}
	values.Del("size")
	if r.Size != defaultSize {
		values.Set("size", strconv.Itoa(r.Size))
	}
	return values
}

// first is the request for the beginning of the same list.
func first(r search.Request) search.Request {
	r.Page, r.Cursor = 1, ""
	return r
}

// following is the request for what comes after an answer with that cursor.
func following(r search.Request, cursor string) search.Request {
	r.Page, r.Cursor = 1, cursor
	return r
}
