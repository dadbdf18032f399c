package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"xunbao/internal/news"
)

// escapePath escapes an id wholly, slashes too.
func escapePath(id string) string { return url.PathEscape(id) }

func TestArticleIDsInPaths(t *testing.T) {
	f := newFake()
	h := newSite(t, f)
	for _, id := range []string{
		"路径/甲 乙+50%?", "https://news.example/2024/07/21/a.html?b=1&c=2#d", "a%2Fb", "..", "../../etc/passwd", "/", "//a", "a/", "甲\u200b乙", "𠮷", "a;b", "search",
	} {
		for name, path := range map[string]string{
			"escaped": escapePath(id), "slashes kept": strings.ReplaceAll(escapePath(id), "%2F", "/"),
			"every byte escaped": everyByte(id),
		} {
			f.articles[news.ID(id)] = news.Article{ID: news.ID(id), Title: "云"}
			w := ask(h, "GET", "/api/v1/articles/"+path+"?q=%E4%BA%91", "")
			if w.Code != http.StatusOK || f.lastID != news.ID(id) || f.lastText != "云" {
				t.Errorf("%s, %s: got %d for %q with q %q", id, name, w.Code, f.lastID, f.lastText)
			}
		}
	}
}

// TestRelatedInPaths: the last part of a path asks for related articles only when its slash is not escaped.
func TestRelatedInPaths(t *testing.T) {
	f := newFake()
	h := newSite(t, f)
	for _, id := range []string{"a/b", "related", "a/related"} {
		f.articles[news.ID(id)] = news.Article{ID: news.ID(id), Title: "云"}
		for suffix, key := range map[string]string{"": `"body_marks"`, "/related": `"articles"`} {
			w := ask(h, "GET", "/api/v1/articles/"+escapePath(id)+suffix, "")
			if w.Code != http.StatusOK || f.lastID != news.ID(id) || !strings.Contains(w.Body.String(), key) {
				t.Errorf("%s%s: got %d for %q: %s", id, suffix, w.Code, f.lastID, w.Body)
			}
		}
	}
}

// everyByte escapes each byte of s.
func everyByte(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteString("%" + string(digits[s[i]>>4]) + string(digits[s[i]&15]))
	}
	return b.String()
}

func TestHeadAnswersLikeGet(t *testing.T) {
	server := newSite(t, newFake())
	for _, target := range []string{"/api/v1/search?q=a", "/api/v1/articles/a1", "/api/v1/stories/s1", "/api/v1/analyze?text=a", "/api/v1/status",
		"/api/v1/export", "/api/v1/openapi.yaml", "/healthz", "/readyz", "/", "/articles/a1"} {
		got, want := ask(server, "HEAD", target, ""), ask(server, "GET", target, "")
		if got.Code != http.StatusOK || got.Code != want.Code || got.Header().Get("Content-Type") != want.Header().Get("Content-Type") {
			t.Errorf("HEAD %s: %d %s, GET: %d %s", target, got.Code, got.Header().Get("Content-Type"), want.Code, want.Header().Get("Content-Type"))
		}
	}
}
