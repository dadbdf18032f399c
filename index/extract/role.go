package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// role is what an element says it holds by its name, class or id.
type role int

const (
	plain   role = iota
	side         // beside the article: comments, related reading, share bars, menus
	video        // a player and its titles
	heading      // the title of the page
	credit       // the credited source
	account      // the account that published it
	writer       // the author, or the account
)

var (
	sideWords = wordSet(`comment comments cmt reply replies discuss discussion pinglun tie gentie post_comment relate related relation relevant recommend recommends recommended
		recom recomm tuijian tj sidebar aside rank ranking paihang hotnews hotlist share shares social bdsharebuttonbox toolbar footer foot copyright disclaimer statement shengming
		ad ads advert advertisement gg guess like likes pagination pager pagebar qrcode ewm erweima download guide subscribe follow crumb crumbs breadcrumb breadcrumbs menu nav navbar
		header topbar login toplist hot loadmore readmore more popup dialog modal toast mask reward dashang praise zan vote survey prev next pagenav links friendlink banner special specialtag`)
	videoWords   = wordSet(`video videos player videoplayer playerbox shipin`)
	headingWords = wordSet(`title headline tit biaoti subject h1`)
	creditWords  = wordSet(`source laiyuan from origin copyfrom media publisher sourcename medianame`)
	accountWords = wordSet(`account nickname nick wemedia mp`)
	writerWords  = wordSet(`author authorname writer username byline`)
)

// adWords are words of attributes by which a page counts its advertisements.
var adWords = wordSet(`ad ads advert advertisement guanggao`)

// advertises reports whether an element says in one of its data attributes that it is an advertisement.
func advertises(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
		return strings.HasPrefix(a.Key, "data-") && len(a.Val) <= 40 && slices.ContainsFunc(letters(a.Val), func(w string) bool { return adWords[strings.ToLower(w)] })
	})
}

// letters are the words of ASCII letters in a value.
func letters(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
}

// roleOf reads the role off an element's name, class and id.
func roleOf(n *html.Node) role {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside:
		return side
	case atom.H1:
		return heading
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return plain
	}
	if advertises(n) {
		return side
	}
	words := classWords(n)
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	switch {
	case has(videoWords):
		return video
	case has(sideWords):
		return side
	case has(headingWords):
		return heading
	case has(creditWords):
		return credit
	case has(accountWords):
		return account
	case has(writerWords):
		return writer
	}
	return plain
}
