package searchtest

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

// testLiteral is law 1: a string that stands in an article finds it, unquoted.
func testLiteral(t *testing.T, w *world) {
	for length := 1; length <= 8; length++ {
		for range 12 {
			text := w.letters(length)
			got := w.ids(t, request(text))
			for id := range w.having(t, text) {
				if !got[id] {
					t.Errorf("%q stands in %s and does not find it", text, id)
				}
			}
		}
	}
}

// testQuoted is the other half of law 1: a quoted string finds just the articles that have it, white space and marks included.
func testQuoted(t *testing.T, w *world) {
	for length := 1; length <= 12; length++ {
		for k := range 12 {
			text := w.sample(length)
			if k%4 == 3 {
				text = w.sample(length) + w.sample(1) // most often nowhere
			}
			text = strings.Trim(quote(text), `"`)
			if strings.TrimSpace(w.fold(t, text)) == "" {
				continue
			}
			if got, want := w.ids(t, request(`"`+text+`"`)), w.having(t, text); !maps.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", text, got, want)
			}
		}
	}
}

// testBoolean: AND, OR and NOT of phrases give what the algebra of sets gives.
func testBoolean(t *testing.T, w *world) {
	for range 40 {
		a, b, c := quote(w.letters(2)), quote(w.letters(2)), quote(w.letters(1))
		A, B, C := w.having(t, strings.Trim(a, `"`)), w.having(t, strings.Trim(b, `"`)), w.having(t, strings.Trim(c, `"`))
		for query, in := range map[string]func(news.ID) bool{
			a + " " + b:                      func(id news.ID) bool { return A[id] && B[id] },
			a + " OR " + b:                   func(id news.ID) bool { return A[id] || B[id] },
			a + " -" + b:                     func(id news.ID) bool { return A[id] && !B[id] },
			"-" + a:                          func(id news.ID) bool { return !A[id] },
			"(" + a + " OR " + b + ") " + c:  func(id news.ID) bool { return (A[id] || B[id]) && C[id] },
			a + " -(" + b + " OR " + c + ")": func(id news.ID) bool { return A[id] && !B[id] && !C[id] },
			a + " OR " + b + " " + c:         func(id news.ID) bool { return A[id] || B[id] && C[id] },
		} {
			want := make(map[news.ID]bool)
			for id := range w.articles {
				if in(id) {
					want[id] = true
				}
			}
			if got := w.ids(t, request(query)); !maps.Equal(got, want) {
				t.Errorf("%s finds %d articles, want %d", query, len(got), len(want))
			}
		}
	}
}

// testNear: two strings within a number of characters of each other.
func testNear(t *testing.T, w *world) {
	for range 30 {
		a, b, n := w.letters(2), w.letters(1), 1+w.rng.IntN(8)
		want := make(map[news.ID]bool)
		fa, fb := w.fold(t, a), w.fold(t, b)
		for id := range w.articles {
			if nearIn(w.folded[id][0], fa, fb, n) || nearIn(w.folded[id][1], fa, fb, n) {
				want[id] = true
			}
		}
		query := quote(a) + " NEAR/" + string(rune('0'+n)) + " " + quote(b)
		if got := w.ids(t, request(query)); !maps.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

// nearIn looks at every pair of places.
func nearIn(text, a, b string, n int) bool {
	for i := range text {
		if !strings.HasPrefix(text[i:], a) {
			continue
		}
		for j := range text {
			if !strings.HasPrefix(text[j:], b) {
				continue
			}
			if j >= i+len(a) && len([]rune(text[i+len(a):j])) <= n || i >= j+len(b) && len([]rune(text[j+len(b):i])) <= n {
				return true
			}
		}
	}
	return false
}

// testFields: title:, body: and the fields of whole values.
func testFields(t *testing.T, w *world) {
	for range 30 {
		text := w.letters(2)
		folded := w.fold(t, text)
		for query, in := range map[string]func(news.ID) bool{
			"title:" + quote(text):       func(id news.ID) bool { return strings.Contains(w.folded[id][0], folded) },
			"body:" + quote(text):        func(id news.ID) bool { return strings.Contains(w.folded[id][1], folded) },
			"source:云浦日报 " + quote(text): func(id news.ID) bool { return w.articles[id].Source == "云浦日报" && w.having(t, text)[id] },
			"-source:(云浦日报 OR 临溪晚报)":     func(id news.ID) bool { s := w.articles[id].Source; return s != "云浦日报" && s != "临溪晚报" },
			"tag:水利":                     func(id news.ID) bool { return strings.Contains(strings.Join(w.articles[id].Tags, " "), "水利") },
			"exact:" + quote(text): func(id news.ID) bool {
				a := w.articles[id]
				return strings.Contains(a.Title, text) || strings.Contains(a.Body, text)
			},
			"date:2023 category:财经": func(id news.ID) bool { a := w.articles[id]; return a.Category == "财经" && year(a) == 2023 },
		} {
			want := make(map[news.ID]bool)
			for id := range w.articles {
				if in(id) {
					want[id] = true
				}
			}
			if got := w.ids(t, request(query)); !maps.Equal(got, want) {
				t.Errorf("%s finds %d articles, want %d", query, len(got), len(want))
			}
		}
	}
}

func year(a news.Article) int {
	if a.Published.IsZero() {
		return 0
	}
	return a.Published.Time.In(news.Shanghai()).Year()
}

// testExplain: the explanation's parts add up to the score.
func testExplain(t *testing.T, w *world) {
	for k := range 10 {
		req := request(w.letters(3))
		if k%2 == 1 {
			req.Query += "在哪里" + w.letters(2)
		}
		req.Explain = true
		hits, _ := w.find(t, req)
		for _, hit := range hits {
			if hit.Explanation == nil {
				t.Fatalf("%s has no explanation", hit.Article.ID)
			}
			sum := 0.0
			for _, part := range hit.Explanation.Parts {
				sum += part.Value
			}
			if math.Abs(sum-hit.Score) > 1e-6 || math.Abs(hit.Explanation.Value-hit.Score) > 1e-6 {
				t.Errorf("%q: score %v, explained %v, parts %v", req.Query, hit.Score, hit.Explanation.Value, sum)
			}
		}
	}
}

// testExport: everything once, in the order stored or asked for; a cursor goes on where it says.
func testExport(t *testing.T, w *world) {
	seen := make(map[news.ID]bool)
	for e, err := range w.Backend.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if want := w.articles[e.Article.ID]; want.Body != e.Article.Body || want.Title != e.Article.Title || e.Story == "" {
			t.Errorf("%s is exported changed", e.Article.ID)
		}
		seen[e.Article.ID] = true
	}
	if len(seen) != len(w.articles) {
		t.Errorf("%d articles exported, want %d", len(seen), len(w.articles))
	}
	for _, sort := range []search.Sort{search.Stored, search.Relevance, search.Newest, search.Oldest} {
		req := request(w.letters(1))
		req.Sort = sort
		all, cursors := w.exported(t, req)
		for _, at := range []int{0, len(all) / 2, len(all) - 1} {
			req.Cursor = cursors[at]
			if rest, _ := w.exported(t, req); !slices.Equal(rest, all[at+1:]) {
				t.Errorf("by %s behind article %d: %d articles exported, want the other %d", sort, at, len(rest), len(all)-at-1)
			}
		}
		req.Cursor, req.Query = cursors[0], req.Query+" "+w.letters(2)
		var wrong *search.ParameterError
		for _, err := range w.Backend.Export(t.Context(), &req) {
			if !errors.As(err, &wrong) || wrong.Field != "cursor" {
				t.Errorf("by %s: a cursor of another search gives %v", sort, err)
			}
		}
	}
	w.exportIsSearch(t)
}

// exported lists the articles of an export with the cursor behind each.
func (w *world) exported(t *testing.T, req search.Request) (ids []news.ID, cursors []string) {
	t.Helper()
	for e, err := range w.Backend.Export(t.Context(), &req) {
		if err != nil {
			t.Fatal(err)
		}
		ids, cursors = append(ids, e.Article.ID), append(cursors, e.Cursor)
	}
	return ids, cursors
}

// exportIsSearch: an export has what a search has, in its order.
func (w *world) exportIsSearch(t *testing.T) {
	t.Helper()
	req := request(w.letters(1))
	req.Sort = search.Oldest
	got, _ := w.exported(t, req)
	hits, _ := w.find(t, req)
	if len(got) != len(hits) {
		t.Fatalf("%d articles exported, the search gives %d", len(got), len(hits))
	}
	for i := range hits {
		if hits[i].Article.ID != got[i] {
			t.Fatalf("article %d of the export is %s, of the search %s", i, got[i], hits[i].Article.ID)
		}
	}
}
