package feed_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

var han = regexp.MustCompile(`\p{Han}+`)

// TestEnglishFeeds: with ui=en a feed says everything but its articles in English, is another feed with the same entries, and leads to its like.
func TestEnglishFeeds(t *testing.T) {
	s := newSite("https://news.example", search.Hit{Article: news.Article{ID: "a", URL: "https://n.example/1"}, Story: search.Story{ID: "s", Count: 3, Sources: []string{"Gazette"}}})
	s.result.Relaxed, s.result.Exact, s.result.Cursor = search.RelaxedMost, false, "next"
	id := regexp.MustCompile(`urn:uuid:[0-9a-f-]+`)
	for _, path := range []string{"/feed.atom", "/feed.rss", "/feed.json", "/opensearch.xml"} {
		query := "?q=reservoir&from=2024&"
		if path == "/opensearch.xml" {
			query = "?"
		}
		english, chinese := s.get(http.MethodGet, path+query+"ui=en").Body.String(), s.get(http.MethodGet, path+query+"ui=zh").Body.String()
		if got := han.FindAllString(english, -1); len(got) > 0 {
			t.Errorf("%s says %q in English", path, got)
		}
		if !strings.Contains(english, "Xunbao") || !strings.Contains(english, "ui=en") {
			t.Errorf("%s in English:\n%s", path, english)
		}
		if usual := s.get(http.MethodGet, path+strings.TrimRight(query, "&?")).Body.String(); usual != chinese || strings.Contains(usual, "ui=") {
			t.Errorf("%s without a language is not the Chinese one:\n%s", path, usual)
		}
		ours, theirs := id.FindAllString(english, -1), id.FindAllString(chinese, -1)
		if path == "/feed.atom" && (len(ours) != 2 || ours[0] == theirs[0] || ours[1] != theirs[1]) {
			t.Errorf("identities %v and %v", ours, theirs)
		}
	}
	for _, bad := range []string{"/feed.atom?ui=fr", "/feed.rss?ui=en&ui=en", "/opensearch.xml?ui="} {
		if w := s.get(http.MethodGet, bad); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}
