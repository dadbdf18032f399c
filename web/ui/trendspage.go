package ui

import (
	"cmp"
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// TrendsPage shows a few queries over time: the form, the conditions in force, the chart, the figures of the chart.
type TrendsPage struct {
	Layout
	Form      TrendForm
	Asked     bool // there is at least one query
	Chips     []Chip
	Notices   []string
	Views     []Link
	Intervals []Link
	Legend    []LegendItem
	Chart     *Chart // nil where there is nothing to draw
	Table     *TrendTable
	Empty     string // said instead of the chart
}

// serveTrends answers GET /trends. Without a query the page is the form alone.
func (d Deps) serveTrends(c *gin.Context) {
	values := c.Request.URL.Query()
	rd, wrong := newReader(c, values, d.Now())
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	query := values.Get("q")
	asked, err := parseTrended(values, rd.now)
	if err = cmp.Or(wrong, err); err != nil {
		d.fail(c, rd, err, d.layout(ctx, rd, query, nil))
		return
	}
	var found *search.Trends
	if len(asked.Queries) > 0 {
		found, err = d.Backend.Trends(ctx, asked.TrendsRequest)
	}
	if d.turnedAway(c, rd, err) {
		return
	}
	layout := d.layout(ctx, rd, asked.first(), asked.Search("").Values())
	layout.Languages, layout.Themes = rd.switches(asked.values())
	if err != nil {
		d.fail(c, rd, err, layout)
		return
	}
	d.respond(c, rd, http.StatusOK, "trends", newTrendsPage(rd, layout, asked, found))
}

// newTrendsPage decides what the page shows; found is nil where nothing was asked.
func newTrendsPage(rd reader, layout Layout, asked trended, found *search.Trends) TrendsPage {
	p := TrendsPage{Layout: layout, Form: newTrendForm(rd, asked), Asked: found != nil}
	p.Title = rd.Site.Title.Of(rd.Trend.Title)
	p.Chips = chipsWith(rd, asked.Common, func(r search.Request) string { return asked.over(r).url() })
	if found == nil {
		return p
	}
	p.JSON = "/api/v1/trends?" + asked.Values().Encode()
	points := newPoints(found)
	p.Notices = trendNotices(rd, found, points)
	p.Views, p.Intervals = newViews(rd, asked), newIntervals(rd, asked)
	p.Legend = newLegend(rd, asked, found)
	if len(found.Buckets) == 0 {
		p.Empty = rd.Trend.Nothing
		return p
	}
	p.Chart = newChart(rd, asked.view, found, points)
	p.Table = newTrendTable(rd, asked, found, points)
	return p
}

// trendNotices tells what the figures do not: which queries were widened, what could not be read, that buckets share a place.
func trendNotices(rd reader, found *search.Trends, points []point) []string {
	var notices []string
	for _, t := range found.Trends {
		switch t.Relaxed {
		case search.RelaxedMost:
			notices = append(notices, rd.Trend.RelaxedMost.Of(t.Query))
		case search.RelaxedAny:
			notices = append(notices, rd.Trend.RelaxedAny.Of(t.Query))
		}
	}
	if !found.Exact {
		notices = append(notices, rd.Trend.Inexact)
	}
	if len(points) < len(found.Buckets) {
		notices = append(notices, rd.Trend.Merged)
	}
	return notices
}

func newViews(rd reader, asked trended) []Link {
	var links []Link
	for _, choice := range []struct {
		label string
		view  view
	}{{rd.Trend.Counts, viewCount}, {rd.Trend.Shares, viewShare}} {
		target := asked
		target.view = choice.view
		links = append(links, Link{Label: choice.label, URL: target.url(), Current: choice.view == asked.view})
	}
	return links
}

func newIntervals(rd reader, asked trended) []Link {
	var links []Link
	for _, interval := range []search.Interval{search.Auto, search.Year, search.Month, search.Week, search.Day} {
		label := rd.Time.Interval[interval]
		if interval == search.Auto {
			label = rd.Trend.Auto
		}
		common := asked.Common
		common.Interval = interval
		links = append(links, Link{Label: label, URL: asked.over(common).url(), Current: interval == asked.Common.Interval})
	}
	return links
}
