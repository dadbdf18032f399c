package ui

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// document is a page as its reader's browser sees it.
type document struct {
	t    *testing.T
	root *html.Node
}

// read checks the rules that every page keeps and parses it.
func read(t *testing.T, page string) document {
	t.Helper()
	checkBalance(t, page)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("parse page: %v", err)
	}
	d := document{t, root}
	d.checkContent()
	d.checkOutline()
	d.checkForms()
	return d
}

// elements lists what pages are made of. A style element is not among them.
var elements = strings.Fields(`html head meta title link body a header div form label input button aside p code main footer h1 h2 h3
	ul ol li nav span bdi mark time section article details summary svg rect line text strong dl dt dd
	script dialog ins del br kbd desc g circle path polyline table thead tbody tr th td datalist option progress`)

var empties = []string{"meta", "link", "input", "br"}

// checkBalance fails on an element that is unknown, not closed, or closed out of turn.
func checkBalance(t *testing.T, page string) {
	t.Helper()
	var open []string
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			if !slices.Contains(elements, token.Data) {
				t.Errorf("unknown element <%s>", token.Data)
			}
			if !slices.Contains(empties, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Errorf("</%s> closes %v", token.Data, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

// checkContent fails on anything the content policy would refuse, on links elsewhere than http, https or a path, on an id that is
// there twice and on a link to a place that is not on the page.
func (d document) checkContent() {
	d.t.Helper()
	ids := map[string]bool{}
	for n := range d.root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				d.t.Errorf("<%s> has the attribute %s=%q", n.Data, a.Key, a.Val)
			case a.Key == "id" && ids[a.Val]:
				d.t.Errorf("id %q is there twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			}
		}
	}
	for _, n := range d.all("a") {
		u, err := url.Parse(attr(n, "href"))
		switch {
		case err != nil || attr(n, "href") == "":
			d.t.Errorf("link %q: %v", attr(n, "href"), err)
		case u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
			d.t.Errorf("link with the scheme %q", u.Scheme)
		case u.Path == "" && u.RawQuery == "" && !ids[u.Fragment]:
			d.t.Errorf("no place on the page is called %q", u.Fragment)
		}
		if text(n) == "" && attr(n, "aria-label") == "" {
			d.t.Errorf("link %q has no words", attr(n, "href"))
		}
	}
}

// checkOutline fails unless there is one h1 and no level of heading is jumped over.
func (d document) checkOutline() {
	d.t.Helper()
	level, firsts := 0, 0
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		next := int(n.Data[1] - '0')
		if next > level+1 {
			d.t.Errorf("heading %q: h%d after h%d", text(n), next, level)
		}
		if level = next; next == 1 {
			firsts++
		}
		if text(n) == "" {
			d.t.Errorf("an h%d is empty", next)
		}
	}
	if firsts != 1 {
		d.t.Errorf("%d h1, want 1", firsts)
	}
	if got := attr(d.all("html")[0], "lang"); got != "zh-CN" && got != "en" {
		d.t.Errorf("lang is %q", got)
	}
	for _, landmark := range []string{"header", "main", "footer"} {
		if len(d.all(landmark)) == 0 {
			d.t.Errorf("no <%s>", landmark)
		}
	}
}

// checkForms fails on an input that has no label and on a form that sends anything but a search or a comparison.
func (d document) checkForms() {
	d.t.Helper()
	labelled := map[string]bool{}
	for _, n := range d.all("label") {
		labelled[attr(n, "for")] = true
	}
	for _, n := range d.all("input") {
		if attr(n, "type") != "hidden" && !labelled[attr(n, "id")] {
			d.t.Errorf("input %q has no label", attr(n, "name"))
		}
	}
	for _, n := range d.all("form") {
		if action := attr(n, "action"); action != "/" && action != "/trends" || attr(n, "method") != "get" {
			d.t.Errorf("form goes to %q by %q", action, attr(n, "method"))
		}
	}
}

// all lists the elements of a kind, or with kind.class those of a class too, in the order of the page.
func (d document) all(selector string) []*html.Node { return inside(d.root, selector) }

func inside(root *html.Node, selector string) []*html.Node {
	kind, class, _ := strings.Cut(selector, ".")
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (kind == "" || n.Data == kind) &&
			(class == "" || slices.Contains(strings.Fields(attr(n, "class")), class)) {
			found = append(found, n)
		}
	}
	return found
}

// texts are the words of all elements of a selector.
func (d document) texts(selector string) []string {
	var list []string
	for _, n := range d.all(selector) {
		list = append(list, text(n))
	}
	return list
}

// links maps the words of the links inside a selector to where they lead.
func (d document) links(selector string) map[string]string {
	links := map[string]string{}
	for _, n := range d.all(selector) {
		for _, a := range inside(n, "a") {
			links[text(a)] = attr(a, "href")
		}
	}
	return links
}

// text joins the words of a node, white space folded.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
