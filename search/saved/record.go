package saved

import (
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// record is a match as the journal keeps it.
type record struct {
	Number     int                  `json:"number"`
	At         time.Time            `json:"at"`
	Article    news.Article         `json:"article"`
	TitleMarks []highlight.Span     `json:"title_marks,omitempty"`
	Snippets   []highlight.Fragment `json:"snippets,omitempty"`
	Story      search.Story         `json:"story"`
	Own        string               `json:"own"` // name of the story that the article would begin
	Delivery   search.Delivery      `json:"delivery,omitempty"`
}

// newRecord keeps of an article what a result list shows.
func newRecord(number int, at time.Time, a *search.Arrival) record {
	full := &a.Hit.Article
	return record{
		Number: number, At: at,
		Article: news.Article{
			ID: full.ID, URL: full.URL, Title: full.Title, Source: full.Source, Site: full.Site, Author: full.Author, Editors: full.Editors,
			Published: full.Published, Category: full.Category, Lang: full.Lang,
		},
		TitleMarks: a.Hit.TitleMarks, Snippets: a.Hit.Snippets, Story: a.Hit.Story, Own: a.Names[0],
	}
}

func (r *record) match() search.Match {
	return search.Match{
		Number: r.Number, At: r.At, Delivery: r.Delivery,
		Hit: search.Hit{Article: r.Article, TitleMarks: r.TitleMarks, Snippets: r.Snippets, Story: r.Story},
	}
}
