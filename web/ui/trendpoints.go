package ui

import (
	"fmt"
	"strings"

	"xunbao/search"
)

// point is one place on the axis of time: one bucket, or several when there are very many.
type point struct {
	search.Bucket       // Count is the coverage
	counts        []int // of each query
}

// newPoints joins buckets as the histogram does.
func newPoints(found *search.Trends) []point {
	var points []point
	for _, b := range merged(found.Buckets) {
		points = append(points, point{Bucket: b})
	}
	for _, t := range found.Trends {
		own := make([]search.Bucket, len(found.Buckets))
		for i, b := range found.Buckets {
			own[i] = search.Bucket{From: b.From, To: b.To, Count: t.Counts[i]}
		}
		for i, b := range merged(own) {
			points[i].counts = append(points[i].counts, b.Count)
		}
	}
	return points
}

// value is what the chart draws of a query; ok is false where there is nothing to have a share of.
func (p point) value(v view, query int) (value float64, ok bool) {
	if v == viewShare {
		return search.Share(p.counts[query], p.Count)
	}
	return float64(p.counts[query]), true
}

// shareWords writes a share: 12.5%, 0.03%, or — where there is no whole.
func shareWords(part, whole int) string {
	share, ok := search.Share(part, whole)
	if !ok {
		return "—"
	}
	return percentWords(share * 100)
}

// percentWords keeps two figures of what is small; what is not nothing is not written as nothing.
func percentWords(percent float64) string {
	switch {
	case percent == 0:
		return "0%"
	case percent < .01:
		return "<0.01%"
	case percent < 1:
		return fmt.Sprintf("%.2f%%", percent)
	default:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", percent), ".0") + "%"
	}
}
