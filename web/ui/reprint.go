package ui

import (
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// Reprints lists the articles of one story, earliest first.
type Reprints struct {
	Count int // articles of the story
	Items []Reprint
	Left  int // articles that are not listed
}

// Reprint is one of them, or an article near to that of the page. Current is the article of the page itself.
type Reprint struct {
	Title, Source, URL string
	When               When
	Current            bool
}

const shownReprints = 100

// newReprints returns nil for an article that stands alone.
func newReprints(r search.Request, current news.ID, hits []search.Hit, now time.Time) *Reprints {
	if len(hits) < 2 {
		return nil
	}
	list := &Reprints{Count: len(hits), Left: max(0, len(hits)-shownReprints)}
	for _, h := range hits[:len(hits)-list.Left] {
		item := newReprint(r, h.Article, now)
		item.Current = h.Article.ID == current
		list.Items = append(list.Items, item)
	}
	return list
}

func newReprint(r search.Request, a news.Article, now time.Time) Reprint {
	item := Reprint{Title: a.Title, Source: a.Source, URL: articleURL(a.ID, r), When: newWhen(a.Published, now, r.Location)}
	if blank(item.Title) {
		item.Title = untitled
	}
	if item.Source == "" {
		item.Source = a.Site
	}
	return item
}
