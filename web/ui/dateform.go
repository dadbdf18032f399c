package ui

import (
	"time"

	"xunbao/search"
)

// DateForm narrows a search to a range of days and keeps everything else.
type DateForm struct {
	From, To          string   // of the inputs, as they were given, or empty
	Words             []string // that the inputs offer
	Keep              []Parameter
	Quick             []Link
	FirstDay, LastDay string // of the calendar, 2024-07-21, or empty
}

// quickRanges reach from some time ago until now.
func quickRanges(rd reader) []quickRange {
	return []quickRange{{rd.Time.Week, "-7d"}, {rd.Time.LastMonth, "-1m"}, {rd.Time.LastYear, "-12m"}}
}

type quickRange struct{ label, from string }

func newDateForm(rd reader, r search.Request) DateForm {
	form := DateForm{From: r.FromText, To: r.ToText, Words: rd.Time.Relative, Keep: keep(r.Values(), "from", "to", "page", "cursor")}
	if !r.From.IsZero() {
		form.FirstDay = r.From.In(r.Location).Format(time.DateOnly)
	}
	if !r.To.IsZero() {
		form.LastDay = r.To.In(r.Location).Add(-time.Second).Format(time.DateOnly)
	}
	for _, q := range quickRanges(rd) {
		target := changed(undated(r), func(r *search.Request) { r.FromText = q.from })
		form.Quick = append(form.Quick, Link{Label: q.label, URL: searchURL(target), Current: r.FromText == q.from && r.ToText == ""})
	}
	return form
}
