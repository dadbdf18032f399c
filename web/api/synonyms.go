package api

import (
	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/search/lexicon"
)

// synonyms is the user's groups of one meaning.
type synonyms struct {
	Synonyms [][]string `json:"synonyms"`
	Version  string     `json:"version"`
}

// getSynonyms answers GET /api/v1/synonyms.
func (a *api) getSynonyms(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	l, err := a.Lexicon.Lexicon(c.Request.Context())
	if err != nil {
		return err
	}
	return answer(c, synonyms{Synonyms: list(l.Synonyms), Version: l.Version})
}

// putSynonyms answers PUT /api/v1/synonyms: the groups in the body replace those there are.
func (a *api) putSynonyms(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	var body struct {
		Synonyms [][]string `json:"synonyms"`
	}
	if err := readLexicon(c, &body, func(text string) { body.Synonyms = lexicon.ParseGroups(text) }); err != nil {
		return err
	}
	if body.Synonyms == nil {
		return &search.ParameterError{Field: "synonyms", Message: "the body has none; send an empty array to remove all"}
	}
	l, err := a.Lexicon.SetSynonyms(c.Request.Context(), body.Synonyms)
	if err != nil {
		return err
	}
	return answer(c, synonyms{Synonyms: list(l.Synonyms), Version: l.Version})
}
