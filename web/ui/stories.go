package ui

import (
	"context"
	"log/slog"

	"xunbao/search"
)

// Limits of the reprints that a result list opens in place. Of a larger story the outlets are named, and its page lists all.
const (
	readStory     = 24 // articles of one story
	readStories   = 60 // articles of all stories of a page
	shownVersions = 6
)

// stories reads the reprints of hits, by the names of their stories. What cannot be read is left out: the hit has a link to it.
func (d Deps) stories(ctx context.Context, r search.Request, hits []search.Hit) map[string][]search.Hit {
	read := map[string][]search.Hit{}
	if r.Collapse == search.CollapseNone {
		return read
	}
	left := readStories
	for _, h := range hits {
		if h.Story.Count < 2 || h.Story.Count > min(readStory, left) {
			continue
		}
		left -= h.Story.Count
		all, err := d.Backend.Story(ctx, h.Story.ID)
		if err != nil {
			d.Log.WarnContext(ctx, "story not read", slog.String("story", h.Story.ID), slog.Any("error", err))
			continue
		}
		read[h.Story.ID] = all
	}
	return read
}
