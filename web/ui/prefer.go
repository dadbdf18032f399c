package ui

import (
	"strconv"
	"strings"

	"xunbao/web/ui/words"
)

// preferred is the language that an Accept-Language header likes best, the first of those it likes as much. Who asks for none, or for any, gets
// Chinese; who asks only for others is more likely to read English.
func preferred(header string) words.Language {
	best, weight, others := words.Chinese, 0.0, false
	for part := range strings.SplitSeq(header, ",") {
		tag, parameters, _ := strings.Cut(part, ";")
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		q := quality(parameters)
		switch language := words.Language(primary); {
		case q <= 0 || primary == "":
		case (language == words.Chinese || language == words.English) && q > weight:
			best, weight = language, q
		case primary != "*" && language != words.Chinese && language != words.English:
			others = true
		}
	}
	if weight == 0 && others {
		return words.English
	}
	return best
}

// quality is the weight among the parameters of a language: 1 where none is named, 0 where it cannot be read.
func quality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
