package api

import (
	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/search/lexicon"
)

// dictionary is the user's words.
type dictionary struct {
	Words   []string `json:"words"`
	Version string   `json:"version"`
}

// getDictionary answers GET /api/v1/dictionary.
func (a *api) getDictionary(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	l, err := a.Lexicon.Lexicon(c.Request.Context())
	if err != nil {
		return err
	}
	return answer(c, dictionary{Words: list(l.Words), Version: l.Version})
}

// putDictionary answers PUT /api/v1/dictionary: the words in the body replace those there are.
func (a *api) putDictionary(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	var body struct {
		Words []string `json:"words"`
	}
	if err := readLexicon(c, &body, func(text string) { body.Words = lexicon.ParseWords(text) }); err != nil {
		return err
	}
	if body.Words == nil {
		return &search.ParameterError{Field: "words", Message: "the body has none; send an empty array to remove all"}
	}
	l, err := a.Lexicon.SetWords(c.Request.Context(), body.Words)
	if err != nil {
		return err
	}
	return answer(c, dictionary{Words: list(l.Words), Version: l.Version})
}
