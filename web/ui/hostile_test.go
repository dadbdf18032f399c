package ui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/search/query"
)

func TestHostileText(t *testing.T) {
	const evil = `<script>alert(1)</script>"><img src=x onerror=alert(2)>' {{.}} </bdi></mark> &lt;b&gt; <!--`
	a := news.Article{ID: evil, URL: "javascript:alert(3)", Title: evil, Source: evil, Site: evil, Author: evil, Category: evil,
		Editors: []string{evil}, Tags: []string{evil}, Lang: `"><script>`, Body: evil + "\n" + evil, Published: instant("2024-07-01 08:00")}
	story := search.Story{ID: evil, Count: 2, Sources: []string{evil, evil + "2"}}
	marks := []highlight.Span{{Start: 0, End: 8}}
	f := harbour()
	f.result.Query, f.result.Hits = evil, []search.Hit{{Article: a, TitleMarks: marks, Story: story,
		Snippets: []highlight.Fragment{{Text: evil, Start: 3, Marks: marks}}}}
	f.result.Facets[search.Source] = []search.FacetValue{{Value: evil, Count: 1, Selected: true}}
	f.marked = map[news.ID]*search.Marked{evil: {Article: a, TitleMarks: marks, BodyMarks: marks, Story: story}}
	f.story = []search.Hit{{Article: a}, {Article: a}}
	filters := url.Values{"q": {evil}, "source": {evil}, "author": {`javascript:alert(4)`}}.Encode()
	h := handler(t, f)
	for path, wantMarks := range map[string]int{"/?" + filters: 2, articleAddress(evil, evil): 2} {
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, w.Code)
		}
		d := read(t, w.Body.String())
		if got := d.texts("mark"); len(got) != wantMarks || got[0] != "<script>" {
			t.Errorf("%s: marks %q", path, got)
		}
		if !strings.Contains(text(d.root), strings.Join(strings.Fields(evil), " ")) {
			t.Errorf("%s: the text is not shown as it is", path)
		}
	}
	f.err = &query.SyntaxError{Position: 2, Message: evil}
	checkPage(t, get(t, h, "/?"+filters), http.StatusBadRequest, []string{"<script>"}, nil)
}
