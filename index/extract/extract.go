// Package extract finds the article in the text of a page: title, time, source, site, author, editors, section, tags and paragraphs,
// with everything around it cut off. It works on lines by rules that hold for any site; it reads no files and fetches nothing. HTML is
// turned into lines first, without looking at its layout.
package extract

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// The kinds of page.
const (
	KindArticle    = "article"
	KindNotArticle = "not_article"
)

// Page is the raw text of one page: a text dump or HTML, in UTF-8.
type Page struct {
	Name string // of the file; the site is guessed from it when nothing else names one
	Text string
}

// Found is what a page holds. Reason says why when Kind is KindNotArticle; the article is then empty.
type Found struct {
	Article news.Article
	Kind    string
	Reason  string
}

// Text extracts the article of a page. Characters within a paragraph are kept as they are; paragraphs are joined by line ends. The
// article has no ID yet and is not validated.
func Text(p Page) Found {
	var lines []line
	var hints head
	if isHTML(p.Text) {
		lines, hints = htmlLines(p.Text)
	} else {
		lines = textLines(p.Text)
	}
	if len(lines) == 0 {
		return none("the page holds no text")
	}
	classify(lines)
	hints.titles = append(hints.titles, pageTitle(lines))
	anchor := findAnchor(lines)
	title := findTitle(lines, anchor, firstParagraph(lines, max(anchor, 0)), hints.titles)
	title = plainLine(lines, title, firstParagraph(lines, max(anchor, title, 0)))
	first := firstParagraph(lines, max(anchor, title, 0))
	if first == len(lines) {
		return none("no line of it is a paragraph of text")
	}
	end, skip := findEnd(lines, first)
	paragraphs, bylines := body(lines, title, first, end, skip)
	if reason := listReason(lines[:end], paragraphs, anchor); reason != "" {
		return none(reason)
	}
	a := news.Article{URL: hints.url}
	a.Editors = cutInlineEditor(paragraphs)
	a.Body = strings.Join(paragraphs, "\n")
	a.Tags = pageTags(lines[:first])
	if a.Tags == nil {
		a.Tags = pageTags(lines[end:])
	}
	a.Category = category(lines, max(title, 0))
	fillDetails(&a, lines, anchor, title, first, end, bylines)
	fillNames(&a, lines, title, first, hints, p.Name)
	return Found{Article: a, Kind: KindArticle}
}

func none(reason string) Found { return Found{Kind: KindNotArticle, Reason: reason} }

// pageTitle is the page's own title line, 标题_频道_站点, when one of the first lines is such.
func pageTitle(lines []line) string {
	for i := 0; i < len(lines) && i < 5; i++ {
		if t, name := bareTitle(lines[i].text); lines[i].kind == short && name != "" && utf8.RuneCountInString(t) >= 8 {
			return lines[i].text
		}
	}
	return ""
}

// listReason says why the page is no article but a list of links; empty when it is an article.
func listReason(lines []line, paragraphs []string, anchor int) string {
	longest, total := 0, 0
	for _, p := range paragraphs {
		n := utf8.RuneCountInString(p)
		longest, total = max(longest, n), total+n
	}
	dated, links := 0, 0
	for _, l := range lines {
		switch {
		case l.kind == meta && !l.meta.at.IsZero():
			dated++
		case l.kind == short || l.kind == menu:
			links++
			if _, _, _, ok := findTime(l.text, news.Shanghai()); ok {
				dated++
			}
		}
	}
	switch {
	case total == 0:
		return "no line of it is a paragraph of text"
	case longest < 30 && anchor < 0:
		return fmt.Sprintf("its longest paragraph has %d characters", longest)
	case dated >= 5 && longest < 150 && dated*2 >= len(paragraphs) && !(anchor >= 0 && (lines[anchor].meta.timed || lines[anchor].meta.source != "")):
		return fmt.Sprintf("it is a list of %d dated entries", dated)
	case links > 20 && longest < 60 && total < 120:
		return fmt.Sprintf("it is a list of links: %d short lines and no paragraph of length", links)
	}
	return ""
}

// fillNames sets title and site, from the lines or from what the page says in its head.
func fillNames(a *news.Article, lines []line, title, first int, hints head, fileName string) {
	own := ""
	for _, t := range hints.titles {
		if _, name := bareTitle(t); name != "" {
			own = t
			break
		}
	}
	switch {
	case title >= 0:
		a.Title = lines[title].text
	case len(hints.titles) > 0:
		a.Title = hints.titles[0]
	}
	a.Title, _ = bareTitle(a.Title)
	if a.Site = hints.site; a.Site == "" {
		a.Site = findSite(lines, title, first, own, a.Source, fileName)
	}
	if a.Published.IsZero() {
		a.Published = hints.published
	}
	if a.Source == "" {
		a.Source = hints.source
	}
	if a.URL == "" {
		a.URL = ownURL(lines)
	}
}

var pageURL = regexp.MustCompile(`^(?:本文(?:网址|链接|地址)[:：]\s*)?(https?://[^\s\p{Han}]{4,500})$`)

// ownURL is the address of the page where the page prints it on a line of its own.
func ownURL(lines []line) string {
	for _, l := range lines {
		if m := pageURL.FindStringSubmatch(l.text); m != nil {
			return m[1]
		}
	}
	return ""
}
