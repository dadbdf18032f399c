package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"xunbao/internal/news"
)

// readLinked adds to a head what the page's JSON-LD says of its article: of the first object that is one.
func (h *head) readLinked(root *html.Node) {
	if root.Type == html.ElementNode && root.DataAtom == atom.Script && strings.EqualFold(attr(root, "type"), "application/ld+json") && root.FirstChild != nil {
		if v, _, ok := readLiteral(root.FirstChild.Data); ok {
			h.linked(v, 0)
		}
	}
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		h.readLinked(c)
	}
}

// linked reports whether v is an article or holds one.
func (h *head) linked(v any, depth int) bool {
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if h.linked(item, depth+1) {
				return true
			}
		}
	case map[string]any:
		kind := textOfValue(v["@type"])
		if strings.Contains(kind, "Article") || strings.Contains(kind, "Posting") || v["pubDate"] != nil {
			h.linkedArticle(v)
			return true
		}
		return h.linked(v["@graph"], depth+1)
	}
	return false
}

func (h *head) linkedArticle(v map[string]any) {
	h.addTitle(textAt([]string{"headline", "title"}, v))
	for _, key := range []string{"datePublished", "pubDate"} {
		at, ok := ParseTime(textOfValue(v[key]), news.Shanghai())
		if ok && (h.published.IsZero() || h.published.DayOnly && !at.DayOnly) {
			h.published = at
		}
	}
	fill(&h.author, textAt([]string{"author"}, v))
	for _, key := range []string{"mainEntityOfPage", "url", "@id"} {
		value := v[key]
		if object, ok := value.(map[string]any); ok {
			value = object["@id"]
		}
		h.claimURL(textOfValue(value))
	}
}
