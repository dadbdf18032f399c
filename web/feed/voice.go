package feed

import (
	"net/url"
	"slices"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// voice takes the language of what a feed says beside its articles out of the parameters: Chinese unless they say otherwise. Nothing else chooses it:
// a feed is its address, and programs fetch it.
func voice(values url.Values) (words.Language, error) {
	given := values[words.Parameter]
	values.Del(words.Parameter)
	switch {
	case len(given) == 0:
		return words.Chinese, nil
	case len(given) > 1:
		return words.Chinese, &search.ParameterError{Field: words.Parameter, Message: "is given more than once"}
	case !slices.Contains(words.Languages(), words.Language(given[0])):
		return words.Chinese, &search.ParameterError{Field: words.Parameter, Message: "is none of the choices"}
	}
	return words.Language(given[0]), nil
}
