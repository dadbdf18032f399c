package api

import (
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
)

// reason is why an article meets a clause or does not.
type reason struct {
	Clause  string   `json:"clause"`
	Met     bool     `json:"met"`
	Detail  string   `json:"detail"`
	Query   []string `json:"query_words"`   // how the clause was cut
	Article []string `json:"article_words"` // how the article is cut round the nearest place
	Parts   []reason `json:"parts"`
}

// why answers GET /api/v1/why: which clauses of a query an article meets.
func (a *api) why(c *gin.Context) error {
	if err := checkParameters(c, "q", "id"); err != nil {
		return err
	}
	query, id := c.Query("q"), news.ID(c.Query("id"))
	switch {
	case query == "":
		return &search.ParameterError{Field: "q", Message: "say which query the article is held against"}
	case utf8.RuneCountInString(query) > search.MaxQueryRunes:
		return &search.ParameterError{Field: "q", Message: tooLong(search.MaxQueryRunes)}
	case id == "":
		return &search.ParameterError{Field: "id", Message: "say which article it is about"}
	case len(id) > news.MaxIDBytes:
		return search.ErrNotFound
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	found, err := a.Explainer.Why(ctx, query, id)
	if err != nil {
		return err
	}
	return answer(c, struct {
		ID    news.ID `json:"id"`
		Query string  `json:"query"`
		reason
	}{id, query, newReason(found)})
}

func newReason(r *search.Reason) reason {
	answer := reason{Clause: r.Clause, Met: r.Met, Detail: r.Detail, Query: list(r.Query), Article: list(r.Article), Parts: []reason{}}
	for i := range r.Parts {
		answer.Parts = append(answer.Parts, newReason(&r.Parts[i]))
	}
	return answer
}
