package extract

import (
	"strings"

	"golang.org/x/net/html"

	"xunbao/internal/news"
)

// completed takes from the page's scripts what the text that shows does not have: the whole article when most of it is there only, else
// single details. Only an article that bears the page's title counts, or any when the page shows none.
func completed(f Found, about head, embedded scripts, name string) Found {
	var best, details carried
	for _, c := range embedded.articles {
		if c.title == "" && len(about.titles) > 0 {
			c.title, _ = bareTitle(about.titles[0])
		}
		if c.letters > best.letters && (isOwn(c, f, about) || f.Kind != KindArticle && len(about.titles) == 0) {
			best = c
		}
		if f.Kind == KindArticle && details.title == "" && squeeze(c.title) == squeeze(f.Article.Title) {
			details = c
		}
	}
	before := f.Article
	if best.letters > 0 && (f.Kind != KindArticle || hanLetters(f.Article.Body)*10 < best.letters*6) {
		if whole := fromCarried(best, about, name); whole.Kind == KindArticle && hanLetters(whole.Article.Body) > hanLetters(f.Article.Body) {
			shown := f.Article
			f, before = whole, whole.Article
			for i := range f.Why {
				f.Why[i].Rule = "in the article that a script carries: " + f.Why[i].Rule
			}
			fill(&f.Article.Source, shown.Source)
			fill(&f.Article.Author, shown.Author)
			fill(&f.Article.Category, shown.Category)
			if f.Article.Published.IsZero() {
				f.Article.Published = shown.Published
			}
		}
	}
	if f.Kind != KindArticle {
		return f
	}
	a := &f.Article
	seen := tracingOn(before, f.Why)
	seen.step(*a, "the page around the article that a script carries")
	for _, c := range []carried{best, details} {
		fill(&a.Source, outlet(c.source))
		fill(&a.Author, credited(c.author))
		if a.Published.IsZero() {
			a.Published = c.published
		}
		if a.Editors == nil {
			a.Editors = c.editors
		}
	}
	fill(&a.Source, embedded.source)
	seen.step(*a, "the data of a script")
	for _, at := range []news.Instant{about.published, embedded.published} {
		if a.Published.IsZero() || a.Published.DayOnly && !at.DayOnly && sameDay(a.Published, at) {
			a.Published = at
		}
	}
	seen.step(*a, "the times in the head or the scripts of the page")
	fill(&a.Author, credited(about.author))
	seen.step(*a, "the author in the JSON-LD of the page")
	f.Why = seen.why
	return f
}

// sameDay: a time that says more about the day that is shown.
func sameDay(day, at news.Instant) bool {
	const form = "2006-01-02"
	return !at.IsZero() && day.Time.Format(form) == at.Time.In(day.Time.Location()).Format(form)
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// isOwn reports whether a carried article is the page's: it bears one of its titles.
func isOwn(c carried, f Found, about head) bool {
	if c.title == "" {
		return false
	}
	for _, t := range append([]string{f.Article.Title}, about.titles...) {
		if sameTitle(c.title, t) {
			return true
		}
	}
	return false
}

// sameTitle: equal but for white space and what a site adds or cuts off.
func sameTitle(a, b string) bool {
	a, b = squeeze(a), squeeze(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	a = strings.TrimRight(a, ".…")
	return len(a) >= 15 && strings.Contains(b, a) || a == b && a != ""
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// fromCarried extracts an article from its text in a script, with the title and time the script gives.
func fromCarried(c carried, about head, name string) Found {
	var body content
	if strings.Contains(c.body, "<") {
		root, err := html.Parse(strings.NewReader(c.body))
		if err != nil {
			return none("the text in its script is nested too deeply")
		}
		body = readTree(root, false)
	} else {
		body = content{lines: textLines(c.body)}
	}
	title, _ := bareTitle(c.title)
	lines := []line{{text: title, head: 1}}
	whole := content{lines: append(lines, body.lines...), head: about}
	whole.head.titles = append([]string{title}, about.titles...)
	f := fromLines(whole, name)
	if f.Kind != KindArticle {
		return f
	}
	seen := tracingOn(f.Article, f.Why)
	f.Article.Title = title
	if !c.published.IsZero() {
		f.Article.Published = c.published
	}
	if s := outlet(c.source); s != "" {
		f.Article.Source = s
	}
	if f.Article.Tags == nil {
		f.Article.Tags = c.tags
	}
	seen.step(f.Article, "the fields beside the text")
	f.Why = seen.why
	return f
}
