package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLexicon: what is put is given back, from either form, with the new version.
func TestLexicon(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct{ name, target, kind, body, want string }{
		{"none yet", "dictionary", "", "", `{"words":[],"version":""}`},
		{"no synonyms yet", "synonyms", "", "", `{"synonyms":[],"version":""}`},
		{"words as JSON", "dictionary", "application/json; charset=utf-8", `{"words":["云溪湾","Ｗｉ－Ｆｉ"]}`, `{"words":["云溪湾","Ｗｉ－Ｆｉ"],"version":"w2"}`},
		{"words as text", "dictionary", "text/plain", "\uFEFF# 地名\r\n云溪湾\r\n\r\n 望潮岛 \n", `{"words":["云溪湾","望潮岛"],"version":"w2"}`},
		{"no words", "dictionary", "application/json", `{"words":[]}`, `{"words":[],"version":"w0"}`},
		{"an empty file", "dictionary", "text/plain", "# 空\n", `{"words":[],"version":"w0"}`},
		{"synonyms as JSON", "synonyms", "application/json", `{"synonyms":[["云溪湾","雲灣"]]}`, `{"synonyms":[["云溪湾","雲灣"]],"version":"s1"}`},
		{"synonyms as text", "synonyms", "text/plain; charset=utf-8", "云溪湾, 雲灣，云湾,\n# 完\n", `{"synonyms":[["云溪湾","雲灣","云湾"]],"version":"s1"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := "/api/v1/" + c.target
			if c.kind != "" {
				if w := ask(h, "PUT", target, c.body, authorized(c.kind)...); w.Code != 200 || strings.TrimSpace(w.Body.String()) != c.want {
					t.Errorf("put: %d %s, want %s", w.Code, w.Body, c.want)
				}
			}
			if w := ask(h, "GET", target, ""); w.Code != 200 || strings.TrimSpace(w.Body.String()) != c.want {
				t.Errorf("get: %d %s, want %s", w.Code, w.Body, c.want)
			}
		})
	}
}

func TestBadLexicon(t *testing.T) {
	h := newSite(t, newFake())
	for _, c := range []struct {
		name, target, kind, body string
		status                   int
		code, field              string
	}{
		{"an array", "dictionary", "application/json", `["云"]`, 400, "invalid_json", ""},
		{"a word that is a number", "dictionary", "application/json", `{"words":[5]}`, 400, "invalid_json", ""},
		{"no words", "dictionary", "application/json", `{}`, 400, "invalid_parameter", "words"},
		{"null", "dictionary", "application/json", `null`, 400, "invalid_parameter", "words"},
		{"a key too many", "dictionary", "application/json", `{"words":[],"version":"w0"}`, 400, "invalid_json", ""},
		{"no JSON", "dictionary", "application/json", `云`, 400, "invalid_json", ""},
		{"nothing", "dictionary", "application/json", ``, 400, "invalid_json", ""},
		{"not UTF-8", "dictionary", "text/plain", "\xff\xfe", 400, "invalid_text", ""},
		{"an empty word", "dictionary", "application/json", `{"words":[""]}`, 400, "invalid_parameter", "words"},
		{"no type", "dictionary", "", `云`, 415, "unsupported_media_type", ""},
		{"too large", "dictionary", "text/plain", strings.Repeat("云", 2<<20), 413, "too_large", ""},
		{"a parameter", "dictionary?x=1", "text/plain", "云", 400, "invalid_parameter", "x"},
		{"groups that are strings", "synonyms", "application/json", `{"synonyms":["云"]}`, 400, "invalid_json", ""},
		{"words for synonyms", "synonyms", "application/json", `{"words":["云"]}`, 400, "invalid_json", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFault(t, ask(h, "PUT", "/api/v1/"+c.target, c.body, authorized(c.kind)...), c.status, c.code, c.field)
		})
	}
}

func TestWhy(t *testing.T) {
	h := newSite(t, newFake())
	w := ask(h, "GET", "/api/v1/why?id=a1&q="+escape("云 海"), "")
	want := `{"id":"a1","query":"云 海","clause":"云 海","met":false,"detail":"1 of 2 parts","query_words":[],"article_words":[],"parts":[` +
		`{"clause":"云","met":true,"detail":"","query_words":["云"],"article_words":["云溪"],"parts":[]}]}`
	if diff := cmp.Diff(want, strings.TrimSpace(w.Body.String())); diff != "" || !json.Valid(w.Body.Bytes()) {
		t.Error(diff)
	}
	for _, c := range []struct {
		name, query string
		status      int
		code, field string
	}{
		{"no id", "q=a", 400, "invalid_parameter", "id"},
		{"no query", "id=a1", 400, "invalid_parameter", "q"},
		{"neither", "", 400, "invalid_parameter", "q"},
		{"query too long", "id=a1&q=" + strings.Repeat("a", 257), 400, "invalid_parameter", "q"},
		{"a filter", "id=a1&q=a&source=b", 400, "invalid_parameter", "source"},
		{"id twice", "id=a1&id=a1&q=a", 400, "invalid_parameter", "id"},
		{"no such article", "id=none&q=a", 404, "not_found", ""},
		{"no id is that long", "q=a&id=" + strings.Repeat("a", 513), 404, "not_found", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantFault(t, ask(h, "GET", "/api/v1/why?"+c.query, ""), c.status, c.code, c.field)
		})
	}
}
