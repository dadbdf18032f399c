package api

import (
	"html"
	"strings"

	"xunbao/search/highlight"
)

// snippet is a piece of the body with its marks, as offsets and as HTML.
type snippet struct {
	Text  string `json:"text"`
	HTML  string `json:"html"`
	Start int    `json:"start"`
	Marks []mark `json:"marks"`
}

func newSnippets(fragments []highlight.Fragment) []snippet {
	snippets := make([]snippet, len(fragments))
	for i, f := range fragments {
		snippets[i] = snippet{Text: f.Text, HTML: markedHTML(f), Start: f.Start, Marks: newMarks(f.Marks)}
	}
	return snippets
}

// markedHTML is the fragment's text escaped, with <mark> around what matched and no other tag.
func markedHTML(f highlight.Fragment) string {
	var b strings.Builder
	for _, run := range highlight.Runs(f.Text, f.Marks) {
		if run.Match {
			b.WriteString("<mark>")
		}
		b.WriteString(html.EscapeString(run.Text))
		if run.Match {
			b.WriteString("</mark>")
		}
	}
	return b.String()
}
