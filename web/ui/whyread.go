package ui

import (
	"context"
	"log/slog"

	"xunbao/internal/news"
	"xunbao/search"
)

// whyName is the parameter of an article's address that asks why the article is found.
const whyName = "why"

// WhyClause is one demand of a query held against the article.
type WhyClause struct {
	Met            bool
	Clause, Detail string
	Query, Article []string
	Parts          []WhyClause
}

// why holds the article against the query; nil where it cannot be told.
func (d Deps) why(ctx context.Context, rd reader, r search.Request, id news.ID) *WhyClause {
	if d.Explainer == nil || blank(r.Query) {
		return nil
	}
	found, err := d.Explainer.Why(ctx, r.Query, id)
	if err != nil {
		d.Log.WarnContext(ctx, "reason not read", slog.Any("error", err))
		return nil
	}
	clause := newWhyClause(rd, found)
	return &clause
}

// newWhyClause keeps the detail, which the engine tells in English, for those who read English.
func newWhyClause(rd reader, r *search.Reason) WhyClause {
	clause := WhyClause{Met: r.Met, Clause: r.Clause, Query: r.Query, Article: r.Article}
	if rd.Tag == "en" {
		clause.Detail = r.Detail
	}
	for i := range r.Parts {
		clause.Parts = append(clause.Parts, newWhyClause(rd, &r.Parts[i]))
	}
	return clause
}
