package searchtest

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
)

// testScope: a caller with a scope is answered, by every way of reading, as a back end answers that holds the articles of the scope alone. alone is
// empty.
func testScope(t *testing.T, w *world, alone Backend) {
	scope := search.Scope{search.Source: {sources[0], sources[2]}, search.Tag: {tags[0], tags[1]}}
	var inside, outside []news.Article
	for exported, err := range w.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if inScope(exported.Article, scope) {
			inside = append(inside, exported.Article)
		} else {
			outside = append(outside, exported.Article)
		}
	}
	if len(inside) < 10 || len(outside) < 10 {
		t.Fatalf("%d articles inside, %d outside: too few", len(inside), len(outside))
	}
	if _, err := alone.Put(t.Context(), inside); err != nil {
		t.Fatal(err)
	}
	s := &scoped{w, alone, scope}
	for range 60 {
		s.checkSearch(t)
	}
	s.checkArticles(t, inside, outside)
	s.checkWhole(t, inside)
}

func inScope(a news.Article, scope search.Scope) bool {
	return slices.Contains(scope[search.Source], a.Source) && slices.ContainsFunc(a.Tags, func(tag string) bool { return slices.Contains(scope[search.Tag], tag) })
}

// scoped is a world as the holder of a scope sees it, and what it should be like.
type scoped struct {
	*world
	alone Backend
	scope search.Scope
}

// likeness compares answers but for what names a state of the back end, and the names of stories: a story may be called after an article that is
// hidden.
var likeness = cmp.Options{
	cmp.FilterPath(func(p cmp.Path) bool {
		name := p.Last().String()
		return name == ".Took" || name == ".Generation" || name == ".Cursor" || name == ".Dictionary" || p.String() == "Hits.Story.ID" || p.String() == "Story.ID"
	}, cmp.Ignore()),
	cmp.Comparer(func(a, b *time.Location) bool { return a == b }),
	cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Abs(a) }),
}

func (s *scoped) checkSearch(t *testing.T) {
	t.Helper()
	req := search.NewRequest()
	switch s.rng.IntN(4) {
	case 0:
	case 1:
		req.Query = s.letters(2) + " " + s.letters(2)
	default:
		req.Query = quote(s.letters(1 + s.rng.IntN(3)))
	}
	req.Facets, req.Explain = search.Fields(), true
	req.Sort = []search.Sort{search.Relevance, search.Newest, search.Oldest}[s.rng.IntN(3)]
	req.Collapse = []search.Collapse{search.CollapseStory, search.CollapseNone}[s.rng.IntN(2)]
	if s.rng.IntN(2) == 0 {
		req.Filters[search.Source] = []string{sources[s.rng.IntN(len(sources))]}
	}
	got, err := s.Search(search.WithScope(t.Context(), s.scope), req)
	if err != nil {
		t.Fatalf("%+v: %v", req, err)
	}
	want, err := s.alone.Search(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, likeness); diff != "" {
		t.Errorf("%+v (-alone +scoped):\n%s", req, diff)
	}
	trends := search.TrendsRequest{Common: req, Queries: []string{quote(s.letters(1)), quote(s.letters(2))}}
	trends.Common.Query, trends.Common.Explain, trends.Common.Collapse = "", false, search.CollapseNone
	gotTrends, err := s.Trends(search.WithScope(t.Context(), s.scope), trends)
	if err != nil {
		t.Fatalf("%+v: %v", trends, err)
	}
	wantTrends, err := s.alone.Trends(t.Context(), trends)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantTrends, gotTrends, likeness); diff != "" {
		t.Errorf("trends (-alone +scoped):\n%s", diff)
	}
}

// checkArticles: what is hidden is not found by any name, and of the rest nothing is told that is hidden.
func (s *scoped) checkArticles(t *testing.T, inside, outside []news.Article) {
	t.Helper()
	ctx := search.WithScope(t.Context(), s.scope)
	for _, a := range outside {
		if _, err := s.Article(ctx, a.ID, ""); !errors.Is(err, search.ErrNotFound) {
			t.Errorf("a hidden article: %v", err)
		}
		if _, err := s.Related(ctx, a.ID, 5); !errors.Is(err, search.ErrNotFound) {
			t.Errorf("near to a hidden article: %v", err)
		}
		if explainer, ok := s.Backend.(search.Explainer); ok {
			if _, err := explainer.Why(ctx, "云", a.ID); !errors.Is(err, search.ErrNotFound) {
				t.Errorf("why of a hidden article: %v", err)
			}
		}
		whole, err := s.Article(t.Context(), a.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		hits, err := s.Story(ctx, whole.Story.ID)
		if err != nil && !errors.Is(err, search.ErrNotFound) {
			t.Error(err)
		}
		for _, h := range hits {
			if !inScope(h.Article, s.scope) || h.Story.Count != len(hits) {
				t.Errorf("a story shows %s of %q to the holder of a scope", h.Article.ID, h.Article.Source)
			}
		}
	}
	for _, a := range inside {
		got, err := s.Article(ctx, a.ID, "云")
		if err != nil {
			t.Fatal(err)
		}
		want, err := s.alone.Article(t.Context(), a.ID, "云")
		if err != nil {
			t.Fatal(err)
		}
		want.Article.History = got.Article.History // of how often it was written
		if diff := cmp.Diff(want, got, likeness); diff != "" {
			t.Errorf("article (-alone +scoped):\n%s", diff)
		}
		related, err := s.Related(ctx, a.ID, 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range related {
			if !inScope(h.Article, s.scope) {
				t.Errorf("%s is near to %s and hidden", h.Article.ID, a.ID)
			}
		}
	}
}

// checkWhole: exports and the state of the collection, and suggestions where there are any.
func (s *scoped) checkWhole(t *testing.T, inside []news.Article) {
	t.Helper()
	ctx := search.WithScope(t.Context(), s.scope)
	every := search.NewRequest()
	for _, req := range []*search.Request{nil, &every} {
		exported := 0
		for one, err := range s.Export(ctx, req) {
			if err != nil {
				t.Fatal(err)
			}
			if exported++; !inScope(one.Article, s.scope) {
				t.Errorf("%s is exported and hidden", one.Article.ID)
			}
		}
		if exported != len(inside) {
			t.Errorf("%d articles exported of %d", exported, len(inside))
		}
	}
	got, err := s.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.alone.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Articles != want.Articles || got.Stories != want.Stories || got.Oldest != want.Oldest || got.Newest != want.Newest || got.StoreBytes != 0 || got.IndexBytes != 0 {
		t.Errorf("the state is %+v, alone %+v", got, want)
	}
	suggester, ok := s.Backend.(search.Suggester)
	for _, typed := range []string{"云", "yun", "水库", "临溪", "海澜", "yinhang"} {
		if !ok {
			break
		}
		found, err := suggester.Suggest(ctx, typed, 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, suggestion := range found {
			if result, err := s.alone.Search(t.Context(), request(quote(suggestion.Text))); err != nil || result.Articles == 0 {
				t.Errorf("%q is suggested for %q and stands in no article of the scope: %v", suggestion.Text, typed, err)
			}
		}
	}
}
