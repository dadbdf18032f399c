package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"xunbao/web/fault"
)

// escape is url.QueryEscape by a shorter name.
func escape(s string) string { return url.QueryEscape(s) }

func TestBadSearches(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct {
		name, query string
		status      int
		code, field string
	}{
		{"page 0", "page=0", 400, "invalid_parameter", "page"},
		{"page negative", "page=-1", 400, "invalid_parameter", "page"},
		{"page word", "page=one", 400, "invalid_parameter", "page"},
		{"page empty", "page=", 400, "invalid_parameter", "page"},
		{"page fraction", "page=1.5", 400, "invalid_parameter", "page"},
		{"page too large for an int", "page=99999999999999999999", 400, "invalid_parameter", "page"},
		{"page of the largest int", "page=9223372036854775807", 400, "invalid_parameter", "page"},
		{"page in full width digits", "page=" + escape("１"), 400, "invalid_parameter", "page"},
		{"size negative", "size=-1", 400, "invalid_parameter", "size"},
		{"size 101", "size=101", 400, "invalid_parameter", "size"},
		{"too deep", "page=101&size=100", 400, "invalid_parameter", "page"},
		{"sort unknown", "sort=best", 400, "invalid_parameter", "sort"},
		{"collapse unknown", "collapse=yes", 400, "invalid_parameter", "collapse"},
		{"interval unknown", "interval=minute", 400, "invalid_parameter", "interval"},
		{"zone unknown", "tz=Mars/Base", 400, "invalid_parameter", "tz"},
		{"zone that climbs", "tz=" + escape("../../etc/passwd"), 400, "invalid_parameter", "tz"},
		{"facet unknown", "facets=nothing", 400, "invalid_parameter", "facets"},
		{"from nonsense", "from=yesterdayish", 400, "invalid_parameter", "from"},
		{"from in a 13th month", "from=2024-13", 400, "invalid_parameter", "from"},
		{"from on the 30th of February", "from=2024-02-30", 400, "invalid_parameter", "from"},
		{"from after to", "from=2025&to=2024", 400, "invalid_parameter", "from"},
		{"parameter unknown", "pagesize=10", 400, "invalid_parameter", "pagesize"},
		{"q repeated", "q=a&q=b", 400, "invalid_parameter", "q"},
		{"page repeated", "page=1&page=2", 400, "invalid_parameter", "page"},
		{"q too long", "q=" + escape(strings.Repeat("国", 257)), 400, "invalid_parameter", "q"},
		{"q not UTF-8", "q=%ff%fe", 400, "invalid_parameter", "q"},
		{"name not UTF-8", "%ff=1", 400, "invalid_parameter", "\uFFFD"},
		{"escape broken", "q=%zz", 400, "invalid_parameter", ""},
		{"semicolon", "q=a;page=2", 400, "invalid_parameter", ""},
		{"cursor and page", "cursor=AAAA&page=2", 400, "invalid_parameter", "cursor"},
		{"URL too long", "source=" + strings.Repeat("a", 100_000), 414, "url_too_long", ""},
		{"too many parameters", strings.Repeat("source=s&", 300) + "q=a", 400, "too_many_parameters", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFault(t, ask(h, "GET", "/api/v1/search?"+c.query, ""), c.status, c.code, c.field)
		})
	}
}

func TestGoodSearches(t *testing.T) {
	h := newSite(t, newFake())
	for name, query := range map[string]string{
		"nothing": "", "zero width": "q=" + escape("云\u200b溪"), "only a minus": "q=-", "header injection": "q=a%0d%0aX-Evil:1",
		"many filters": strings.Repeat("source=s&", 99) + "q=a", "size 0": "size=0", "no facets": "facets=",
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(h, "GET", "/api/v1/search?"+query, "")
			if w.Code != http.StatusOK || w.Header().Get("X-Evil") != "" {
				t.Errorf("got %d %v", w.Code, w.Body)
			}
		})
	}
}

func TestBadSearchBodies(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct {
		name, kind, body string
		status           int
		code             string
	}{
		{"not JSON", "application/json", `{`, 400, "invalid_json"},
		{"empty", "application/json", ``, 400, "invalid_json"},
		{"not UTF-8", "application/json", "{\"q\": \"\xff\"}", 400, "invalid_json"},
		{"trailing bytes", "application/json", `{"q": "a"} x`, 400, "invalid_json"},
		{"deep", "application/json", strings.Repeat("[", 20_000), 400, "invalid_json"},
		{"wrong type", "application/json", `{"q": 5}`, 400, "invalid_parameter"},
		{"unknown field", "application/json", `{"query": "a"}`, 400, "invalid_parameter"},
		{"huge", "application/json", `{"q": "` + strings.Repeat("a", 2<<20) + `"}`, 413, "too_large"},
		{"XML", "application/xml", `<q/>`, 415, "unsupported_media_type"},
		{"no type", "", `{"q": "a"}`, 415, "unsupported_media_type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, "POST", "/api/v1/search", c.body, "Content-Type", c.kind)
			if w.Code != c.status || decodeFault(t, w.Body.Bytes()).Code != c.code {
				t.Errorf("got %d %s, want %d %s", w.Code, w.Body, c.status, c.code)
			}
		})
	}
	wantFault(t, ask(h, "POST", "/api/v1/search?q=a", `{}`, "Content-Type", "application/json"), 400, "invalid_parameter", "q")
	wantFault(t, ask(h, "POST", "/api/v1/search", "\x1f\x8b", "Content-Type", "application/json", "Content-Encoding", "gzip"), 415, "unsupported_encoding", "")
}

func TestBadRequests(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct {
		name, method, target string
		status               int
		code, field          string
	}{
		{"no such method", "PUT", "/api/v1/search", 405, "method_not_allowed", ""},
		{"trace", "TRACE", "/api/v1/search", 405, "method_not_allowed", ""},
		{"reindex by GET", "GET", "/api/v1/reindex", 405, "method_not_allowed", ""},
		{"no such path", "GET", "/api/v1/nothing", 404, "not_found", ""},
		{"trailing slash", "GET", "/api/v1/search/", 404, "not_found", ""},
		{"dot segments", "GET", "/api/v1/../../etc/passwd", 404, "not_found", ""},
		{"no such article", "GET", "/api/v1/articles/" + escape("没有"), 404, "not_found", ""},
		{"no id", "GET", "/api/v1/articles/", 404, "not_found", ""},
		{"endless id", "GET", "/api/v1/articles/" + strings.Repeat("x", 513), 404, "not_found", ""},
		{"article, parameter unknown", "GET", "/api/v1/articles/a1?query=a", 400, "invalid_parameter", "query"},
		{"article, q repeated", "GET", "/api/v1/articles/a1?q=a&q=b", 400, "invalid_parameter", "q"},
		{"article, q too long", "GET", "/api/v1/articles/a1?q=" + escape(strings.Repeat("国", 257)), 400, "invalid_parameter", "q"},
		{"no such story", "GET", "/api/v1/stories/none", 404, "not_found", ""},
		{"story, parameter unknown", "GET", "/api/v1/stories/s1?q=a", 400, "invalid_parameter", "q"},
		{"analyze nothing", "GET", "/api/v1/analyze", 400, "invalid_parameter", "text"},
		{"analyze too much", "GET", "/api/v1/analyze?text=" + strings.Repeat("a", 10_001), 400, "invalid_parameter", "text"},
		{"analyze, URL too long", "GET", "/api/v1/analyze?text=" + escape(strings.Repeat("国", 12_000)), 414, "url_too_long", ""},
		{"status, parameter unknown", "GET", "/api/v1/status?a=b", 400, "invalid_parameter", "a"},
		{"export in an unknown format", "GET", "/api/v1/export?format=xml", 400, "invalid_parameter", "format"},
		{"export in two formats", "GET", "/api/v1/export?format=jsonl&format=jsonl", 400, "invalid_parameter", "format"},
		{"export of a bad search", "GET", "/api/v1/export?from=2024-13", 400, "invalid_parameter", "from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFault(t, ask(h, c.method, c.target, ""), c.status, c.code, c.field)
		})
	}
}

func TestBadPages(t *testing.T) {
	h := newSite(t, newFake())
	for target, status := range map[string]int{
		"/?page=-1": 400, "/?q=%zz": 400, "/nothing": 404, "/assets/..%2f..%2f..%2fetc%2fpasswd": 404, "/?source=" + strings.Repeat("a", 20_000): 414,
	} {
		w := ask(h, "GET", target, "")
		if w.Code != status || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("GET %.40s: got %d as %s, want %d as a page", target, w.Code, w.Header().Get("Content-Type"), status)
		}
	}
}

func TestMethodNotAllowedNamesTheOthers(t *testing.T) {
	w := ask(newSite(t, newFake()), "PUT", "/api/v1/search", "")
	if allow := w.Header().Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
		t.Errorf("Allow is %q", allow)
	}
}

func TestLongTextIsAnalyzed(t *testing.T) {
	f := newFake()
	text := strings.Repeat("国", 10_000)
	w := ask(newSite(t, f), "GET", "/api/v1/analyze?text="+escape(text), "")
	if w.Code != http.StatusOK || f.lastText != text {
		t.Errorf("got %d, %d bytes of %d", w.Code, len(f.lastText), len(text))
	}
}

// wantFault checks a JSON error: its status, code and field, and that its message says something.
func wantFault(t *testing.T, w *httptest.ResponseRecorder, status int, code, field string) {
	t.Helper()
	got := decodeFault(t, w.Body.Bytes())
	gotField := ""
	if got.Field != nil {
		gotField = *got.Field
	}
	if w.Code != status || got.Code != code || gotField != field {
		t.Errorf("got %d %.300s, want %d %s on %q", w.Code, w.Body, status, code, field)
	}
}

func decodeFault(t *testing.T, data []byte) fault.Detail {
	t.Helper()
	var body fault.Body
	if err := json.Unmarshal(data, &body); err != nil || body.Error.Message == "" {
		t.Errorf("no JSON error: %.200s", data)
	}
	return body.Error
}
