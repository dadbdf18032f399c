package ui

import (
	"time"

	"xunbao/search"
)

// DateForm narrows a search to a range of days and keeps everything else.
type DateForm struct {
	From, To string // of the inputs: 2024-07-21, or empty
	Keep     []Parameter
	Quick    []Link
}

// quickRanges reach from some time ago until now.
var quickRanges = []struct{ label, from string }{
	{"近一周", "-7d"},
	{"近一月", "-1m"},
	{"近一年", "-12m"},
}

func newDateForm(r search.Request) DateForm {
	form := DateForm{Keep: keep(r.Values(), "from", "to", "page", "cursor")}
	if !r.From.IsZero() {
		form.From = r.From.In(r.Location).Format(time.DateOnly)
	}
	if !r.To.IsZero() {
		form.To = r.To.In(r.Location).Add(-time.Nanosecond).Format(time.DateOnly)
	}
	for _, q := range quickRanges {
		target := changed(undated(r), func(r *search.Request) { r.FromText = q.from })
		form.Quick = append(form.Quick, Link{Label: q.label, URL: searchURL(target), Current: r.FromText == q.from && r.ToText == ""})
	}
	return form
}
