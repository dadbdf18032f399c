package main

import (
	"fmt"
	"log/slog"
	"path/filepath"

	"xunbao/index/poll"
)

// feedsDir is the folder of the state of feeds in the data folder.
const feedsDir = "feeds"

// poller polls the feeds of the settings into own once it is run.
func (p *program) poller(s settings, own backend, log *slog.Logger) (*poll.Poller, error) {
	feeds, err := poll.New(poll.Config{
		Feeds: s.Feeds, Dir: filepath.Join(s.Data, feedsDir), AllowHosts: s.AllowHosts, Writer: own, Log: log, Now: p.now, Sleep: p.sleep,
		UserAgent: "xunbao/" + p.version + " (polls news feeds; minds robots.txt)",
	})
	if err != nil {
		return nil, fmt.Errorf("set up the polling of feeds: %w", err)
	}
	return feeds, nil
}
