package embedded

import (
	"strings"

	"xunbao/index/analysis/zh"
	"xunbao/search/highlight"
)

// marks finds every place in a text of an article that a query's words and phrases cover, merged, in code points of the original.
func (p *plan) marks(text string, title bool) []highlight.Span {
	var spans []highlight.Span
	var letters []byte // of the folded text
	origins := zh.OriginsOf(text)
	for _, list := range [][]literal{p.wanted, p.runs} {
		for _, l := range list {
			if l.text == "" || !l.covers(title) {
				continue
			}
			if letters == nil {
				letters = zh.AppendFold(make([]byte, 0, len(text)), text)
			}
			for _, at := range l.places(letters) {
				from, to := origins.Original(at, at+len(l.text))
				if l.exact == "" || strings.Contains(slice(text, from, to), l.exact) {
					spans = append(spans, highlight.Span{Start: from, End: to})
				}
			}
		}
	}
	return highlight.Merge(spans)
}

func (l literal) covers(title bool) bool {
	for _, field := range l.fields {
		if field.title == title {
			return true
		}
	}
	return false
}

// slice cuts a text by code points.
func slice(text string, from, to int) string {
	start, end, n := len(text), len(text), 0
	for i := range text {
		if n == from {
			start = i
		}
		if n == to {
			end = i
			break
		}
		n++
	}
	if start > end {
		return ""
	}
	return text[start:end]
}
