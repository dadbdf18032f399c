package ui

import (
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
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	asked, err := parseTrended(values, d.Now())
	if err != nil {
		d.fail(c, err, d.layout(ctx, values.Get("q"), nil))
		return
	}
	layout := d.layout(ctx, asked.first(), asked.Search("").Values())
	if len(asked.Queries) == 0 {
		d.respond(c, http.StatusOK, "trends", newTrendsPage(layout, asked, nil))
		return
	}
	found, err := d.Backend.Trends(ctx, asked.TrendsRequest)
	if err != nil {
		d.fail(c, err, layout)
		return
	}
	d.respond(c, http.StatusOK, "trends", newTrendsPage(layout, asked, found))
}

// newTrendsPage decides what the page shows; found is nil where nothing was asked.
func newTrendsPage(layout Layout, asked trended, found *search.Trends) TrendsPage {
	p := TrendsPage{Layout: layout, Form: newTrendForm(asked), Asked: found != nil}
	p.Title = "趋势 - 寻报"
	p.Chips = chipsWith(asked.Common, func(r search.Request) string { return asked.over(r).url() })
	if found == nil {
		return p
	}
	p.JSON = "/api/v1/trends?" + asked.Values().Encode()
	points := newPoints(found)
	p.Notices = trendNotices(found, points)
	p.Views, p.Intervals = newViews(asked), newIntervals(asked)
	p.Legend = newLegend(asked, found)
	if len(found.Buckets) == 0 {
		p.Empty = "没有找到带日期的文章，画不出趋势。"
		return p
	}
	p.Chart = newChart(asked.view, found, points)
	p.Table = newTrendTable(asked, found, points)
	return p
}

// trendNotices tells what the figures do not: which queries were widened, what could not be read, that buckets share a place.
func trendNotices(found *search.Trends, points []point) []string {
	var notices []string
	for _, t := range found.Trends {
		switch t.Relaxed {
		case search.RelaxedMost:
			notices = append(notices, "“"+t.Query+"”：没有文章包含全部词语，数的是包含其中大部分的文章。加引号可以只数完全相符的。")
		case search.RelaxedAny:
			notices = append(notices, "“"+t.Query+"”：数的是相近的文章，未必包含全部词语。加引号可以只数完全相符的。")
		}
	}
	if !found.Exact {
		notices = append(notices, "有的文章读不出来，数字不完整。")
	}
	if len(points) < len(found.Buckets) {
		notices = append(notices, "时段太多，图和表里把相邻的几个合在一起；本页的 JSON 里有每一个。")
	}
	return notices
}

func newViews(asked trended) []Link {
	var links []Link
	for _, choice := range []struct {
		label string
		view  view
	}{{"篇数", viewCount}, {"占全部报道的比例", viewShare}} {
		target := asked
		target.view = choice.view
		links = append(links, Link{Label: choice.label, URL: target.url(), Current: choice.view == asked.view})
	}
	return links
}

func newIntervals(asked trended) []Link {
	var links []Link
	for _, interval := range []search.Interval{search.Auto, search.Year, search.Month, search.Week, search.Day} {
		label := intervalWords[interval]
		if interval == search.Auto {
			label = "自动"
		}
		common := asked.Common
		common.Interval = interval
		links = append(links, Link{Label: label, URL: asked.over(common).url(), Current: interval == asked.Common.Interval})
	}
	return links
}
