package ui

import (
	"time"

	"xunbao/search"
)

// shownRelated is how many articles near to one its page lists.
const shownRelated = 5

// newRelated lists articles near to the one of the page, nearest first.
func newRelated(r search.Request, hits []search.Hit, now time.Time) []Reprint {
	items := make([]Reprint, len(hits))
	for i, h := range hits {
		items[i] = newReprint(r, h.Article, now)
	}
	return items
}
