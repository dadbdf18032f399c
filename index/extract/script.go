package extract

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"xunbao/internal/news"
)

// maxScripts is how many bytes of scripts are read of one page.
const maxScripts = 6 << 20

// scripts are what the data says that a page's scripts and hidden text fields carry.
type scripts struct {
	articles  []carried
	published news.Instant // the one time that they name as that of the page
	source    string       // and the one source
}

func readScripts(root *html.Node) (found scripts) {
	budget := maxScripts
	var values named
	var field carried
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode && n.DataAtom == atom.Script && n.FirstChild != nil && attr(n, "src") == "" {
			text := n.FirstChild.Data
			if budget -= len(text); budget >= 0 {
				values.read(text)
				found.articles = append(found.articles, articlesIn(text)...)
			}
		}
		if n.Type == html.ElementNode && n.DataAtom == atom.Textarea && n.FirstChild != nil {
			field.take(n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	if field.letters >= minCarried {
		found.articles = append(found.articles, field)
	}
	if found.published = onlyTime(values.published); found.published.IsZero() {
		found.published = onlyTime(values.created)
	}
	found.source = values.source()
	return found
}

// onlyTime is the time all of them agree on; scripts that name several list other articles.
func onlyTime(times []string) (at news.Instant) {
	for _, s := range times {
		t, ok := ParseTime(strings.TrimRight(s, " .-"), news.Shanghai())
		if !ok {
			continue
		}
		if !at.IsZero() && !t.Time.Equal(at.Time) {
			return news.Instant{}
		}
		at = t
	}
	return at
}

// articlesIn finds every object of a script that carries an article.
func articlesIn(script string) (found []carried) {
	s := trim(script)
	if len(s) < 200 && !strings.Contains(s, "Article") || !hasContent(s) && !strings.HasPrefix(s, "%7B") {
		return nil
	}
	s = unescapePercent(s)
	for tries := 0; len(s) > 0 && tries < 500; tries++ {
		start := nextLiteral(s)
		if start < 0 {
			return found
		}
		v, size, ok := readLiteral(s[start:])
		if ok {
			found = findCarried(v, nil, found, 0)
		}
		s = s[start+max(1, size):]
	}
	return found
}

// nextLiteral is where the next object or array may begin: at the start, or behind = or ( or :.
func nextLiteral(s string) int {
	for from := 0; from < len(s); {
		i := strings.IndexAny(s[from:], "{[")
		if i < 0 {
			return -1
		}
		i += from
		before := strings.TrimRightFunc(s[:i], unicode.IsSpace)
		if before == "" || strings.HasSuffix(before, "=") || strings.HasSuffix(before, "(") {
			return i
		}
		if quote := strings.IndexAny(s[from:i], "\"'"); quote >= 0 && strings.HasSuffix(before, `"`) {
			if strings.HasSuffix(strings.TrimRight(before[:len(before)-1], " "), "(") {
				return i
			}
		}
		from = i + 1
	}
	return -1
}

// unescapePercent decodes data written like a URL: %7B%22title%22….
func unescapePercent(s string) string {
	if !strings.HasPrefix(s, "%7B") && !strings.HasPrefix(s, "%5B") && !strings.HasPrefix(s, "%7b") {
		return s
	}
	plain, err := url.PathUnescape(s)
	if err != nil {
		return s
	}
	return plain
}
