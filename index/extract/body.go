package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// numberLine is a sub-heading that is nothing but a number: 01.
var numberLine = regexp.MustCompile(`^(?:[0-9]{1,2}|[０-９]{1,2})$`)

// body are the article's own lines between title and end, and the names on lines that are bylines.
func body(lines []line, title, first, end int, skip map[int]bool) (paragraphs, bylines []string) {
	last := lastParagraph(lines, first, end)
	for i := title + 1; i < end; i++ {
		l := lines[i]
		if i > last && (l.kind == noise || l.kind == menu) {
			break // buttons, an advertisement, a list: the text is over
		}
		switch {
		case skip[i] || l.side:
		case l.kind == byline && (i <= first+1 || i >= end-2):
			// Only beside beginning and end: an interview (记者：…) keeps its questions.
			bylines = append(bylines, bylineName(l.text))
		case i < first && isHeadText(lines, title, i, first), i >= first && isText(l, end-i):
			paragraphs = append(paragraphs, l.text)
		}
	}
	return paragraphs, bylines
}

// isHeadText: of the lines between the title and the first paragraph, a sub-heading is text; names, outlets and the title again are not.
func isHeadText(lines []line, title, i, first int) bool {
	l := lines[i]
	if l.kind != short || utf8.RuneCountInString(l.text) < 4 || isHeadJunk(lines, i, first) {
		return false
	}
	return title < 0 || l.text != lines[title].text && !titleAgain(lines, title, i)
}

// isText: from the first paragraph on, everything that does not speak about the article. before is the distance to the end, in
// lines.
func isText(l line, before int) bool {
	switch l.kind {
	case outside:
		return false
	case meta: // a date or a name amid the text; at its end a signature, when it has no label
		d := l.meta
		return d.source == "" && (before > 2 || !d.timed && d.author == "" && d.editors == nil)
	case noise:
		return before > 1 && numberLine.MatchString(l.text)
	case menu:
		return !l.linked
	case crumbs:
		return false
	}
	return true // endings, notices and tags too: findEnd took those for text
}

func lastParagraph(lines []line, first, end int) int {
	for i := end - 1; i > first; i-- {
		if lines[i].kind == paragraph {
			return i
		}
	}
	return first
}

// titleAgain: a line that repeats the title with the names of channel and site.
func titleAgain(lines []line, title, i int) bool {
	if title < 0 {
		return false
	}
	t, s := lines[title].text, lines[i].text
	return strings.HasPrefix(s, t) && isSuffix(s[len(t):])
}

var inlineEditor = newPattern(`[\s\x{3000}]*[（(【\[](?:本文)?(?:[责責]任?[编編][辑輯]?|[编編][辑輯])[\s\x{3000}]*[:：/ ][\s\x{3000}]*([^（）()【】\[\]。]{2,40})[）)】\]]$`)

// cutInlineEditor takes the editors' mark off the end of the last paragraph, where some pages put it.
func cutInlineEditor(paragraphs []string) (editors []string) {
	if len(paragraphs) == 0 {
		return nil
	}
	last := &paragraphs[len(paragraphs)-1]
	m := inlineEditor.find(*last)
	if m == nil || m[0] == 0 {
		return nil
	}
	editors = SplitNames(stripEnds((*last)[m[2]:m[3]]))
	*last = trim((*last)[:m[0]])
	return editors
}
