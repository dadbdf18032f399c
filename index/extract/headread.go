package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"xunbao/internal/news"
)

// The names of <meta> elements, without their colons, dots and case.
var (
	metaTitles  = wordSet(`ogtitle twittertitle articletitle dctitle weibotitle headline`)
	metaSites   = wordSet(`ogsitename sitename applicationname`)
	metaTimes   = wordSet(`articlepublishedtime ogpublishedtime ogarticlepublishedtime pubdate publishdate publishtime datepublished ogreleasedate weiboarticlecreateat dcdate dcdateissued dcdatecreated firstpublishedtime bytedancepublishedtime`)
	metaSources = wordSet(`source contentsource articlesource dcsource newssource mediaid copyfrom`)
	metaTags    = wordSet(`keywords newskeywords articletag`)
)

// readHead reads the titles, <meta> and <link> elements of a page, wherever they stand.
func readHead(root *html.Node) head {
	var h head
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Title:
				if n.Parent == nil || n.Parent.DataAtom != atom.Svg {
					h.addTitle(textOf(n, 2000))
				}
			case atom.Meta:
				h.meta(n)
			case atom.Link:
				if strings.EqualFold(attr(n, "rel"), "canonical") {
					h.claimURL(attr(n, "href"))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	return h
}

func (h *head) meta(n *html.Node) {
	value := strings.Join(strings.Fields(attr(n, "content")), " ")
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(":._- ", r) {
			return -1
		}
		return r
	}, strings.ToLower(attr(n, "property")+attr(n, "name")+attr(n, "itemprop")))
	switch {
	case value == "" || name == "":
	case metaTitles[name]:
		h.addTitle(value)
	case metaSites[name]:
		fill(&h.site, value)
	case metaTimes[name]:
		if at, ok := ParseTime(value, news.Shanghai()); ok && (h.published.IsZero() || h.published.DayOnly && !at.DayOnly) {
			h.published = at
		}
	case metaSources[name]:
		fill(&h.source, outlet(value))
	case metaTags[name]:
		if h.tags == nil {
			h.tags = splitTags(value)
		}
	case name == "ogurl":
		h.claimURL(value)
	}
}

func (h *head) addTitle(s string) {
	if s != "" && len(s) < 2000 && len(h.titles) < 10 {
		h.titles = append(h.titles, s)
	}
}

// claimURL takes the address that a page gives itself. The home of a site is none: pages that claim it would all be the same article.
func (h *head) claimURL(s string) {
	if !isHome(s) {
		h.setURL(s)
	}
}

// isHome reports whether an address is that of a whole site.
func isHome(s string) bool {
	u, err := url.Parse(s)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

func (h *head) setURL(s string) {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if h.url == "" && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && len(s) < 2000 {
		h.url = s
	}
}
