package ingest

import (
	"encoding/xml"
	"regexp"
	"strings"
	"unicode/utf8"

	"xunbao/index/extract"
	"xunbao/internal/news"
)

// feedItem is one item of a feed as it stands there: texts may be HTML.
type feedItem struct {
	line                               int
	id, url, title, content, summary   string
	published, updated, source, author string
	tags                               []string
	plain                              bool // content is text, not HTML
}

// take puts the text of an element of an item where it belongs; the first of several counts.
func (i *feedItem) take(t xml.StartElement, text string) {
	first := func(field *string) {
		if *field == "" {
			*field = text
		}
	}
	switch t.Name.Local {
	case "guid", "id":
		first(&i.id)
		if t.Name.Local == "guid" && attribute(t, "isPermaLink") != "false" && isWebAddress(text) && i.url == "" {
			i.url = text
		}
	case "link":
		if rel := attribute(t, "rel"); rel == "" || rel == "alternate" {
			if text == "" {
				text = attribute(t, "href")
			}
			if isWebAddress(text) {
				i.url = text
			}
		}
	case "title":
		first(&i.title)
	case "encoded", "content":
		first(&i.content)
		i.plain = i.plain || attribute(t, "type") == "text"
	case "description", "summary":
		first(&i.summary)
	case "pubDate", "published", "date", "issued":
		first(&i.published)
	case "updated", "modified":
		first(&i.updated)
	case "source":
		if !strings.Contains(text, "<") {
			first(&i.source)
		} else if _, title, ok := strings.Cut(text, "<title>"); ok {
			text, _, _ = strings.Cut(title, "</title>")
			first(&i.source)
		}
	case "author", "creator":
		first(&i.author)
	case "category", "subject":
		if text == "" {
			if text = attribute(t, "label"); text == "" {
				text = attribute(t, "term")
			}
		}
		if text = oneLine(text); text != "" && len(i.tags) < news.MaxValues {
			i.tags = append(i.tags, text)
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func isWebAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// mailAuthor is the form "mail@example.com (姓名)" of RSS.
var mailAuthor = regexp.MustCompile(`^\S+@\S+\s*[(（](.+)[)）]$`)

// article makes an article of an item of the feed that is called feedTitle. Its address makes its ID, so that the same article read
// from the page has the same.
func (i feedItem) article(feedTitle string) (news.Article, error) {
	a := news.Article{URL: i.url, Title: oneLine(i.title), Source: oneLine(i.source), Site: feedTitle, Author: oneLine(i.author)}
	if a.URL == "" {
		a.ID = news.ID(i.id)
	}
	if m := mailAuthor.FindStringSubmatch(a.Author); m != nil {
		a.Author = m[1]
	}
	if a.Body = i.content; !i.plain {
		a.Body = extract.Fragment(i.content)
	}
	if summary := extract.Fragment(i.summary); utf8.RuneCountInString(summary) > utf8.RuneCountInString(a.Body) {
		a.Body = summary
	}
	if len(i.tags) > 0 {
		a.Tags = i.tags
		a.Category = i.tags[0]
		if len(i.tags) == 1 {
			a.Tags = nil
		}
	}
	for _, s := range []string{i.published, i.updated} {
		if s = strings.TrimSpace(s); s == "" || !a.Published.IsZero() {
			continue
		}
		at, ok := extract.ParseTime(s, news.Shanghai())
		if !ok {
			return a, invalid("published", "cannot read the time %q", firstRunes([]byte(s), 40))
		}
		a.Published = at
	}
	a.Clean()
	return a, a.Validate()
}

// oneLine is the text of a title or a name, which may hold HTML.
func oneLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = extract.Fragment(s)
	}
	return strings.Join(strings.Fields(s), " ")
}
