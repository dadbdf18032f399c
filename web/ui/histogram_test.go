package ui

import (
	"testing"

	"xunbao/search"
)

func TestHistogram(t *testing.T) {
	r := search.NewRequest()
	if newHistogram(chineseReader(), r, nil) != nil || newHistogram(chineseReader(), r, &search.Histogram{Buckets: make([]search.Bucket, 1)}) != nil {
		t.Error("fewer than two buckets are drawn")
	}
	for _, n := range []int{2, 3, 60, 199, 200, 201, 4000} {
		h := &search.Histogram{Interval: search.Day}
		total := 0
		for i := range n {
			h.Buckets = append(h.Buckets, search.Bucket{From: day(2010, 1, 1+i), To: day(2010, 1, 2+i), Count: i % 7})
			total += i % 7
		}
		drawn := newHistogram(chineseReader(), r, h)
		if len(drawn.Bars) > maxBars {
			t.Errorf("%d buckets: %d bars", n, len(drawn.Bars))
		}
		for _, b := range drawn.Bars {
			total -= b.Count
			if (b.Count > 0) != (b.URL != "") || (b.Count > 0) != (b.Height >= minHeight) || b.Y+b.Height != barBottom || b.Y < barTop {
				t.Errorf("%d buckets: bar %+v", n, b)
			}
			if b.X < b.SlotX || b.X+b.Width > b.SlotX+b.SlotWidth+.001 || b.SlotX+b.SlotWidth > 100.001 {
				t.Errorf("%d buckets: bar %+v leaves its slot", n, b)
			}
		}
		if total != 0 {
			t.Errorf("%d buckets: %d articles are not drawn", n, total)
		}
	}
}

// TestHistogramByHour: where articles are counted by hour, those that have only a day are told to stand at midnight.
func TestHistogramByHour(t *testing.T) {
	for interval, want := range map[search.Interval]string{search.Hour: chineseReader().Filter.DaysAtMidnight, search.Day: ""} {
		h := &search.Histogram{Interval: interval, Buckets: []search.Bucket{{From: day(2026, 1, 1), To: day(2026, 1, 2), Count: 1}, {From: day(2026, 1, 2), To: day(2026, 1, 3)}}}
		if got := newHistogram(chineseReader(), search.NewRequest(), h).Note; got != want {
			t.Errorf("by %s: %q", interval, got)
		}
	}
}

func TestPercent(t *testing.T) {
	for p, want := range map[percent]string{0: "0", 100: "100", 12.5: "12.5", 100 / percent(3): "33.333", 100 / percent(7): "14.286"} {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
