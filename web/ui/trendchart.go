package ui

import (
	"fmt"
	"math"
	"strings"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// Chart draws lines over time. Places across are percent of the drawing, heights are pixels from its top.
type Chart struct {
	Title, Description string // for those who do not see it
	Unit               string // 按月
	Grid               []GridLine
	Lines              []ChartLine
	Ticks              []Tick
}

// GridLine is a height with its value.
type GridLine struct {
	Y     int
	Label string
}

// ChartLine is one query. Its style decides colour, dashes and marks, so that lines are told apart without colours too.
type ChartLine struct {
	Style string
	Runs  []string    // corners of polylines, x in percent; more than one where values are missing between
	Marks []ChartMark // none where there are too many to tell apart
}

// ChartMark stands on a value.
type ChartMark struct {
	X     percent
	Y     int
	Label string
}

// styles names the looks of lines in their order.
var styles = [search.MaxTrends]string{"a", "b", "c", "d", "e"}

const (
	chartTop    = 14  // pixels: the height of the highest value there can be
	chartBottom = 234 // of the axis
	maxMarks    = 70  // places on the axis
)

// newChart draws the points.
func newChart(rd reader, v view, found *search.Trends, points []point) *Chart {
	top, steps := scale(v, points)
	slot := 100 / percent(len(points))
	c := &Chart{Unit: rd.Time.Interval[found.Interval], Grid: newGrid(v, top, steps), Ticks: newTicks(found.Interval, found.Buckets, slot)}
	for i := range found.Trends {
		c.Lines = append(c.Lines, newChartLine(rd, v, found, points, i, top))
	}
	c.describe(rd, v, found, points)
	return c
}

// newChartLine draws one query. Marks stand on what is not nothing, as all lines meet on the axis. A value that stands alone between missing ones has one
// however many places there are: no line leads to it.
func newChartLine(rd reader, v view, found *search.Trends, points []point, query int, top float64) ChartLine {
	line := ChartLine{Style: styles[query]}
	var run []ChartMark
	end := func() {
		if len(run) > 1 {
			corners := make([]string, len(run))
			for i, m := range run {
				corners[i] = fmt.Sprintf("%v,%d", m.X, m.Y)
			}
			line.Runs = append(line.Runs, strings.Join(corners, " "))
		}
		for _, m := range run {
			if len(run) == 1 || len(points) <= maxMarks && m.Y < chartBottom {
				line.Marks = append(line.Marks, m)
			}
		}
		run = nil
	}
	slot := 100 / percent(len(points))
	for i, p := range points {
		value, ok := p.value(v, query)
		if !ok {
			end()
			continue
		}
		run = append(run, ChartMark{
			X: slot * (percent(i) + .5), Y: chartBottom - int(math.Round(value/top*(chartBottom-chartTop))),
			Label: rd.Trend.Mark.Of(bucketWords(rd, found.Interval, p.Bucket), found.Trends[query].Query, rd.Filter.Articles.Of(p.counts[query]),
				shareWords(p.counts[query], p.Count)),
		})
	}
	end()
	return line
}

// scale is a round number that no value exceeds, and how many steps lead up to it.
func scale(v view, points []point) (top float64, steps int) {
	most := 0.0
	for _, p := range points {
		for i := range p.counts {
			value, _ := p.value(v, i)
			most = max(most, value)
		}
	}
	if most == 0 {
		return 1, 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	for _, round := range []struct {
		of    float64
		steps int
	}{{1, 2}, {2, 2}, {5, 5}, {10, 2}} {
		if top, steps = unit*round.of, round.steps; top >= most {
			break
		}
	}
	switch {
	case v == viewShare && top > 1:
		return 1, 2
	case v == viewCount && top < 2: // there is no half of an article
		return top, 1
	default:
		return top, steps
	}
}

func newGrid(v view, top float64, steps int) []GridLine {
	var grid []GridLine
	for i := range steps + 1 {
		value := top * float64(i) / float64(steps)
		label := words.Number(int(math.Round(value)))
		if v == viewShare {
			label = percentWords(value * 100)
		}
		grid = append(grid, GridLine{chartBottom - (chartBottom-chartTop)*i/steps, label})
	}
	return grid
}

// describe says in words what the chart shows: its kind, its span, and of each line the sum and the highest value.
func (c *Chart) describe(rd reader, v view, found *search.Trends, points []point) {
	kind := rd.Trend.KindCounts
	if v == viewShare {
		kind = rd.Trend.KindShares
	}
	c.Title = rd.Trend.Heading.Of(kind, c.Unit, rd.Time.Span.Of(bucketWords(rd, found.Interval, found.Buckets[0]), bucketWords(rd, found.Interval, found.Buckets[len(found.Buckets)-1])))
	var parts []string
	for i, t := range found.Trends {
		best, highest := 0, -1.0
		for k, p := range points {
			if value, ok := p.value(v, i); ok && value > highest {
				best, highest = k, value
			}
		}
		peak := points[best]
		parts = append(parts, rd.Trend.Peak.Of(t.Query, rd.Filter.Articles.Of(t.Articles), bucketWords(rd, found.Interval, peak.Bucket),
			rd.Filter.Articles.Of(peak.counts[i]), shareWords(peak.counts[i], peak.Count)))
	}
	c.Description = strings.Join(parts, rd.Semicolon) + rd.Trend.Table
}
