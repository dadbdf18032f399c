package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"xunbao/internal/app"
	"xunbao/web"
)

// TestHelpExamples follows every query of the help page, in both languages: each finds something among the sample articles, and is not widened
// for it, but for the question.
func TestHelpExamples(t *testing.T) {
	a, err := app.OpenOrSample(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	handler, err := web.New(web.Config{}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a, Suggester: a})
	if err != nil {
		t.Fatal(err)
	}
	page := func(path string) *html.Node {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		root, err := html.Parse(w.Body)
		if err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: status %d, %v", path, w.Code, err)
		}
		return root
	}
	classed := func(root *html.Node, class string) int {
		n := 0
		for node := range root.Descendants() {
			for _, at := range node.Attr {
				if at.Key == "class" && at.Val == class {
					n++
				}
			}
		}
		return n
	}
	for _, language := range []string{"zh", "en"} {
		examples := 0
		for node := range page("/help?ui=" + language).Descendants() {
			for _, at := range node.Attr {
				if at.Key != "href" || !strings.HasPrefix(at.Val, "/?q=") {
					continue
				}
				examples++
				results := page(at.Val)
				if classed(results, "hit") == 0 {
					t.Errorf("%s: %s finds nothing", language, at.Val)
				}
				if widened := classed(results, "notice") > 0; widened && !strings.Contains(at.Val, "%EF%BC%9F") {
					t.Errorf("%s: %s is widened", language, at.Val)
				}
			}
		}
		if examples < 10 {
			t.Errorf("%s: %d examples", language, examples)
		}
	}
}
