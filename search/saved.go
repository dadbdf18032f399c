package search

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// SavedSearch is a search that goes on: what arrives and matches it is recorded.
type SavedSearch struct {
	Name    string     // see CheckName of search/saved
	Request url.Values // q, filters, from, to and tz, as ParseRequest reads them; relative dates are read anew each time
	Webhook *Webhook   // nil: matches are recorded and told to nobody
	Created time.Time

	// What has come of it, in answers.
	Matches int // recorded; old ones are forgotten
	Waiting int // to be delivered
	Failed  int // given up, among those recorded
}

// Deliveries counts the webhooks of saved searches: those that wait to be delivered, and those given up.
func Deliveries(all []SavedSearch) (waiting, failed int) {
	for _, s := range all {
		waiting += s.Waiting
		failed += s.Failed
	}
	return waiting, failed
}

// ParseMatchNumber reads the number of a match, from 1 on, below which matches are wanted. The error is a *ParameterError.
func ParseMatchNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &ParameterError{"before", "is not the number of a match"}
	}
	return n, nil
}

// Webhook is where matches are sent.
type Webhook struct {
	URL    string
	Secret string // signs what is sent; in answers it is set only when it has just been made
}

// Match is an article that a saved search has matched.
type Match struct {
	Number   int // in its search, from 1 on, in the order they arrived
	At       time.Time
	Hit      Hit // as it was then, its story too
	Delivery Delivery
}

// Delivery is what became of a match's webhook.
type Delivery string

// The states. NoDelivery: there was no webhook.
const (
	NoDelivery Delivery = ""
	Waiting    Delivery = "waiting"
	Delivered  Delivery = "delivered"
	Failed     Delivery = "failed"
)

// Saver keeps saved searches. Safe for concurrent use. ErrNotFound where a name is not known; *ParameterError for what cannot be taken.
type Saver interface {
	// SavedSearches lists all, by name.
	SavedSearches(ctx context.Context) ([]SavedSearch, error)
	SavedSearch(ctx context.Context, name string) (SavedSearch, error)
	// SaveSearch adds a search, or changes the request and webhook of the one with that name, whose matches stay. It matches what arrives from
	// now on. A webhook without a secret keeps the one it had, or gets one, which the answer tells.
	SaveSearch(ctx context.Context, s SavedSearch) (saved SavedSearch, created bool, err error)
	// RemoveSearch forgets a search and its matches.
	RemoveSearch(ctx context.Context, name string) error
	// Matches are at most limit matches with numbers below before (0: all), newest first. All that had arrived when it was called is among them.
	Matches(ctx context.Context, name string, before, limit int) ([]Match, error)
}
