package feed

import (
	"net/url"
	"slices"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// languageName is the parameter that chooses the language of what a feed says beside its articles. Nothing else does: a feed is its address, and programs fetch it.
const languageName = "ui"

// voice takes the language out of the parameters: Chinese unless they say otherwise.
func voice(values url.Values) (words.Language, error) {
	given := values[languageName]
	values.Del(languageName)
	switch {
	case len(given) == 0:
		return words.Chinese, nil
	case len(given) > 1:
		return words.Chinese, &search.ParameterError{Field: languageName, Message: "is given more than once"}
	case !slices.Contains(words.Languages(), words.Language(given[0])):
		return words.Chinese, &search.ParameterError{Field: languageName, Message: "is none of the choices"}
	}
	return words.Language(given[0]), nil
}
