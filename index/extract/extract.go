// Package extract finds the article in the text of a page: title, time, source, site, author, editors, section, tags and paragraphs,
// with everything around it cut off. It works on lines by rules that hold for any site; it reads no files and fetches nothing. Of HTML, the
// element of the main text is found first, and head, classes and the data of scripts are asked for what the lines do not say.
package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// The kinds of page.
const (
	KindArticle    = "article"
	KindNotArticle = "not_article"
)

// maxLines is how many lines or tags a page may have; hundreds of times what pages have, and little enough to hold.
const maxLines = 200_000

// Page is the raw text of one page: a text dump or HTML, in UTF-8.
type Page struct {
	Name string // of the file; the site is guessed from it when nothing else names one
	Text string
	URL  string // where the page was found, used when it does not say so itself; may be empty
}

// Found is what a page holds. Reason says why when Kind is KindNotArticle; the article is then empty.
type Found struct {
	Article news.Article
	Kind    string
	Reason  string
	Why     []Reason // where each field of the article was taken from
}

// Text extracts the article of a page. Characters within a paragraph are kept as they are; paragraphs are joined by line ends. The
// article has no ID yet and is not validated.
func Text(p Page) Found {
	if isHTML(p.Text) {
		if strings.Count(p.Text, "<") > maxLines {
			return none(fmt.Sprintf("it has more than %d tags", maxLines))
		}
		return fromHTML(p)
	}
	if strings.Count(p.Text, "\n")+strings.Count(p.Text, "\r") > maxLines {
		return none(fmt.Sprintf("it has more than %d lines; records of many articles must be JSON, one a line", maxLines))
	}
	return fromLines(content{lines: textLines(p.Text), head: head{url: p.URL}}, p.Name)
}

// fromLines finds title, first line and end of the article among the lines, then what is said about it around them.
func fromLines(c content, name string) Found {
	if len(c.lines) == 0 {
		return none("the page holds no text")
	}
	classify(c.lines)
	main, limited := limitToMain(&c)
	lines, hints := c.lines, c.head
	hints.titles = append(slices.Clone(hints.titles), pageTitle(lines))
	anchor := findAnchor(lines)
	title := findTitle(lines, anchor, firstParagraph(lines, max(anchor, 0)), hints.titles)
	title = plainLine(lines, title, firstParagraph(lines, max(anchor, title, 0)))
	first := firstParagraph(lines, max(anchor, title, 0))
	if limited && max(title, anchor) < main.to {
		first = firstText(lines, max(main.from, title+1, anchor+1))
	}
	if first == len(lines) {
		return none("no line of it is a paragraph of text")
	}
	end, skip := findEnd(lines, first)
	broken := findBroken(lines, title, hints.titles)
	for i := broken.from; i < broken.to; i++ {
		skip[i] = true
	}
	if limited {
		end = commentsStart(lines, first, min(end, main.to))
	}
	for end > first+1 && lines[end-1].kind == noise {
		end-- // so that what is said of the article before the buttons stands at its end
	}
	paragraphs, bylines := body(lines, title, first, end, skip)
	around := lines[:end]
	if limited {
		around = lines[min(max(main.from-5, 0), first):end]
	}
	sure := certaintyOf(lines, anchor, title, hints.titles)
	sure.titled = sure.titled || broken.text != ""
	if reason := notArticle(around, paragraphs, titleText(lines, title, hints), sure); reason != "" {
		return none(reason)
	}
	a := news.Article{URL: hints.url}
	seen := tracing{lines: lines, last: map[string]string{}}
	seen.step(a, "the address the page gives itself, or where it was found")
	a.Editors = cutInlineEditor(paragraphs)
	seen.step(a, "the mark at the end of the last paragraph")
	a.Body = strings.Join(paragraphs, "\n")
	seen.step(a, bodyRule(limited))
	if a.Tags = pageTags(lines[:first]); a.Tags == nil {
		a.Tags = pageTags(lines[end:])
	}
	if a.Tags == nil {
		a.Tags = sensible(hints.tags, hints.titles, a.Body)
	}
	seen.step(a, "a line of tags, or the keywords in the head that the article speaks of")
	a.Category = category(lines, max(title, 0))
	seen.step(a, "the path of channels above the title")
	fillDetails(&a, lines, anchor, title, first, end, bylines)
	seen.step(a, "the lines of time, source and names around the text")
	own, _ := siteOf(hints.url)
	fillNotes(&a, c.notes, lines, anchor, title, first, own.accounts)
	seen.step(a, "an element that is called so")
	a.Title = broken.text
	fillNames(&a, lines, title, first, hints, name)
	seen.step(a, nameRule(title))
	return Found{Article: a, Kind: KindArticle, Why: seen.why}
}

func bodyRule(limited bool) string {
	if limited {
		return "the paragraphs of the element that holds the main text"
	}
	return "the lines from the first paragraph to the first line that ends an article"
}

func nameRule(title int) string {
	if title >= 0 {
		return "the title line; the names of the site in titles, head, lines and address"
	}
	return "the head of the page, as no line is a title; the names of the site there, in lines and address"
}

// titleText is the title before anything is cut off it.
func titleText(lines []line, title int, hints head) string {
	if title >= 0 {
		return lines[title].text
	}
	return strings.Join(hints.titles, " ")
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

// fillNames sets title and site, from the lines or from what the page says in its head. A title over several lines is set already.
func fillNames(a *news.Article, lines []line, title, first int, hints head, fileName string) {
	own, broken := "", a.Title != ""
	for _, t := range hints.titles {
		if _, name := bareTitle(t); name != "" {
			own = t
			break
		}
	}
	switch {
	case broken:
	case title >= 0:
		a.Title = lines[title].text
	case len(hints.titles) > 0:
		a.Title = hints.titles[0]
	}
	a.Title, _ = bareTitle(a.Title)
	if title >= 0 && !broken && lines[title].head == 0 && !lines[title].titled && !titled(lines, title, hints.titles) {
		a.Title = surerTitle(a.Title, hints.titles, a.Body)
	}
	if a.Site = hints.site; a.Site == "" {
		a.Site = findSite(lines, title, first, own, a.Source, fileName)
	}
	if s, ok := siteOf(hints.url); ok && a.Site == "" {
		a.Site = s.name
	}
	fill(&a.Site, hostName(hints.url))
	fill(&a.Source, hints.source)
	if a.URL == "" {
		a.URL = ownURL(lines)
	}
}

var pageURL = newPattern(`^(?:本文(?:网址|链接|地址)[:：]\s*)?(https?://[^\s\p{Han}]{4,500})$`)

// ownURL is the address of the page where the page prints it on a line of its own.
func ownURL(lines []line) string {
	for _, l := range lines {
		if m := pageURL.groups(l.text); m != nil && !isHome(m[1]) {
			return m[1]
		}
	}
	return ""
}
