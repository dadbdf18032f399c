package ui

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"xunbao/internal/news"
	"xunbao/web/ledger"
	"xunbao/web/ui/words"
)

// RunRow is how far something long has come.
type RunRow struct {
	Label       string // what, and which of its stages
	Words       string // how much, how fast, how long it will take
	Done, Total int    // Total is 0 when it is not known
}

// RefusalRow is a record that could not be taken. Its texts are a stranger's.
type RefusalRow struct {
	Time           When
	Way            string
	Origin, Reason string
	Times          string // empty for one
}

func newRunRows(rd reader, running []ledger.Running) []RunRow {
	var rows []RunRow
	w := rd.Status
	for _, r := range running {
		row := RunRow{Label: w.Way[string(r.Way)], Done: r.Done, Total: r.Total}
		if r.Stage != "" {
			row.Label += rd.Colon + cmp.Or(w.Stage[r.Stage], r.Stage)
		}
		said := []string{w.Done.Of(r.Done)}
		if r.Total > 0 {
			said[0] = w.DoneOf.Of(words.Number(r.Done), words.Number(r.Total), fmt.Sprintf("%d%%", 100*r.Done/r.Total))
		}
		if r.Rate > 0 {
			said = append(said, w.Rate.Of(words.Number(int(math.Ceil(r.Rate)))))
		}
		if r.Left > 0 {
			said = append(said, w.Left.Of(lasting(w, r.Left)))
		}
		row.Words = strings.Join(said, rd.Semicolon)
		rows = append(rows, row)
	}
	return rows
}

// lasting tells a time that something takes: never less than is to be expected.
func lasting(w words.Status, d time.Duration) string {
	up := func(unit time.Duration) int { return int((d + unit - 1) / unit) }
	switch {
	case d <= 2*time.Minute:
		return w.Seconds.Of(up(time.Second))
	case d <= 2*time.Hour:
		return w.Minutes.Of(up(time.Minute))
	default:
		return w.Hours.Of(up(time.Hour))
	}
}

// place says which line of a request is meant; other places say so themselves.
func place(w words.Status, origin string) string {
	line, found := strings.CutPrefix(origin, "body:")
	switch {
	case origin == "body":
		return w.WholeBody
	case found:
		return w.LineOf.Of(line)
	}
	return origin
}

func newRefusalRows(rd reader, refusals []ledger.Refusal) []RefusalRow {
	var rows []RefusalRow
	for _, r := range refusals {
		row := RefusalRow{Time: newWhen(rd, news.Instant{Time: r.Time.Truncate(time.Second)}, news.Shanghai()), Way: rd.Status.Way[string(r.Way)], Origin: place(rd.Status, r.Origin), Reason: r.Reason}
		if r.Times > 1 {
			row.Times = rd.Status.Times.Of(r.Times)
		}
		rows = append(rows, row)
	}
	return rows
}
