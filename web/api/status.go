package api

import (
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
)

// collection is the state of the collection and the server.
type collection struct {
	Articles    int          `json:"articles"`
	Stories     int          `json:"stories"`
	Generation  string       `json:"generation"`
	Built       *time.Time   `json:"built"`
	Fingerprint string       `json:"fingerprint"`
	Dictionary  string       `json:"dictionary"`
	StoreBytes  int64        `json:"store_bytes"`
	IndexBytes  int64        `json:"index_bytes"`
	Oldest      news.Instant `json:"oldest"`
	Newest      news.Instant `json:"newest"`
	Sample      bool         `json:"sample"`
	Rebuilding  bool         `json:"rebuilding"`
	Started     *time.Time   `json:"started"`
	Version     string       `json:"version"`
	LeftOut     *leftOutSet  `json:"left_out"`
	Feeds       []feedState  `json:"feeds"`
	Searches    searches     `json:"searches"`
	Running     []running    `json:"running"`
	Rejected    refused      `json:"rejected"`
}

// leftOutSet names the lines that are left out of new articles.
type leftOutSet struct {
	Set   string `json:"set"`
	Lines int    `json:"lines"`
}

// feedState is how the polling of one feed stands.
type feedState struct {
	URL         string     `json:"url"`
	Interval    int        `json:"interval_seconds"`
	LastPoll    *time.Time `json:"last_poll"`
	LastOutcome *string    `json:"last_outcome"`
	LastError   *string    `json:"last_error"`
	Failures    int        `json:"failures"`
	NextPoll    *time.Time `json:"next_poll"`
	Added       int        `json:"added"`
	Replaced    int        `json:"replaced"`
}

// searches counts the saved searches and their webhooks.
type searches struct {
	Saved   int `json:"saved"`
	Waiting int `json:"waiting"` // deliveries
	Failed  int `json:"failed"`  // of the matches that are remembered
}

// status answers GET /api/v1/status.
func (a *api) status(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	s, err := a.Backend.Status(ctx)
	if err != nil {
		return err
	}
	saved, err := a.Saver.SavedSearches(ctx)
	if err != nil {
		return err
	}
	count := searches{Saved: len(saved)}
	count.Waiting, count.Failed = search.Deliveries(saved)
	taken := a.Ledger.State()
	return answer(c, collection{
		Articles: s.Articles, Stories: s.Stories, Generation: s.Generation, Built: known(s.Built), Fingerprint: s.Fingerprint,
		Dictionary: s.Dictionary, StoreBytes: s.StoreBytes, IndexBytes: s.IndexBytes, Oldest: s.Oldest, Newest: s.Newest,
		Sample: s.Sample, Rebuilding: s.Rebuilding, Started: known(s.Started), Version: a.Version, Searches: count,
		LeftOut: newLeftOutSet(s), Feeds: a.feedStates(), Running: newRunning(taken), Rejected: newRefused(taken),
	})
}

// newLeftOutSet is nil when nothing is left out.
func newLeftOutSet(s search.Status) *leftOutSet {
	if s.LeftOut == "" {
		return nil
	}
	return &leftOutSet{Set: s.LeftOut, Lines: s.LeftLines}
}

// feedStates is empty, not nil, when no feeds are polled. What stands behind the question mark of an address is not shown to everyone: it may
// be a key.
func (a *api) feedStates() []feedState {
	states := []feedState{}
	if a.Feeds == nil {
		return states
	}
	for _, f := range a.Feeds.Feeds() {
		address, query, _ := strings.Cut(f.URL, "?")
		if query != "" {
			address += "?…"
		}
		states = append(states, feedState{
			URL: address, Interval: int(f.Interval.Seconds()), LastPoll: known(f.Polled), LastOutcome: told(f.Outcome), LastError: told(f.Error),
			Failures: f.Failures, NextPoll: known(f.Next), Added: f.Added, Replaced: f.Replaced,
		})
	}
	return states
}

// told is s, or nil (null in JSON) when it is empty.
func told(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// known is t, or nil (null in JSON) when it is zero.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
