package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"xunbao/internal/news"
)

var htmlTag = regexp.MustCompile(`(?i)<(?:html|head|body|meta|div|p|article|!doctype)\b`)

// isHTML: the text begins with a tag and one of the usual ones is near its beginning.
func isHTML(s string) bool {
	s = trim(s)
	return strings.HasPrefix(s, "<") && htmlTag.MatchString(s[:min(len(s), 4096)])
}

// fromHTML extracts the article of an HTML page: from the text that shows; from hidden text when nothing that shows is an article (some
// pages unhide theirs by script); from the data of its scripts when that holds more than the page.
func fromHTML(p Page) Found {
	root, err := html.Parse(strings.NewReader(p.Text))
	if err != nil {
		// Nested deeper than the parser takes: the text without its layout.
		return fromLines(content{lines: textLines(stripTags(p.Text)), head: head{url: p.URL}}, p.Name)
	}
	embedded := readScripts(root)
	about := readHead(root)
	about.readLinked(root)
	about.setURL(p.URL)
	c := readTree(root, false)
	c.head = about
	f := fromLines(c, p.Name)
	if f.Kind == KindNotArticle && c.hidden {
		c = readTree(root, true)
		c.head = about
		f = fromLines(c, p.Name)
	}
	return completed(f, about, embedded, p.Name)
}

// content is what the rules look at: lines, the part of them that is the main text, and what the page says of itself elsewhere.
type content struct {
	lines  []line
	spans  []span
	notes  []note
	head   head
	hidden bool // hidden text was left out
}

// head is what a page says of itself outside its text.
type head struct {
	titles    []string
	site      string
	source    string
	author    string // of JSON-LD: in <meta> the makers of a page name themselves
	url       string
	published news.Instant
	tags      []string
}

// stripTags gives the text of HTML with each tag as a line end, for pages that have no usable tree.
func stripTags(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(1 << 23)
	var b strings.Builder
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			t := z.Token()
			if dropped[t.DataAtom] {
				skip = t.Data
			}
			if !inline[t.DataAtom] {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			t := z.Token()
			if t.Data == skip {
				skip = ""
			}
			if !inline[t.DataAtom] {
				b.WriteByte('\n')
			}
		}
	}
}
