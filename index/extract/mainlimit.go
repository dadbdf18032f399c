package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"xunbao/internal/news"
)

// limitToMain finds the element of the main text and takes everything else out of the running for text: lines beside it stay for title,
// time and source. ok is false for a page without elements, whose lines then speak for themselves.
func limitToMain(c *content) (main span, ok bool) {
	dropBoxes(c)
	main, ok = findMain(*c)
	if !ok {
		return span{}, false
	}
	skipLists(c, main)
	dropCredits(c)
	for i := range c.lines {
		l := &c.lines[i]
		if l.kind == paragraph && (i < main.from || i >= main.to || l.side) {
			if l.kind = outside; l.head > 0 && titled(c.lines, i, c.head.titles) {
				l.kind = short // a title that ends like a sentence
			}
		}
		if i >= main.from && i < main.to && l.side && l.kind != meta {
			l.kind = noise
		}
	}
	return main, true
}

// skipLists takes boxes inside the main text out that begin with the words of an ending: 相关阅读 and its list. A box with a good part
// of the text is none.
func skipLists(c *content, main span) {
	text := 0
	for _, l := range c.lines[main.from:main.to] {
		if l.kind == paragraph {
			text += utf8.RuneCountInString(l.text)
		}
	}
	for _, s := range c.spans {
		if s.from <= main.from || s.to > main.to || s.to-s.from < 2 || c.lines[s.from].kind != ending {
			continue
		}
		boxed := 0
		for _, l := range c.lines[s.from:s.to] {
			if l.kind == paragraph {
				boxed += utf8.RuneCountInString(l.text)
			}
		}
		if boxed*3 > text {
			continue
		}
		for i := s.from; i < s.to; i++ {
			if c.lines[i].kind != meta {
				c.lines[i].kind, c.lines[i].side = noise, true
			}
		}
	}
}

// dropCredits takes lines above the text out that hold nothing but the names of source, account or author.
func dropCredits(c *content) {
	first := firstParagraph(c.lines, 0)
	for _, n := range c.notes {
		if n.line >= first {
			return
		}
		if l := &c.lines[n.line]; l.kind == short && l.head == 0 && strings.Contains(l.text, n.text) && utf8.RuneCountInString(l.text) <= utf8.RuneCountInString(n.text)+8 {
			l.kind = noise
		}
	}
}

// firstText is the first line from i on that is text of the main element: a paragraph, or a shorter line above it that stands in the same
// kind of element and is no name.
func firstText(lines []line, i int) int {
	first, usual := firstParagraph(lines, i), atom.P
	if first < len(lines) {
		usual = lines[first].block
	}
	for ; i < first; i++ {
		l := lines[i]
		if _, _, _, timed := findTime(l.text, news.Shanghai()); timed || l.kind != short || l.side || looksLikeName(l.text) {
			continue
		}
		if (inText(l) || l.block == usual) && !detailsFollow(lines, i, first) {
			return i
		}
	}
	return first
}

// inText: a line of an element that texts are made of.
func inText(l line) bool {
	return l.block == atom.P || l.block == atom.Section || l.block == atom.Br || l.head > 0
}
