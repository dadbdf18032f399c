package api

import (
	"context"
	"errors"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/fault"
)

// Limits of what is asked of suggestions.
const (
	maxSuggestRunes     = 64 // code points of q
	maxSuggestions      = 20
	defaultSuggestCount = 8
	suggestWithin       = time.Second // later than that the next key has been pressed
)

// suggestion is a completion or correction of what was typed.
type suggestion struct {
	Text  string                `json:"text"`
	Kind  search.SuggestionKind `json:"kind"`
	Count int                   `json:"count"`
}

// suggest answers GET /api/v1/suggest. An empty q, which a page that asks while someone types may send, has no
// suggestions; nor has a server that has just begun to read what can be suggested, or is asked for more than it
// can.
func (a *api) suggest(c *gin.Context) error {
	if a.Suggester == nil {
		return fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "this server has no suggestions"}
	}
	if err := checkParameters(c, "q", "limit"); err != nil {
		return err
	}
	text, given := c.GetQuery("q")
	if !given {
		return &search.ParameterError{Field: "q", Message: "say what has been typed"}
	}
	if utf8.RuneCountInString(text) > maxSuggestRunes {
		return &search.ParameterError{Field: "q", Message: tooLong(maxSuggestRunes)}
	}
	limit, err := readLimit(c, defaultSuggestCount, maxSuggestions)
	if err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, suggestWithin)
	defer stop()
	found, err := a.Suggester.Suggest(ctx, text, limit)
	if err != nil && !errors.Is(err, search.ErrTooLong) && !errors.Is(err, search.ErrOverloaded) {
		return err
	}
	suggestions := make([]suggestion, len(found))
	for i, s := range found {
		suggestions[i] = suggestion(s)
	}
	return answer(c, struct {
		Query       string       `json:"query"`
		Suggestions []suggestion `json:"suggestions"`
	}{text, suggestions})
}
