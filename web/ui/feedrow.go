package ui

import (
	"strings"

	"xunbao/index"
	"xunbao/web/ui/words"
)

// newFeedRow tells how a feed stands. What stands behind the question mark of its address is not shown: it may be a key.
func newFeedRow(rd reader, f index.FeedState) FeedRow {
	address, query, _ := strings.Cut(f.URL, "?")
	if query != "" {
		address += "?…"
	}
	row := FeedRow{URL: address, Error: f.Error, Polled: moment(rd, f.Polled), Next: moment(rd, f.Next), Failing: f.Failures > 0,
		Taken: rd.Status.Taken.Of(words.Number(f.Added), words.Number(f.Replaced)), Outcome: rd.Status.Outcome[f.Outcome]}
	if f.Next.Before(rd.now) {
		row.Next = When{Words: rd.Status.Soon}
	}
	if f.Failures > 0 {
		row.Failures = rd.Status.Failures.Of(f.Failures)
	}
	return row
}
