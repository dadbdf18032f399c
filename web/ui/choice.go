package ui

import "xunbao/search"

// newSorts offers the orders; relevance means nothing without a query. used is the order of the answer.
func newSorts(rd reader, r search.Request, used search.Sort) []Link {
	var links []Link
	for _, choice := range []struct {
		label string
		sort  search.Sort
	}{{rd.Search.ByRelevance, search.Relevance}, {rd.Search.ByNewest, search.Newest}, {rd.Search.ByOldest, search.Oldest}} {
		if choice.sort == search.Relevance && blank(r.Query) {
			continue
		}
		target := changed(r, func(r *search.Request) { r.Sort = choice.sort })
		links = append(links, Link{Label: choice.label, URL: searchURL(target), Current: choice.sort == used})
	}
	return links
}

// newCollapses offers one hit a story or one hit an article.
func newCollapses(rd reader, r search.Request) []Link {
	var links []Link
	for _, choice := range []struct {
		label    string
		collapse search.Collapse
	}{{rd.Search.Collapsed, search.CollapseStory}, {rd.Search.Every, search.CollapseNone}} {
		target := changed(r, func(r *search.Request) { r.Collapse = choice.collapse })
		links = append(links, Link{Label: choice.label, URL: searchURL(target), Current: choice.collapse == r.Collapse})
	}
	return links
}

// newExports offers every match as a file.
func newExports(r search.Request) []Link {
	all := changed(r, func(r *search.Request) { r.Size, r.Collapse = search.DefaultSize, search.CollapseStory }).Values()
	var links []Link
	for _, choice := range []struct{ label, format string }{{"CSV", "csv"}, {"JSON Lines", "jsonl"}} {
		all.Set("format", choice.format)
		links = append(links, Link{Label: choice.label, URL: "/api/v1/export?" + all.Encode()})
	}
	return links
}
