package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// Fragment gives the text of a piece of HTML, such as an item of a feed holds, one paragraph a line. Nothing is taken for boilerplate.
func Fragment(s string) string {
	var lines []line
	root, err := html.Parse(strings.NewReader(s))
	if err != nil { // nested deeper than the parser takes
		lines = textLines(stripTags(s))
	} else {
		lines = readTree(root, true).lines
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
