package ui

import (
	"context"
	"log/slog"
	"time"
	"unicode/utf8"

	"xunbao/search"
)

const (
	meantWithin = 150 * time.Millisecond // a page does not wait longer for what it can do without
	meantAsked  = 8
	meantShown  = 3
	meantRunes  = 64 // longer queries are sentences, which are not corrected
)

// meant offers other spellings of a query that found little: every text is a correction, and its link keeps the filters.
func (d Deps) meant(ctx context.Context, r search.Request, result *search.Result) []Link {
	full := result.Relaxed == search.RelaxedNone && result.Total >= r.Size
	if d.Suggester == nil || full || blank(r.Query) || r.Page > 1 || r.Cursor != "" || utf8.RuneCountInString(r.Query) > meantRunes {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, meantWithin)
	defer cancel()
	found, err := d.Suggester.Suggest(ctx, r.Query, meantAsked)
	if err != nil {
		d.Log.DebugContext(ctx, "suggestions not read", slog.Any("error", err))
		return nil
	}
	var links []Link
	for _, s := range found {
		if s.Kind == search.Correction && s.Text != r.Query && len(links) < meantShown {
			links = append(links, Link{Label: s.Text, URL: searchURL(changed(r, func(r *search.Request) { r.Query = s.Text }))})
		}
	}
	return links
}
