package extract

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"xunbao/internal/news"
)

// carried is an article that a script carries, or only what it says of one.
type carried struct {
	title, body, source, author string // body is text or HTML
	editors                     []string
	tags                        []string
	url                         string
	published                   news.Instant
	letters                     int // Han characters of the body
}

// The keys that articles are kept under, the surer ones first.
var (
	titleKeys   = []string{"headline", "title", "articleTitle", "newsTitle", "article_title", "newstitle", "subject", "topic", "name"}
	bodyKeys    = []string{"articleBody", "content", "article_content", "articleContent", "contentHtml", "content_html", "html_content", "newsContent", "contentList", "contents", "bodyHtml", "body", "html", "text", "detail", "paragraphs", "sub_abstracts", "captions"}
	timeKeys    = []string{"datePublished", "publishTime", "publish_time", "publishedAt", "published_at", "pubTime", "pubtime", "pub_time", "publishDate", "publish_date", "pubDate", "pubdate", "newsTime", "newstime", "news_time", "ptime", "releaseTime", "release_time", "releaseDate", "displayTime", "display_time", "createTime", "create_time", "created_at", "ctime", "time", "date"}
	sourceKeys  = []string{"sourceName", "source_name", "media_name", "mediaName", "source", "newsSource", "origin", "copyfrom", "copyFrom", "articleSource", "mediaInfo", "media"}
	authorKeys  = []string{"author", "authorName", "author_name", "authors", "writer", "creator"}
	editorKeys  = []string{"editorName", "editor", "editors", "editor_name", "responsibleEditor"}
	tagKeys     = []string{"keywords", "tags", "tagList"}
	addressKeys = []string{"shareUrl", "share_url", "pcUrl", "wwwUrl", "url", "mainEntityOfPage"}
)

// minCarried is how many Han characters make a string an article's text.
const minCarried = 40

// take reads a hidden text field, in which some pages keep the article for their scripts: the text as HTML, and fields of their own for
// title, time and source.
func (c *carried) take(n *html.Node) {
	value := trim(n.FirstChild.Data)
	if letters := hanLetters(value); strings.Contains(value, "<p") && letters > c.letters {
		c.body, c.letters = value, letters
		return
	}
	if len(value) > 600 {
		return
	}
	if at, ok := ParseTime(value, news.Shanghai()); ok && c.published.IsZero() {
		c.published = at
		return
	}
	switch roleOf(n) {
	case heading:
		fill(&c.title, value)
	case credit:
		fill(&c.source, value)
	}
}

// findCarried adds every object with a title of its own, or of the object around it, and a long text, a source or a time.
func findCarried(v any, around map[string]any, found []carried, depth int) []carried {
	if depth > maxDepth || len(found) >= 200 {
		return found
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			found = findCarried(item, around, found, depth+1)
		}
	case map[string]any:
		if c, ok := carriedIn(v, around); ok {
			found = append(found, c)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = findCarried(v[key], v, found, depth+1)
		}
	case string:
		if inner := nested(v, 1); inner != nil {
			found = findCarried(inner, around, found, depth+1)
		}
	}
	return found
}

// timeAt is the first time under the keys, the first of them in every place before the second.
func timeAt(keys []string, places []map[string]any) news.Instant {
	for _, key := range keys {
		for _, place := range places {
			if at, ok := ParseTime(textOfValue(place[key]), news.Shanghai()); ok && !at.IsZero() {
				return at
			}
		}
	}
	return news.Instant{}
}

func carriedIn(object, around map[string]any) (carried, bool) {
	body := ""
	for _, key := range bodyKeys {
		if s := bodyOf(object[key]); hanLetters(s) > hanLetters(body) {
			body = s
		}
	}
	c := carried{body: body, letters: hanLetters(body)}
	if c.letters < minCarried {
		c.body, c.letters = "", 0
	}
	places := []map[string]any{object}
	for _, key := range slices.Sorted(maps.Keys(object)) { // what belongs to the article may stand in an object of its own
		if inner, ok := object[key].(map[string]any); ok && len(inner) < 40 {
			places = append(places, inner)
		}
	}
	c.title = textAt(titleKeys, object, around)
	places = append(places, around)
	c.source = textAt(sourceKeys, places...)
	c.author = textAt(authorKeys, object, around)
	c.editors = SplitNames(textAt(editorKeys, object, around))
	c.tags = splitTags(textAt(tagKeys, object))
	c.url = textAt(addressKeys, object)
	c.published = timeAt(timeKeys, places)
	return c, c.title != "" && (c.letters > 0 || c.source != "" || !c.published.IsZero())
}

// textAt is the first short text under one of the keys in one of the objects.
func textAt(keys []string, places ...map[string]any) string {
	for _, place := range places {
		for _, key := range keys {
			if s := textOfValue(place[key]); s != "" && len(s) < 600 {
				return s
			}
		}
	}
	return ""
}

// textOfValue is a value as text: strings and numbers as they are, of an object its name, of a list its elements.
func textOfValue(v any) string {
	switch v := v.(type) {
	case string:
		return trim(strings.Trim(trim(html.UnescapeString(v)), `"`))
	case numeric:
		return string(v)
	case map[string]any:
		if name, ok := v["name"]; ok {
			return textOfValue(name)
		}
	case []any:
		var parts []string
		for _, item := range v {
			if s := textOfValue(item); s != "" && len(parts) < 30 {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "、")
	}
	return ""
}

// bodyOf is a text or a list of texts and objects with texts, such as the captions of a gallery, as HTML or lines.
func bodyOf(v any) string {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, "&lt;") || strings.HasPrefix(v, "&quot;") {
			v = strings.Trim(html.UnescapeString(v), `"`)
			v = strings.NewReplacer(`\"`, `"`, `\/`, `/`).Replace(v)
		}
		return v
	case []any:
		var parts []string
		for _, item := range v {
			if object, ok := item.(map[string]any); ok {
				for _, key := range []string{"data", "text", "content", "value", "html", "note", "desc", "description", "caption", "abstract"} {
					if s, ok := object[key].(string); ok && hanLetters(s) > 0 {
						item = s
						break
					}
				}
			}
			if s, ok := item.(string); ok && hanLetters(s) > 0 {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "\n")
	}
	return ""
}

func countLetters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// hanLetters counts the Han characters of a text.
func hanLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
