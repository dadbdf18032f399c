package extract

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"xunbao/internal/news"
)

// head is what a page says of itself outside its text.
type head struct {
	titles    []string
	site      string
	source    string
	url       string
	published news.Instant
}

var htmlTag = regexp.MustCompile(`(?i)<(?:html|head|body|meta|div|p|article|!doctype)\b`)

// isHTML: the text begins with a tag and one of the usual ones is near its beginning.
func isHTML(s string) bool {
	s = trim(s)
	return strings.HasPrefix(s, "<") && htmlTag.MatchString(s[:min(len(s), 4096)])
}

var (
	dropped = map[atom.Atom]bool{
		atom.Script: true, atom.Style: true, atom.Nav: true, atom.Footer: true, atom.Aside: true, atom.Form: true, atom.Noscript: true,
		atom.Select: true, atom.Button: true, atom.Svg: true, atom.Iframe: true, atom.Template: true, atom.Textarea: true,
	}
	inline = map[atom.Atom]bool{
		atom.A: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.Span: true, atom.Font: true, atom.U: true, atom.S: true,
		atom.Sub: true, atom.Sup: true, atom.Mark: true, atom.Small: true, atom.Big: true, atom.Img: true, atom.Label: true, atom.Abbr: true,
		atom.Cite: true, atom.Code: true, atom.Q: true, atom.Time: true, atom.Wbr: true, atom.Ins: true, atom.Del: true, atom.Ruby: true,
	}
)

// liner gathers the text of an HTML page into lines.
type liner struct {
	lines  []line
	head   head
	buf    strings.Builder
	all    int // letters of the line
	linked int // of them, inside links
	links  int // depth of <a>
	level  int // of the heading we are in
}

// htmlLines turns HTML into lines: block elements break them, scripts, menus, footers and forms are dropped.
func htmlLines(text string) ([]line, head) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(1 << 23)
	var p liner
	var inside []atom.Atom // dropped elements that are open
	inTitle := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.flush()
			return p.lines, p.head
		case html.TextToken:
			switch {
			case inTitle:
				p.addTitle(html.UnescapeString(string(z.Raw())))
			case len(inside) == 0:
				p.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.DataAtom == atom.Meta || t.DataAtom == atom.Link:
				p.readMeta(t)
			case t.DataAtom == atom.Title && len(inside) == 0:
				inTitle = true
			case dropped[t.DataAtom] && t.Type == html.StartTagToken && len(inside) < 64:
				p.flush()
				inside = append(inside, t.DataAtom)
			case len(inside) == 0:
				p.open(t.DataAtom)
			}
		case html.EndTagToken:
			t := z.Token()
			if t.DataAtom == atom.Title {
				inTitle = false
			}
			inside = p.close(t.DataAtom, inside)
		}
	}
}

func (p *liner) open(a atom.Atom) {
	switch {
	case a == atom.A:
		p.links++
	case level(a) > 0:
		p.flush()
		p.level = level(a)
	case !inline[a]:
		p.flush()
	}
}

// close ends an element; an unclosed one inside a dropped element ends with it.
func (p *liner) close(a atom.Atom, inside []atom.Atom) []atom.Atom {
	if len(inside) > 0 {
		for i := len(inside) - 1; i >= 0; i-- {
			if inside[i] == a {
				return inside[:i]
			}
		}
		return inside
	}
	switch {
	case a == atom.A:
		p.links = max(0, p.links-1)
	case !inline[a]:
		p.flush()
		p.level = 0
		p.links = 0
	}
	return inside
}

func level(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	}
	return 0
}

// write adds text to the line, with each run of white space as one space.
func (p *liner) write(s string) {
	for _, r := range s {
		if unicode.IsSpace(r) && r != '\u3000' {
			if b := p.buf.String(); b != "" && b[len(b)-1] != ' ' {
				p.buf.WriteByte(' ')
			}
			continue
		}
		p.buf.WriteRune(r)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			p.all++
			if p.links > 0 {
				p.linked++
			}
		}
	}
}

func (p *liner) flush() {
	if s := trim(p.buf.String()); s != "" {
		p.lines = append(p.lines, line{text: s, linked: p.all > 0 && p.linked*10 >= p.all*9, head: p.level})
	}
	p.buf.Reset()
	p.all, p.linked = 0, 0
}

func (p *liner) addTitle(s string) {
	if s = trim(s); s != "" && len(s) < 2000 {
		p.head.titles = append(p.head.titles, s)
	}
}

// readMeta notes what <meta> and <link rel=canonical> say of the article.
func (p *liner) readMeta(t html.Token) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = trim(a.Val)
	}
	value := attr["content"]
	switch name := strings.ToLower(attr["property"] + attr["name"] + attr["itemprop"]); {
	case name == "og:title" || name == "articletitle":
		p.addTitle(value)
	case name == "og:site_name" || name == "sitename":
		p.head.site = value
	case name == "article:published_time" || name == "pubdate" || name == "publishdate" || name == "datepublished" || name == "og:release_date":
		if at, ok := ParseTime(value, news.Shanghai()); ok {
			p.head.published = at
		}
	case name == "contentsource" || name == "mediaid":
		p.head.source = value
	case name == "og:url":
		p.setURL(value)
	case attr["rel"] == "canonical":
		p.setURL(attr["href"])
	}
}

func (p *liner) setURL(s string) {
	if p.head.url == "" && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && len(s) < 2000 {
		p.head.url = s
	}
}
