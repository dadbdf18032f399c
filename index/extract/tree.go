package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// span is a block element and its lines: from inclusive, to exclusive.
type span struct {
	from, to int
	role     role
}

// note is the short text of an element that says by its class what it holds.
type note struct {
	line int // it stands in, or before
	role role
	text string
}

// wall stands in a line where two inline elements meet; it is white space when the line is about the article and nothing when it is
// text.
const wall = '\x1f'

// reader gathers the text of a tree into lines.
type reader struct {
	content
	all     bool // hidden text, too
	buf     strings.Builder
	letters int       // of the line
	linked  int       // of them, inside links
	links   int       // depth of <a>
	level   int       // of the heading we are in
	block   atom.Atom // the block element we are in
	title   int       // depth of elements that say they are the title
}

// readTree turns a tree into lines: block elements break them, scripts and hidden elements are left out.
func readTree(root *html.Node, all bool) content {
	r := reader{all: all}
	r.walk(root)
	r.flush()
	return r.content
}

func (r *reader) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.write(n.Data)
	case html.DocumentNode:
		r.children(n)
	case html.ElementNode:
		switch {
		case dropped[n.DataAtom]:
			return
		case isHidden(n) && !r.all:
			r.hidden = true
			r.account(n)
			return
		case isBadge(n), isPrompt(n):
			return
		case inline[n.DataAtom]:
			r.inline(n)
		default:
			r.blockElement(n)
		}
	}
}

func (r *reader) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
}

func (r *reader) inline(n *html.Node) {
	if parting[n.DataAtom] {
		r.buf.WriteRune(wall)
	}
	if n.DataAtom == atom.A {
		r.links++
	}
	r.note(n, roleOf(n))
	r.children(n)
	if n.DataAtom == atom.A {
		r.links--
	}
	if parting[n.DataAtom] {
		r.buf.WriteRune(wall)
	}
}

func (r *reader) blockElement(n *html.Node) {
	r.flush()
	s := span{from: len(r.lines), role: roleOf(n)}
	outer := *r
	if n.DataAtom != atom.Br {
		r.block = n.DataAtom
	}
	if h := level(n.DataAtom); h > 0 {
		r.level = h
	}
	if s.role == heading {
		r.title++
	}
	r.note(n, s.role)
	r.children(n)
	r.flush()
	r.block, r.level, r.title = outer.block, outer.level, outer.title
	if s.to = len(r.lines); s.to > s.from {
		r.spans = append(r.spans, s)
	}
}

// note keeps the text of an element with a telling class, when it is short enough to be a name.
func (r *reader) note(n *html.Node, as role) {
	if as != credit && as != account && as != writer || len(r.notes) > 200 {
		return
	}
	if !single(n) {
		return
	}
	if text := textOf(n, 200); text != "" && utf8.RuneCountInString(text) <= 40 {
		r.notes = append(r.notes, note{line: len(r.lines), role: as, text: text})
	}
}

// account keeps the name of the account in a hidden element, such as the card that opens at the name above the text.
func (r *reader) account(n *html.Node) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && roleOf(c) == account && single(c) {
			r.note(c, account)
			return
		}
	}
}

// single reports whether an element holds one text, or a label and one.
func single(n *html.Node) bool {
	texts, nodes := 0, 0
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		nodes++
		if n.Type == html.TextNode && trim(n.Data) != "" {
			texts++
		}
		for c := n.FirstChild; c != nil && texts <= 2 && nodes <= 40; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return texts <= 2 && nodes <= 40
}

func level(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4, atom.H5:
		return 4
	}
	return 0
}

var badges = wordSet(`原创 獨家 独家 置顶 荐 转载`)

// isBadge: an inline element that holds nothing but a mark such as 原创, which stands before titles and accounts.
func isBadge(n *html.Node) bool {
	c := n.FirstChild
	return (n.DataAtom == atom.Span || n.DataAtom == atom.I || n.DataAtom == atom.Em) && c != nil && c.NextSibling == nil && c.Type == html.TextNode && badges[trim(c.Data)]
}

// isPrompt: a link that invites to do something with the page, such as 返回首页，查看更多, at the end of a line of text.
func isPrompt(n *html.Node) bool {
	if n.DataAtom != atom.A || n.PrevSibling == nil {
		return false
	}
	text := textOf(n, 200)
	return utf8.RuneCountInString(text) <= 40 && noiseStart.match(text)
}

// write adds text to the line, with each run of white space as one space.
func (r *reader) write(s string) {
	space := true
	if b := r.buf.String(); b != "" {
		space = b[len(b)-1] == ' '
	}
	for _, c := range s {
		if unicode.IsSpace(c) && c != '\u3000' {
			if !space {
				r.buf.WriteByte(' ')
			}
			space = true
			continue
		}
		if c == wall {
			continue
		}
		space = false
		r.buf.WriteRune(c)
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			r.letters++
			if r.links > 0 {
				r.linked++
			}
		}
	}
}

// flush ends the line.
func (r *reader) flush() {
	raw := r.buf.String()
	text := trim(strings.ReplaceAll(raw, string(wall), ""))
	if text != "" {
		l := line{text: text, linked: r.letters > 0 && r.linked*10 >= r.letters*9, links: r.linked, head: r.level, block: r.block, titled: r.title > 0}
		if parted := parts(raw); strings.ContainsRune(raw, wall) && isDetails(parted) {
			l.text, l.parted = parted, true
		}
		r.lines = append(r.lines, l)
	}
	r.buf.Reset()
	r.letters, r.linked = 0, 0
}

// parts is a line with its words parted where elements meet.
func parts(raw string) string {
	words := strings.FieldsFunc(raw, func(c rune) bool { return c == wall || unicode.IsSpace(c) && c != '\u3000' })
	return straighten(strings.Join(words, " "))
}

// isDetails reports whether a line whose words are parted reads as one about the article.
func isDetails(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 160 {
		return false
	}
	_, ok := readDetails(s, n, patterns().look(s), true)
	return ok
}
