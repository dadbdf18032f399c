package ui

import (
	"context"
	"log/slog"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/diff"
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
	CompareURL         string // empty for the article of the page itself
	Difference         string // from the article of the page; empty when it was not looked at
	Current            bool
	id                 news.ID
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
		if item.Current = h.Article.ID == current; !item.Current {
			item.CompareURL = compareURL(r, current, h.Article.ID)
		}
		list.Items = append(list.Items, item)
	}
	return list
}

// comparedReprints is how many reprints are read to tell how they differ from the article of a page.
const comparedReprints = 8

// tellDifferences says of the first reprints how they differ from the article. One that cannot be read says nothing.
func (d Deps) tellDifferences(ctx context.Context, rd reader, a news.Article, list *Reprints) {
	if list == nil {
		return
	}
	left := comparedReprints
	for i := range list.Items {
		item := &list.Items[i]
		if item.Current || left == 0 {
			continue
		}
		left--
		other, err := d.Backend.Article(ctx, item.id, "")
		if err != nil {
			d.Log.DebugContext(ctx, "reprint not read", slog.Any("error", err))
			continue
		}
		fold := d.folding(ctx, a.Body, other.Article.Body)
		item.Difference = differences(rd, diff.Texts(bodyLines(other.Article.Body), bodyLines(a.Body), fold))
	}
}

func newReprint(rd reader, r search.Request, a news.Article) Reprint {
	item := Reprint{id: a.ID, Title: a.Title, Source: a.Source, URL: articleURL(a.ID, r), When: newWhen(rd, a.Published, r.Location)}
	if blank(item.Title) {
		item.Title = rd.Hit.Untitled
	}
	if item.Source == "" {
		item.Source = a.Site
	}
	return item
}
