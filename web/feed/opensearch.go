package feed

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/public"
	"xunbao/web/ui/words"
)

const (
	describedPath   = "/opensearch.xml"
	suggestionsPath = "/opensearch/suggestions"

	describedType   = "application/opensearchdescription+xml"
	suggestionsType = "application/x-suggestions+json"
)

// Limits of suggestions.
const (
	maxTyped       = 64 // code points
	maxSuggestions = 8
)

// openSearch tells a browser or reader how to ask, by OpenSearch 1.1.
type openSearch struct {
	XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string          `xml:"ShortName"`
	Description string          `xml:"Description"`
	URLs        []openSearchURL `xml:"Url"`
	Language    string          `xml:"Language"`
	Input       string          `xml:"InputEncoding"`
	Output      string          `xml:"OutputEncoding"`
}

type openSearchURL struct {
	Rel      string `xml:"rel,attr,omitempty"`
	Type     string `xml:"type,attr"`
	Template string `xml:"template,attr"`
}

// describe answers GET /opensearch.xml.
func (f *feeds) describe(c *gin.Context) error {
	values := c.Request.URL.Query()
	language, err := voice(values)
	if err == nil {
		err = onlyKnown(values)
	}
	if err != nil {
		return err
	}
	w := words.Of(language)
	base := public.Address(f.Base, c.Request)
	urls := []openSearchURL{{Type: typeHTML, Template: base + "/?q={searchTerms}"}}
	if f.Suggester != nil {
		urls = append(urls, openSearchURL{Rel: "suggestions", Type: suggestionsType, Template: base + suggestionsPath + "?q={searchTerms}"})
	}
	for _, form := range forms {
		urls = append(urls, openSearchURL{Type: form.mediaType, Template: base + form.path + "?q={searchTerms}"})
	}
	self := address{base, describedPath, language}.with(url.Values{})
	urls = append(urls, openSearchURL{Rel: "self", Type: describedType, Template: self})
	body, err := writeXML(openSearch{ShortName: w.Site.Name, Description: w.Feed.Described, URLs: urls, Language: "zh-CN", Input: "UTF-8", Output: "UTF-8"})
	if err != nil {
		return err
	}
	f.send(c, describedType+"; charset=utf-8", self, body)
	return nil
}

// suggest answers GET /opensearch/suggestions with what was typed and what may be meant, as the suggestions extension of OpenSearch has it. What
// is longer than any suggestion has none: a browser asks whatever is typed.
func (f *feeds) suggest(c *gin.Context) error {
	values := c.Request.URL.Query()
	if err := onlyKnown(values, "q"); err != nil {
		return err
	}
	typed, texts := values.Get("q"), []string{}
	if utf8.RuneCountInString(typed) <= maxTyped {
		ctx, cancel := context.WithTimeout(c.Request.Context(), f.Timeout)
		defer cancel()
		found, err := f.Suggester.Suggest(ctx, typed, maxSuggestions)
		if err != nil {
			return err
		}
		for _, s := range found {
			texts = append(texts, s.Text)
		}
	}
	body, err := json.Marshal([]any{typed, texts})
	if err != nil {
		return fmt.Errorf("write suggestions: %w", err)
	}
	c.Data(http.StatusOK, suggestionsType+"; charset=utf-8", body)
	return nil
}

// onlyKnown refuses other parameters, and those given twice.
func onlyKnown(values url.Values, known ...string) error {
	for name, given := range values {
		switch {
		case !slices.Contains(known, name):
			return &search.ParameterError{Field: name, Message: "unknown parameter"}
		case len(given) > 1:
			return &search.ParameterError{Field: name, Message: "given more than once"}
		}
	}
	return nil
}
