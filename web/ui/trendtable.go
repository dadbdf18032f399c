package ui

import (
	"xunbao/search"
)

// LegendItem names a line and tells its totals.
type LegendItem struct {
	Style   string
	Query   string
	URL     string // the search
	Total   string // 共 31 篇，占 3.4%
	Undated int
}

// newLegend keeps the order of the queries.
func newLegend(rd reader, asked trended, found *search.Trends) []LegendItem {
	var items []LegendItem
	for i, t := range found.Trends {
		total := rd.Trend.Total
		if !found.Exact {
			total = rd.Trend.About
		}
		items = append(items, LegendItem{Style: styles[i], Query: t.Query, URL: searchURL(searchFor(asked, t.Query)), Undated: t.Undated,
			Total: total.Of(rd.Filter.Articles.Of(t.Articles), shareWords(t.Articles, found.Articles))})
	}
	return items
}

// searchFor is the search for one query, on the search page.
func searchFor(asked trended, query string) search.Request {
	r := asked.Search(query)
	r.Interval = search.Auto
	return r
}

// TrendTable has the figures of the chart, a row for each place on its axis.
type TrendTable struct {
	Queries []string
	Rows    []TrendRow
}

// TrendRow is one place on the axis.
type TrendRow struct {
	Label    string
	Coverage int // all articles
	Cells    []TrendCell
}

// TrendCell is one query at that place; the link leads to its articles and is empty where there are none.
type TrendCell struct {
	Count int
	Share string
	URL   string
}

func newTrendTable(rd reader, asked trended, found *search.Trends, points []point) *TrendTable {
	table := &TrendTable{}
	for _, t := range found.Trends {
		table.Queries = append(table.Queries, t.Query)
	}
	for _, p := range points {
		row := TrendRow{Label: bucketWords(rd, found.Interval, p.Bucket), Coverage: p.Count}
		for i, n := range p.counts {
			cell := TrendCell{Count: n, Share: shareWords(n, p.Count)}
			if n > 0 {
				cell.URL = searchURL(narrowed(searchFor(asked, found.Trends[i].Query), found.Interval, p.Bucket))
			}
			row.Cells = append(row.Cells, cell)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
