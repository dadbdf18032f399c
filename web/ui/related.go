package ui

import "xunbao/search"

// shownRelated is how many articles near to one its page lists.
const shownRelated = 5

// newRelated lists articles near to the one of the page, nearest first.
func newRelated(rd reader, r search.Request, hits []search.Hit) []Reprint {
	items := make([]Reprint, len(hits))
	for i, h := range hits {
		items[i] = newReprint(rd, r, h.Article)
	}
	return items
}
