package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestBroken is over how many lines a title may be broken.
const longestBroken = 4

// brokenTitle is a title that the page prints over several lines, as it does with a long one: those from inclusive to exclusive make up what the
// page calls itself in its head. text is empty when the title stands in one line.
type brokenTitle struct {
	from, to int
	text     string
}

// findBroken looks round the line that was chosen for the title.
func findBroken(lines []line, title int, given []string) brokenTitle {
	if title < 0 {
		return brokenTitle{}
	}
	for from := max(0, title-longestBroken+1); from <= title; from++ {
		joined := squeezed(lines[from].text)
		for to := from + 1; to < min(len(lines), from+longestBroken); to++ {
			joined += squeezed(lines[to].text)
			if to < title || utf8.RuneCountInString(joined) < 10 {
				continue
			}
			for _, g := range given {
				if text, ok := beginning(g, joined); ok {
					return brokenTitle{from, to + 1, text}
				}
			}
		}
	}
	return brokenTitle{}
}

// beginning is the part of a page's own title that is so much without white space, when nothing but names of channel and site stands behind it.
func beginning(given, squeezedTitle string) (text string, ok bool) {
	rest := squeezedTitle
	for i, r := range given {
		if rest == "" {
			return trim(given[:i]), isSuffix(given[i:])
		}
		if unicode.IsSpace(r) {
			continue
		}
		if rest, ok = strings.CutPrefix(rest, string(r)); !ok {
			return "", false
		}
	}
	return trim(given), rest == ""
}

// squeezed is a text without its white space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
