package api

import (
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// hit is one article of a result list.
type hit struct {
	ID       news.ID  `json:"id"`
	URL      string   `json:"url"`
	Title    string   `json:"title"`
	Source   string   `json:"source"`
	Site     string   `json:"site"`
	Category string   `json:"category"`
	Editors  []string `json:"editors"`
	published
	Score      float64             `json:"score"`
	Explain    *search.Explanation `json:"explain,omitempty"`
	TitleMarks []mark              `json:"title_marks"`
	Snippets   []snippet           `json:"snippets"`
	Story      *story              `json:"story"`
}

// story is the group of reprints that an article belongs to.
type story struct {
	ID      string   `json:"id"`
	Count   int      `json:"count"`
	Sources []string `json:"sources"`
	First   news.ID  `json:"first"`
}

// mark is a half-open range of code points: start, end.
type mark [2]int

func newHits(hits []search.Hit) []hit {
	answer := make([]hit, len(hits))
	for i := range hits {
		answer[i] = newHit(&hits[i])
	}
	return answer
}

func newHit(h *search.Hit) hit {
	return hit{
		ID: h.Article.ID, URL: h.Article.URL, Title: h.Article.Title, Source: h.Article.Source, Site: h.Article.Site,
		Category: h.Article.Category, Editors: list(h.Article.Editors), published: newPublished(h.Article.Published),
		Score: h.Score, Explain: h.Explanation,
		TitleMarks: newMarks(h.TitleMarks), Snippets: newSnippets(h.Snippets), Story: newStory(h.Story),
	}
}

func newMarks(spans []highlight.Span) []mark {
	marks := make([]mark, len(spans))
	for i, s := range spans {
		marks[i] = mark{s.Start, s.End}
	}
	return marks
}

// newStory is nil for an article that no story is known of.
func newStory(s search.Story) *story {
	if s.ID == "" {
		return nil
	}
	return &story{ID: s.ID, Count: s.Count, Sources: list(s.Sources), First: s.First}
}
