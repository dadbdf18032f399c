package api

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
)

// article is a whole article with the marks of a query in it.
type article struct {
	ID      news.ID  `json:"id"`
	URL     string   `json:"url"`
	Title   string   `json:"title"`
	Source  string   `json:"source"`
	Site    string   `json:"site"`
	Author  string   `json:"author"`
	Editors []string `json:"editors"`
	published
	Fetched    *time.Time `json:"fetched"`
	Versions   int        `json:"versions"` // that the collection has had, this one included
	Changed    *time.Time `json:"changed"`  // when this one replaced the one before
	Category   string     `json:"category"`
	Tags       []string   `json:"tags"`
	Lang       string     `json:"lang"`
	Body       string     `json:"body"`
	LeftOut    []leftOut  `json:"left_out"` // of the body, because it recurs on its site
	TitleMarks []mark     `json:"title_marks"`
	BodyMarks  []mark     `json:"body_marks"`
	Story      *story     `json:"story"`
}

// leftOut is a line of the body as it came, with its number there, from 0.
type leftOut struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// article answers GET /api/v1/articles/{id}.
func (a *api) article(c *gin.Context) error {
	if strings.HasSuffix(c.Request.URL.EscapedPath(), relatedSuffix) && c.Param("id") != relatedSuffix {
		return a.related(c)
	}
	if err := checkParameters(c, "q"); err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	query := c.Query("q")
	if utf8.RuneCountInString(query) > search.MaxQueryRunes {
		return &search.ParameterError{Field: "q", Message: tooLong(search.MaxQueryRunes)}
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	marked, err := a.Backend.Article(ctx, news.ID(id), query)
	if err != nil {
		return err
	}
	return answer(c, newArticle(marked))
}

func newArticle(m *search.Marked) article {
	n := &m.Article
	return article{
		ID: n.ID, URL: n.URL, Title: n.Title, Source: n.Source, Site: n.Site, Author: n.Author, Editors: list(n.Editors),
		published: newPublished(n.Published), Fetched: known(n.Fetched),
		Versions: n.History.Count(), Changed: known(n.History.Changed), Category: n.Category, Tags: list(n.Tags), Lang: n.Lang, Body: n.Body, LeftOut: newLeftOut(n.LeftOut),
		TitleMarks: newMarks(m.TitleMarks), BodyMarks: newMarks(m.BodyMarks), Story: newStory(m.Story),
	}
}

func newLeftOut(lines []news.LeftOut) []leftOut {
	list := make([]leftOut, len(lines))
	for i, l := range lines {
		list[i] = leftOut(l)
	}
	return list
}
