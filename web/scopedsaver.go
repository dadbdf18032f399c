package web

import (
	"context"

	"xunbao/search"
)

// scopedSaver keeps saved searches from readers who may learn of a part of the articles: what they have matched was matched among all.
type scopedSaver struct{ search.Saver }

func (s scopedSaver) SavedSearches(ctx context.Context) ([]search.SavedSearch, error) {
	if search.ScopeOf(ctx) != nil {
		return nil, outOfScope
	}
	return s.Saver.SavedSearches(ctx)
}

func (s scopedSaver) SavedSearch(ctx context.Context, name string) (search.SavedSearch, error) {
	if search.ScopeOf(ctx) != nil {
		return search.SavedSearch{}, outOfScope
	}
	return s.Saver.SavedSearch(ctx, name)
}

func (s scopedSaver) Matches(ctx context.Context, name string, before, limit int) ([]search.Match, error) {
	if search.ScopeOf(ctx) != nil {
		return nil, outOfScope
	}
	return s.Saver.Matches(ctx, name, before, limit)
}
