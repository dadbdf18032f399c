package ui

import (
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
func newReprints(rd reader, r search.Request, current news.ID, hits []search.Hit) *Reprints {
	if len(hits) < 2 {
		return nil
	}
	list := &Reprints{Count: len(hits), Left: max(0, len(hits)-shownReprints)}
	for _, h := range hits[:len(hits)-list.Left] {
		item := newReprint(rd, r, h.Article)
		item.Current = h.Article.ID == current
		list.Items = append(list.Items, item)
	}
	return list
}

func newReprint(rd reader, r search.Request, a news.Article) Reprint {
	item := Reprint{Title: a.Title, Source: a.Source, URL: articleURL(a.ID, r), When: newWhen(rd, a.Published, r.Location)}
	if blank(item.Title) {
		item.Title = rd.Hit.Untitled
	}
	if item.Source == "" {
		item.Source = a.Site
	}
	return item
}
