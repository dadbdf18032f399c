package ui

import (
	"net/url"

	"xunbao/internal/news"
	"xunbao/search"
)

// articleView is what an address asks for beside the article itself.
type articleView struct {
	other news.ID // to be compared with; empty for none
	why   bool    // tell why it is found
}

// newArticleView takes its parameters out of values.
func newArticleView(values url.Values) (articleView, error) {
	var v articleView
	for _, name := range []string{compareName, whyName} {
		if len(values[name]) > 1 {
			return v, &search.ParameterError{Field: name, Message: "is given more than once"}
		}
	}
	if given := values.Get(whyName); given != "" && given != "true" {
		return v, &search.ParameterError{Field: whyName, Message: "must be true"}
	}
	v.other, v.why = news.ID(values.Get(compareName)), values.Get(whyName) == "true"
	if len(v.other) > news.MaxIDBytes {
		return v, &search.ParameterError{Field: compareName, Message: "is longer than an ID can be"}
	}
	values.Del(compareName)
	values.Del(whyName)
	return v, nil
}
