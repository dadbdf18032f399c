package main

import (
	"fmt"
	"log/slog"
	"path/filepath"

	"xunbao/index"
	"xunbao/index/poll"
	"xunbao/web/ledger"
)

// feedsDir is the folder of the state of feeds in the data folder.
const feedsDir = "feeds"

// poller polls the feeds of the settings into own once it is run, and tells book of items that cannot be taken.
func (p *program) poller(s settings, own backend, book *ledger.Book, log *slog.Logger) (*poll.Poller, error) {
	feeds, err := poll.New(poll.Config{
		Feeds: s.Feeds, Dir: filepath.Join(s.Data, feedsDir), AllowHosts: s.AllowHosts, Writer: own, Log: log, Now: p.now, Sleep: p.sleep,
		Rejected:  func(e *index.RecordError) { book.Refuse(ledger.Feed, e) },
		UserAgent: "xunbao/" + p.version + " (polls news feeds; minds robots.txt)",
	})
	if err != nil {
		return nil, fmt.Errorf("set up the polling of feeds: %w", err)
	}
	return feeds, nil
}
