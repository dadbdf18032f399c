package index

import "time"

// How a poll of a feed ended.
const (
	FeedTaken     = "taken"     // its items were read and are stored
	FeedUnchanged = "unchanged" // the site says that it holds what it held before
	FeedFailed    = "failed"
)

// FeedState is how the polling of one feed stands.
type FeedState struct {
	URL      string
	Interval time.Duration
	Polled   time.Time // when it was asked last; zero: not yet
	Outcome  string    // of the last poll, one of the above; "" before the first
	Error    string    // why the last poll failed, or what of it could not be taken; else ""
	Failures int       // polls in a row that have failed
	Next     time.Time // when it will be asked next
	Added    int       // articles that came from it, since it was polled first
	Replaced int
}

// FeedReporter tells of the feeds that are polled, in the order of the settings. Safe for concurrent use.
type FeedReporter interface {
	Feeds() []FeedState
}
