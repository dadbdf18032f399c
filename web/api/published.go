package api

import (
	"time"

	"xunbao/internal/news"
)

// published tells when an article was published. At is an instant even where only the day is known (its midnight), so that clients
// read one form and sort by it; Precision says so.
type published struct {
	At        *string `json:"published"`
	Precision string  `json:"published_precision,omitempty"` // "second" or "day"; none for an undated article
}

func newPublished(i news.Instant) published {
	if i.IsZero() {
		return published{}
	}
	at := i.Time.Format(time.RFC3339)
	if i.DayOnly {
		return published{&at, "day"}
	}
	return published{&at, "second"}
}
