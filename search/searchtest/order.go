package searchtest

import (
	"slices"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// testOrder: every order is monotonic, and pages neither repeat nor drop.
func testOrder(t *testing.T, w *world) {
	for _, sort := range []search.Sort{search.Relevance, search.Newest, search.Oldest} {
		for _, query := range []string{"", quote(w.letters(1)), w.letters(2)} {
			req := request(query)
			req.Sort, req.Size = sort, 7
			hits, result := w.find(t, req)
			if len(hits) != result.Articles {
				t.Errorf("%s by %s: %d hits of %d", query, sort, len(hits), result.Articles)
			}
			for i := 1; i < len(hits); i++ {
				if !inOrder(sort, hits[i-1], hits[i]) {
					t.Errorf("%s by %s: hit %d is out of order", query, sort, i)
				}
			}
		}
	}
}

func inOrder(sort search.Sort, a, b search.Hit) bool {
	pa, pb := a.Article.Published, b.Article.Published
	switch {
	case sort == search.Relevance:
		return a.Score >= b.Score
	case pb.IsZero():
		return true // undated ones come last
	case pa.IsZero():
		return false
	case sort == search.Newest:
		return !pa.Time.Before(pb.Time)
	default:
		return !pa.Time.After(pb.Time)
	}
}

// testCursor: following the cursor gives what the pages give, in every order, collapsed or not, for words and for questions.
func testCursor(t *testing.T, w *world) {
	for _, sort := range []search.Sort{search.Relevance, search.Newest, search.Oldest} {
		for _, collapse := range []search.Collapse{search.CollapseNone, search.CollapseStory} {
			for _, query := range []string{w.letters(1), w.letters(3) + "是什么" + w.letters(2)} {
				req := request(query)
				req.Sort, req.Size, req.Collapse = sort, 7, collapse
				hits, _ := w.find(t, req)
				followed := w.follow(t, req)
				if !slices.EqualFunc(hits, followed, func(h search.Hit, id news.ID) bool { return h.Article.ID == id }) {
					t.Errorf("%s by %s: the cursor gives %d hits, the pages %d", req.Query, sort, len(followed), len(hits))
				}
			}
		}
	}
}

// follow goes from cursor to cursor.
func (w *world) follow(t *testing.T, req search.Request) (followed []news.ID) {
	t.Helper()
	req.Page = 1
	for {
		result, err := w.Search(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range result.Hits {
			followed = append(followed, hit.Article.ID)
		}
		if req.Cursor = result.Cursor; req.Cursor == "" {
			return followed
		}
	}
}

// testCollapse: one hit a story, totals exact both ways, every reprint counted.
func testCollapse(t *testing.T, w *world) {
	stories := make(map[string]map[news.ID]bool)
	storyOf := make(map[news.ID]string)
	for e, err := range w.Backend.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if stories[e.Story] == nil {
			stories[e.Story] = make(map[news.ID]bool)
		}
		stories[e.Story][e.Article.ID] = true
		storyOf[e.Article.ID] = e.Story
	}
	for _, query := range []string{"", quote(w.letters(1)), quote(w.letters(2))} {
		articles := w.ids(t, request(query))
		want := make(map[string]bool)
		for id := range articles {
			want[storyOf[id]] = true
		}
		req := request(query)
		req.Collapse = search.CollapseStory
		hits, result := w.find(t, req)
		if result.Total != len(want) || result.Articles != len(articles) || len(hits) != len(want) {
			t.Errorf("%s: %d stories of %d articles and %d hits, want %d of %d", query, result.Total, result.Articles, len(hits), len(want), len(articles))
		}
		for _, hit := range hits {
			if hit.Story.ID != storyOf[hit.Article.ID] || hit.Story.Count != len(stories[hit.Story.ID]) {
				t.Errorf("%s: story %s of %d articles, want %s of %d", hit.Article.ID, hit.Story.ID, hit.Story.Count, storyOf[hit.Article.ID], len(stories[hit.Story.ID]))
			}
			all, err := w.Story(t.Context(), hit.Story.ID)
			if err != nil || len(all) != hit.Story.Count || all[0].Article.ID != hit.Story.First {
				t.Errorf("Story(%s): %d articles, %v", hit.Story.ID, len(all), err)
			}
		}
	}
}

// testMarks is law 6: marks cover just the occurrences of a quoted string, every one, and fragments stand in the original.
func testMarks(t *testing.T, w *world) {
	for range 40 {
		text := w.letters(1 + w.rng.IntN(4))
		hits, _ := w.find(t, request(quote(text)))
		for _, hit := range hits {
			article := w.articles[hit.Article.ID]
			shown := []highlight.Fragment{{Text: article.Title, Marks: hit.TitleMarks}}
			for _, f := range hit.Snippets {
				if runes := []rune(article.Body); string(runes[f.Start:f.Start+len([]rune(f.Text))]) != f.Text {
					t.Fatalf("%s: fragment %q does not stand at %d", article.ID, f.Text, f.Start)
				}
				shown = append(shown, f)
			}
			marked := 0
			for _, f := range shown {
				marked += len(f.Marks)
				w.checkMarks(t, text, f)
			}
			if marked == 0 {
				t.Errorf("%q marks nothing in %s", text, article.ID)
			}
		}
		if len(hits) > 0 {
			w.checkArticleMarks(t, text, hits[0].Article.ID)
		}
	}
}

// checkMarks compares the marked characters with the occurrences, character by character.
func (w *world) checkMarks(t *testing.T, text string, f highlight.Fragment) {
	t.Helper()
	runes, want := []rune(f.Text), []rune(w.fold(t, text))
	var folded []rune
	var origin []int
	for i, r := range runes {
		for _, c := range w.fold(t, string(r)) {
			folded, origin = append(folded, c), append(origin, i)
		}
	}
	occurs := make([]bool, len(runes))
	for i := 0; i+len(want) <= len(folded); i++ {
		if slices.Equal(folded[i:i+len(want)], want) {
			for at := origin[i]; at <= origin[i+len(want)-1]; at++ {
				occurs[at] = true
			}
		}
	}
	marked := make([]bool, len(runes))
	for i, m := range f.Marks {
		if m.Start < 0 || m.Start >= m.End || m.End > len(runes) || i > 0 && m.Start <= f.Marks[i-1].End {
			t.Fatalf("marks %v of %q are out of order or range", f.Marks, f.Text)
		}
		for at := m.Start; at < m.End; at++ {
			marked[at] = true
		}
	}
	if !slices.Equal(marked, occurs) {
		t.Errorf("%q in %q: marks %v are not its occurrences", text, f.Text, f.Marks)
	}
}

func (w *world) checkArticleMarks(t *testing.T, text string, id news.ID) {
	t.Helper()
	marked, err := w.Article(t.Context(), id, quote(text))
	if err != nil {
		t.Fatal(err)
	}
	w.checkMarks(t, text, highlight.Fragment{Text: marked.Article.Title, Marks: marked.TitleMarks})
	w.checkMarks(t, text, highlight.Fragment{Text: marked.Article.Body, Marks: marked.BodyMarks})
	if !strings.Contains(w.articles[id].Body, marked.Article.Body) {
		t.Errorf("%s: the body is not the original", id)
	}
}
