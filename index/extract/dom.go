package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	// dropped are elements whose text is never shown as text of the page.
	dropped = map[atom.Atom]bool{
		atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Select: true, atom.Button: true, atom.Svg: true, atom.Iframe: true,
		atom.Template: true, atom.Textarea: true, atom.Head: true, atom.Object: true, atom.Video: true, atom.Audio: true, atom.Canvas: true,
		atom.Math: true, atom.Map: true,
	}
	// inline are elements that do not end a line.
	inline = map[atom.Atom]bool{
		atom.A: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.Span: true, atom.Font: true, atom.U: true, atom.S: true,
		atom.Sub: true, atom.Sup: true, atom.Mark: true, atom.Small: true, atom.Big: true, atom.Img: true, atom.Label: true, atom.Abbr: true,
		atom.Cite: true, atom.Code: true, atom.Q: true, atom.Time: true, atom.Wbr: true, atom.Ins: true, atom.Del: true, atom.Ruby: true,
		atom.Bdi: true, atom.Bdo: true, atom.Tt: true, atom.Strike: true, atom.Rt: true, atom.Rp: true, atom.Var: true, atom.Kbd: true, atom.Samp: true,
		atom.Dfn: true, atom.Data: true, atom.Picture: true, atom.Source: true, atom.Nobr: true,
	}
	// parting are inline elements whose edges part the words of a line about the article: <span>晨江网</span><span>2024-07-21</span>.
	parting = map[atom.Atom]bool{atom.Span: true, atom.Em: true, atom.I: true, atom.Label: true, atom.Time: true, atom.Small: true}
)

// attr is the value of an attribute, trimmed; "" when the element has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return trim(a.Val)
		}
	}
	return ""
}

// isHidden reports whether an element says of itself that it is not shown.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			if strings.Contains(style, "display:none") {
				return true
			}
		}
	}
	return false
}

// classWords are the words of an element's class and id in lower case: "article-Title newsBox" gives article, title, news, box.
func classWords(n *html.Node) []string {
	var words []string
	for _, key := range []string{"class", "id"} {
		value := attr(n, key)
		if len(value) > 300 {
			value = value[:300]
		}
		from, upper := 0, false
		cut := func(to int) {
			if to > from {
				words = append(words, strings.ToLower(value[from:to]))
			}
			from = to
		}
		for i, r := range value {
			switch {
			case !unicode.IsLetter(r):
				cut(i)
				from = i + len(string(r))
			case unicode.IsUpper(r) && !upper:
				cut(i)
			}
			upper = unicode.IsUpper(r)
		}
		cut(len(value))
	}
	return words
}

// textOf is the text of an element with white space as single spaces, as far as limit bytes go.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	var add func(n *html.Node)
	add = func(n *html.Node) {
		if b.Len() > limit || n.Type == html.ElementNode && dropped[n.DataAtom] && n.DataAtom != atom.Head {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
