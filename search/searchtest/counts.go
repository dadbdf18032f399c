package searchtest

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// testCounts: totals, facets and histogram equal brute force under random mixtures of filters.
func testCounts(t *testing.T, w *world) {
	stories := w.stories(t)
	for range 100 { // of each of three states
		req := request("")
		matching := maps.Clone(w.having(t, ""))
		if w.rng.IntN(3) > 0 {
			text := w.letters(1 + w.rng.IntN(2))
			req.Query = quote(text)
			matching = w.having(t, text)
		}
		req.Facets = []search.Field{search.Source, search.Tag, search.Category}[:1+w.rng.IntN(3)]
		req.Interval = []search.Interval{search.Year, search.Month, search.Week, search.Day}[w.rng.IntN(4)]
		req.Location = []*time.Location{news.Shanghai(), time.UTC, zone(t, "America/New_York")}[w.rng.IntN(3)]
		req.Filters = map[search.Field][]string{}
		if w.rng.IntN(2) == 0 {
			req.Filters[search.Source] = sources[:1+w.rng.IntN(2)]
		}
		if w.rng.IntN(3) == 0 {
			req.Filters[search.Tag] = tags[:1+w.rng.IntN(2)]
		}
		if w.rng.IntN(3) == 0 {
			req.Filters[search.Category] = []string{"财经", "没有的栏目"}
		}
		if w.rng.IntN(3) == 0 {
			lacking := req.Facets[w.rng.IntN(len(req.Facets))]
			req.Filters[lacking] = append(slices.Clone(req.Filters[lacking]), "")
		}
		if w.rng.IntN(3) == 0 {
			req.Find = map[search.Field]string{search.Source: "报", search.Tag: tags[0][:3]}
		}
		req.Undated = w.rng.IntN(5) == 0
		if w.rng.IntN(2) == 0 {
			req.From = time.Date(2022, time.Month(1+w.rng.IntN(24)), 1, 0, 0, 0, 0, news.Shanghai())
			req.To = req.From.AddDate(1, w.rng.IntN(12), 0)
		}
		w.checkCounts(t, req, matching)
		w.checkStories(t, req, matching, stories)
	}
}

// stories is the story of every article.
func (w *world) stories(t *testing.T) map[news.ID]string {
	t.Helper()
	all := make(map[news.ID]string)
	for exported, err := range w.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		all[exported.Article.ID] = exported.Story
	}
	return all
}

// checkStories: collapsed, a request finds each story with a matching article once, and says how many articles a story has in all.
func (w *world) checkStories(t *testing.T, req search.Request, matching map[news.ID]bool, stories map[news.ID]string) {
	t.Helper()
	want := make(map[string]int) // articles that match
	whole := make(map[string]int)
	for id, story := range stories {
		whole[story]++
		if matching[id] && w.passes(w.articles[id], req, "") {
			want[story]++
		}
	}
	req.Collapse = search.CollapseStory
	hits, result := w.find(t, req)
	articles := 0
	for _, n := range want {
		articles += n
	}
	if result.Total != len(want) || len(hits) != len(want) || result.Articles != articles {
		t.Errorf("%+v: %d stories, %d hits, %d articles, want %d stories of %d", req, result.Total, len(hits), result.Articles, len(want), articles)
	}
	for _, hit := range hits {
		story := hit.Story.ID
		if want[story] == 0 || stories[hit.Article.ID] != story || hit.Story.Count != whole[story] {
			t.Errorf("%+v: %s of story %s with %d articles, want one of %s with %d", req, hit.Article.ID, story, hit.Story.Count, stories[hit.Article.ID], whole[story])
		}
		delete(want, story)
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func (w *world) checkCounts(t *testing.T, req search.Request, matching map[news.ID]bool) {
	t.Helper()
	result, err := w.Search(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	bars := make(map[string]int)
	articles, undated := 0, 0
	for id := range matching {
		if a := w.articles[id]; w.passes(a, req, "") {
			articles++
			if a.Published.IsZero() {
				undated++
			} else {
				bars[bar(a.Published.Time.In(req.Location), req.Interval)]++
			}
		}
	}
	if result.Articles != articles || !result.Exact {
		t.Errorf("%+v: %d articles, want %d", req, result.Articles, articles)
	}
	got, undatedGot := make(map[string]int), result.Histogram.Undated
	for i, b := range result.Histogram.Buckets {
		if b.Count > 0 {
			got[bar(b.From, req.Interval)] = b.Count
		}
		if i > 0 && !b.From.Equal(result.Histogram.Buckets[i-1].To) {
			t.Errorf("bucket %d begins at %v, the one before ends at %v", i, b.From, result.Histogram.Buckets[i-1].To)
		}
	}
	if !maps.Equal(got, bars) || undatedGot != undated {
		t.Errorf("%+v: histogram %v and %d undated, want %v and %d", req, got, undatedGot, bars, undated)
	}
	for _, field := range req.Facets {
		counts := make(map[string]int)
		for id := range matching {
			if a := w.articles[id]; w.passes(a, req, field) {
				values := valuesOf(a, field)
				for _, value := range values {
					if strings.Contains(value, req.Find[field]) || slices.Contains(req.Filters[field], value) {
						counts[value]++
					}
				}
				if len(values) == 0 {
					counts[""]++
				}
			}
		}
		shown := make(map[string]int)
		for _, f := range result.Facets[field] {
			if f.Count > 0 {
				shown[f.Value] = f.Count
			}
			if f.Selected != slices.Contains(req.Filters[field], f.Value) {
				t.Errorf("%s %q selected: %v", field, f.Value, f.Selected)
			}
		}
		if !maps.Equal(shown, counts) {
			t.Errorf("%+v: facet %s %v, want %v", req, field, shown, counts)
		}
	}
}

// passes applies all filters but those of one field.
func (w *world) passes(a news.Article, req search.Request, but search.Field) bool {
	for field, any := range req.Filters {
		if field == but {
			continue
		}
		if !slices.ContainsFunc(any, func(v string) bool {
			return slices.Contains(valuesOf(a, field), v) || v == "" && len(valuesOf(a, field)) == 0
		}) {
			return false
		}
	}
	if req.Undated && a.Published.IsZero() {
		return true
	}
	if req.From.IsZero() && req.To.IsZero() {
		return !req.Undated
	}
	return !a.Published.IsZero() && !a.Published.Time.Before(req.From) && a.Published.Time.Before(req.To)
}

func valuesOf(a news.Article, field search.Field) []string {
	var all []string
	switch field {
	case search.Source:
		all = []string{a.Source}
	case search.Category:
		all = []string{a.Category}
	case search.Tag:
		all = a.Tags
	}
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool { return v == "" })
}

// bar names the bucket of a time by its calendar.
func bar(t time.Time, interval search.Interval) string {
	switch interval {
	case search.Hour:
		return t.Format("2006-01-02 15 -07:00")
	case search.Year:
		return t.Format("2006")
	case search.Month:
		return t.Format("2006-01")
	case search.Week:
		for t.Weekday() != time.Monday {
			t = t.AddDate(0, 0, -1)
		}
	}
	return t.Format(time.DateOnly)
}
