package api

import (
	"fmt"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// AnalyzePath is the route whose URL may be long, for it carries a text.
const AnalyzePath = "/api/v1/analyze"

// maxAnalyzed is how many code points are analysed at once.
const maxAnalyzed = 10_000

// token is one term of a lane, with its place in code points of the original.
type token struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// analyze answers GET /api/v1/analyze.
func (a *api) analyze(c *gin.Context) error {
	if err := checkParameters(c, "text"); err != nil {
		return err
	}
	text, given := c.GetQuery("text")
	if !given {
		return &search.ParameterError{Field: "text", Message: "say which text to analyse"}
	}
	if utf8.RuneCountInString(text) > maxAnalyzed {
		return &search.ParameterError{Field: "text", Message: tooLong(maxAnalyzed)}
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	analysis, err := a.Backend.Analyze(ctx, text)
	if err != nil {
		return err
	}
	return answer(c, struct {
		Folded string  `json:"folded"`
		Words  []token `json:"words"`
		Grams  []token `json:"grams"`
	}{analysis.Folded, newTokens(analysis.Words), newTokens(analysis.Grams)})
}

func newTokens(tokens []search.Token) []token {
	answer := make([]token, len(tokens))
	for i, t := range tokens {
		answer[i] = token(t)
	}
	return answer
}

// tooLong is the message for a text of more code points than limit.
func tooLong(limit int) string { return fmt.Sprintf("longer than %d characters", limit) }
