package api

import (
	"time"

	"xunbao/search"
)

// result is the answer to a search.
type result struct {
	Query      string             `json:"query"`
	Total      int                `json:"total"`
	Articles   int                `json:"articles"`
	Exact      bool               `json:"exact"`
	Relaxed    search.Relaxed     `json:"relaxed"`
	Sort       search.Sort        `json:"sort"`
	Page       int                `json:"page"`
	Size       int                `json:"size"`
	Cursor     string             `json:"cursor,omitempty"`
	TookMS     float64            `json:"took_ms"`
	Hits       []hit              `json:"hits"`
	Facets     map[string][]facet `json:"facets"`
	Missing    map[string]missing `json:"missing"`
	Histogram  *histogram         `json:"histogram"`
	Generation string             `json:"generation"`
	Dictionary string             `json:"dictionary"`
}

// facet is one value of a facet.
type facet struct {
	Value    string `json:"value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

// missing is the articles without a value of a field.
type missing struct {
	Count    int  `json:"count"`
	Selected bool `json:"selected"`
}

// histogram is the matching articles over time.
type histogram struct {
	Interval search.Interval `json:"interval"`
	TZ       string          `json:"tz"`
	Buckets  []bucket        `json:"buckets"`
	Undated  int             `json:"undated"` // matching articles without a date
}

// bucket is one bar: days, or RFC 3339 times of hours, From inclusive, To exclusive.
type bucket struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

func newResult(r *search.Result) result {
	return result{
		Query: r.Query, Total: r.Total, Articles: r.Articles, Exact: r.Exact, Relaxed: r.Relaxed,
		Sort: r.Sort, Page: r.Page, Size: r.Size, Cursor: r.Cursor, TookMS: milliseconds(r.Took),
		Hits: newHits(r.Hits), Facets: newFacets(r.Facets), Missing: newMissing(r.Facets), Histogram: newHistogram(r.Histogram),
		Generation: r.Generation, Dictionary: r.Dictionary,
	}
}

func newFacets(fields map[search.Field][]search.FacetValue) map[string][]facet {
	facets := make(map[string][]facet, len(fields))
	for field, values := range fields {
		rows := make([]facet, 0, len(values))
		for _, v := range values {
			if v.Value != "" {
				rows = append(rows, facet(v))
			}
		}
		facets[string(field)] = rows
	}
	return facets
}

// newMissing takes the empty values out of the facets.
func newMissing(fields map[search.Field][]search.FacetValue) map[string]missing {
	lacking := make(map[string]missing, len(fields))
	for field, values := range fields {
		lacking[string(field)] = missing{}
		for _, v := range values {
			if v.Value == "" {
				lacking[string(field)] = missing{v.Count, v.Selected}
			}
		}
	}
	return lacking
}

func newHistogram(h *search.Histogram) *histogram {
	if h == nil {
		return nil
	}
	form := time.DateOnly
	if h.Interval == search.Hour {
		form = time.RFC3339
	}
	buckets := make([]bucket, len(h.Buckets))
	for i, b := range h.Buckets {
		buckets[i] = bucket{From: b.From.In(h.Location).Format(form), To: b.To.In(h.Location).Format(form), Count: b.Count}
	}
	return &histogram{Interval: h.Interval, TZ: h.Location.String(), Buckets: buckets, Undated: h.Undated}
}
