package ui

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/words"
)

const statusPath = "/status"

// StatusPage tells operators how the collection and the server stand: what the status of the API tells, in words.
type StatusPage struct {
	Layout
	Rebuilding bool
	Empty      bool // there are no articles
	Parts      []StatusPart
	Runs       []RunRow
	Refused    string // how many records could not be taken; empty: none
	Refusals   []RefusalRow
	FeedRows   []FeedRow
	FeedsOff   bool // no feeds are polled
}

// StatusPart is a few facts of one kind.
type StatusPart struct {
	Label string
	Facts []Fact
}

// Fact is one line: what, how much, and where that leads, if anywhere.
type Fact struct {
	Name, Value string
	URL         string
	When        When // instead of Value
}

// FeedRow is how the polling of one feed stands.
type FeedRow struct {
	URL, Outcome, Error string
	Polled, Next        When
	Taken, Failures     string
	Failing             bool
}

// serveStatus answers GET /status.
func (d Deps) serveStatus(c *gin.Context) {
	d.bare(c, func(ctx context.Context, rd reader, layout Layout) {
		status, err := d.Backend.Status(ctx)
		if err != nil {
			d.fail(c, rd, err, layout)
			return
		}
		d.respond(c, rd, http.StatusOK, "status", d.newStatusPage(ctx, rd, layout, status))
	})
}

// newStatusPage decides what the page shows.
func (d Deps) newStatusPage(ctx context.Context, rd reader, layout Layout, s search.Status) StatusPage {
	p := StatusPage{Layout: layout, Rebuilding: s.Rebuilding, Empty: s.Articles == 0}
	p.Title, p.JSON = rd.Site.Title.Of(rd.Status.Title), "/api/v1/status"
	w := rd.Status
	p.Parts = []StatusPart{
		{w.Collection, []Fact{
			{Name: w.Articles, Value: words.Number(s.Articles), URL: "/"}, {Name: w.Stories, Value: words.Number(s.Stories)},
			{Name: w.Oldest, When: newWhen(rd, s.Oldest, news.Shanghai())}, {Name: w.Newest, When: newWhen(rd, s.Newest, news.Shanghai())},
		}},
		{w.Index, []Fact{
			{Name: w.Generation, Value: s.Generation}, {Name: w.Built, When: moment(rd, s.Built)}, {Name: w.StoreSize, Value: size(s.StoreBytes)},
			{Name: w.IndexSize, Value: size(s.IndexBytes)}, {Name: w.Dictionary, Value: s.Dictionary}, {Name: w.Fingerprint, Value: s.Fingerprint},
		}},
		{w.Server, []Fact{{Name: w.Version, Value: d.Version}, {Name: w.Started, When: moment(rd, s.Started)}}},
	}
	if s.LeftOut != "" {
		p.Parts[0].Facts = append(p.Parts[0].Facts, Fact{Name: w.LeftOut, Value: words.Number(s.LeftLines)})
	}
	p.Parts[2].Facts = append(p.Parts[2].Facts, d.savedFacts(ctx, rd)...)
	if d.Ledger != nil {
		taken := d.Ledger.State()
		p.Runs, p.Refusals = newRunRows(rd, taken.Runs), newRefusalRows(rd, taken.Last)
		if taken.Refused > 0 {
			p.Refused = w.RejectedCount.Of(taken.Refused)
		}
	}
	if d.Feeds != nil {
		for _, f := range d.Feeds.Feeds() {
			p.FeedRows = append(p.FeedRows, newFeedRow(rd, f))
		}
	}
	p.FeedsOff = len(p.FeedRows) == 0
	return p
}

// savedFacts count the saved searches and what waits to be delivered.
func (d Deps) savedFacts(ctx context.Context, rd reader) []Fact {
	if d.Saver == nil {
		return nil
	}
	saved, err := d.Saver.SavedSearches(ctx)
	if err != nil {
		d.Log.WarnContext(ctx, "saved searches not read", slog.Any("error", err))
		return nil
	}
	waiting, failed := search.Deliveries(saved)
	return []Fact{
		{Name: rd.Status.Saved, Value: words.Number(len(saved)), URL: searchesPath},
		{Name: rd.Status.Waiting, Value: words.Number(waiting)}, {Name: rd.Status.Failed, Value: words.Number(failed)},
	}
}

// moment tells a time of the server.
func moment(rd reader, t time.Time) When {
	if t.IsZero() {
		return When{Words: rd.Status.Never}
	}
	return newWhen(rd, news.Instant{Time: t.Truncate(time.Second).In(news.Shanghai())}, news.Shanghai())
}

// size writes bytes: 1.5 MB.
func size(bytes int64) string {
	const unit = 1000
	if bytes < unit {
		return fmt.Sprintf("%d B", bytes)
	}
	value, names := float64(bytes)/unit, []string{"kB", "MB", "GB", "TB", "PB", "EB"}
	for value >= unit && len(names) > 1 {
		value, names = value/unit, names[1:]
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", value), ".0") + " " + names[0]
}
