package ui

import (
	"fmt"

	"xunbao/search"
)

// Histogram draws how many articles were published when. Places and widths are percent of the drawing, heights are pixels.
type Histogram struct {
	Label   string // for those who do not see it
	Unit    string // 按月
	Note    string // under the chart; empty for none
	Bars    []Bar
	Ticks   []Tick
	Undated *Undated // nil when every article has a date
}

// Undated is the articles without a date; the link keeps to them.
type Undated struct {
	Count int
	URL   string
}

// Bar is one span of time. The slot is the whole column, which is the target of the link; URL is empty where nothing was published.
type Bar struct {
	Label            string
	Count            int
	URL              string
	From, To         string // the range that the link keeps to, as the address writes it
	SlotX, SlotWidth percent
	X, Width         percent
	Y, Height        int
}

// Tick is a label under the bars.
type Tick struct {
	X      percent
	Anchor string
	Label  string
}

// percent prints with at most three decimals.
type percent float64

func (p percent) String() string { return fmt.Sprintf("%.7g", float64(int(p*1000+.5))/1000) }

const (
	maxBars   = 200 // more buckets than that are drawn several to a bar
	barTop    = 4   // pixels above the highest bar
	barBottom = 68  // of the axis
	minHeight = 3   // of a bar that stands for one article
	maxWidth  = 8   // percent
)

// newHistogram draws nothing for fewer than two buckets: one bar tells nothing.
func newHistogram(rd reader, r search.Request, h *search.Histogram) *Histogram {
	if h == nil || len(h.Buckets) < 2 {
		return nil
	}
	buckets := merged(h.Buckets)
	drawn := &Histogram{Unit: rd.Time.Interval[h.Interval]}
	if h.Interval == search.Hour {
		drawn.Note = rd.Filter.DaysAtMidnight
	}
	if h.Undated > 0 {
		drawn.Undated = &Undated{h.Undated, searchURL(changed(undated(r), func(r *search.Request) { r.Undated = true }))}
	}
	most := 1
	for _, b := range buckets {
		most = max(most, b.Count)
	}
	slot := 100 / percent(len(buckets))
	for i, b := range buckets {
		drawn.Bars = append(drawn.Bars, newBar(rd, r, h.Interval, b, slot*percent(i), slot, most))
	}
	drawn.Ticks = newTicks(h.Interval, buckets, slot)
	drawn.Label = rd.Filter.HistogramOf.Of(drawn.Bars[0].Label, drawn.Bars[len(buckets)-1].Label)
	return drawn
}

func newBar(rd reader, r search.Request, interval search.Interval, b search.Bucket, x, slot percent, most int) Bar {
	width := min(slot*.8, maxWidth)
	bar := Bar{Label: bucketWords(rd, interval, b), Count: b.Count, SlotX: x, SlotWidth: slot, X: x + (slot-width)/2, Width: width}
	if b.Count > 0 {
		bar.Height = max(minHeight, (barBottom-barTop)*b.Count/most)
		kept := narrowed(r, interval, b)
		bar.URL, bar.From, bar.To = searchURL(kept), kept.FromText, kept.ToText
	}
	bar.Y = barBottom - bar.Height
	return bar
}

// newTicks labels every bar when they are few, else the first and the last.
func newTicks(interval search.Interval, buckets []search.Bucket, slot percent) []Tick {
	form := bucketForm(interval)
	if interval == search.Hour {
		form = "01-02 15:04"
	}
	if len(buckets) <= 5 && interval == search.Year {
		var ticks []Tick
		for i, b := range buckets {
			ticks = append(ticks, Tick{slot * (percent(i) + .5), "middle", b.From.Format(form)})
		}
		return ticks
	}
	return []Tick{
		{0, "start", buckets[0].From.Format(form)},
		{100, "end", lastOf(interval, buckets[len(buckets)-1]).Format(form)},
	}
}
