package ui

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/fault"
)

const (
	articlePrefix = "/articles/"
	storyAnchor   = "story"
)

// ArticlePage is one article with the marks of the query that led to it.
type ArticlePage struct {
	Layout
	BackURL, BackLabel string
	Headline           []MarkedRun
	Paragraphs         [][]MarkedRun
	Matches            *Matches   // nil when nothing is marked
	WhyURL             string     // tells why the article is found; empty when there is no query
	Why                *WhyClause // nil when it was not asked
	Cite               string     // how the article is cited
	TextLang           string     // of the article
	When               When
	Source, Author     *Link
	Facts              *Facts // nil when there are none
	Reprints           *Reprints
	StoryFailed        bool // the reprints could not be read
	Related            []Reprint
}

// serveArticle answers GET /articles/*id. The path is taken as net/url decoded it, for an ID may hold any character.
func (d Deps) serveArticle(c *gin.Context) {
	values := c.Request.URL.Query()
	rd, wrong := newReader(c, values, d.Now())
	view, err := newArticleView(values)
	wrong = cmp.Or(wrong, err)
	id := news.ID(strings.TrimPrefix(c.Request.URL.Path, articlePrefix))
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	request, err := search.ParseRequest(values, rd.now)
	if err = cmp.Or(wrong, err); err != nil {
		d.fail(c, rd, err, d.layout(ctx, rd, values.Get("q"), nil))
		return
	}
	marked, err := d.Backend.Article(ctx, id, request.Query)
	if d.turnedAway(c, rd, err) {
		return
	}
	layout := d.layout(ctx, rd, request.Query, request.Values())
	if err != nil {
		d.fail(c, rd, articleFault(err), layout)
		return
	}
	if view.other != "" {
		d.compare(ctx, c, rd, layout, request, marked, view.other)
		return
	}
	reprints, err := d.reprints(ctx, marked)
	if err != nil {
		d.Log.ErrorContext(ctx, "story not read", slog.String("story", marked.Story.ID), slog.Any("error", err))
	}
	page := newArticlePage(rd, layout, request, marked, reprints)
	page.StoryFailed = err != nil
	d.tellDifferences(ctx, rd, marked.Article, page.Reprints)
	if view.why {
		page.Why = d.why(ctx, rd, request, id)
	}
	related, err := d.Backend.Related(ctx, id, shownRelated)
	if err != nil { // the page is whole without
		d.Log.ErrorContext(ctx, "related articles not read", slog.String("article", string(id)), slog.Any("error", err))
	}
	page.Related = newRelated(rd, request, related)
	d.respond(c, rd, http.StatusOK, "article", page)
}

// articleFault gives a missing article a code of its own, so that the error page can say what is missing.
func articleFault(err error) error {
	if f := fault.Of(err); f.Status == http.StatusNotFound {
		f.Code = codeNoArticle
		return f
	}
	return err
}

// reprints reads the articles of the story when there are others than this one.
func (d Deps) reprints(ctx context.Context, m *search.Marked) ([]search.Hit, error) {
	if m.Story.Count < 2 {
		return nil, nil
	}
	hits, err := d.Backend.Story(ctx, m.Story.ID)
	if errors.Is(err, search.ErrNotFound) { // the story has changed since the article was read
		return nil, nil
	}
	return hits, err
}

// newArticlePage decides what the page shows.
func newArticlePage(rd reader, layout Layout, r search.Request, m *search.Marked, reprints []search.Hit) ArticlePage {
	a, count := m.Article, 0
	headline := numbered(titleRuns(rd, a.Title, m.TitleMarks), &count)
	body := paragraphs(a.Body, m.BodyMarks)
	p := ArticlePage{
		Layout:    layout,
		BackURL:   searchURL(r),
		BackLabel: rd.Article.Back,
		Headline:  headline,
		TextLang:  language(a.Lang),
		When:      newWhen(rd, a.Published, r.Location),
		Source:    fieldLink(search.Source, a.Source),
		Author:    fieldLink(search.Author, a.Author),
		Facts:     newFacts(rd, a, r.Location),
		Reprints:  newReprints(rd, r, a.ID, reprints),
		Cite:      citation(rd, a, r.Location),
	}
	for _, runs := range body {
		p.Paragraphs = append(p.Paragraphs, numbered(runs, &count))
	}
	p.Matches = newMatches(count)
	if !blank(r.Query) {
		p.WhyURL = articleURL(a.ID, r) + "&" + whyName + "=true#" + whyName
	}
	p.Title = rd.Site.Title.Of(rd.Hit.Untitled)
	if !blank(a.Title) {
		p.Title = rd.Site.Title.Of(a.Title)
	}
	if p.BackURL == "/" {
		p.BackLabel = rd.Article.Latest
	}
	p.JSON = "/api/v1" + articlePrefix + url.PathEscape(string(a.ID))
	if r.Query != "" {
		p.JSON += "?" + url.Values{"q": {r.Query}}.Encode()
	}
	return p
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// language is the tag of a text; what names none is Chinese.
func language(tag string) string {
	if languageTag.MatchString(tag) {
		return tag
	}
	return "zh"
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
