package feed_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

const openSearchSpace = "http://a9.com/-/spec/opensearch/1.1/"

// TestDescription holds the description against the rules of OpenSearch 1.1, and each address that it names for a search against the search.
func TestDescription(t *testing.T) {
	s := newSite("https://news.example")
	w := s.get("GET", "/opensearch.xml")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/opensearchdescription+xml; charset=utf-8" || w.Header().Get("ETag") == "" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	d := parseXML(t, w.Body.Bytes())
	if d.XMLName.Local != "OpenSearchDescription" || d.XMLName.Space != openSearchSpace {
		t.Errorf("the root is %v", d.XMLName)
	}
	if name := d.one(t, openSearchSpace, "ShortName"); len([]rune(name)) > 16 {
		t.Errorf("the name %s is too long", name)
	}
	d.one(t, openSearchSpace, "Description")
	got := map[string]string{}
	for _, u := range d.all(openSearchSpace, "Url") {
		got[u.attr("type")] = u.attr("template")
		path, found := strings.CutPrefix(u.attr("template"), "https://news.example")
		if !found {
			t.Errorf("template %s", u.attr("template"))
		}
		if strings.HasPrefix(path, "/feed.") || strings.HasPrefix(path, "/opensearch/") {
			s.asked, s.typed = search.Request{}, ""
			w := s.get("GET", strings.ReplaceAll(path, "{searchTerms}", url.QueryEscape("水 &闸")))
			if w.Code != http.StatusOK || s.asked.Query+s.typed != "水 &闸" || w.Header().Get("Content-Type") != u.attr("type")+"; charset=utf-8" {
				t.Errorf("%s: %d %s, %q", path, w.Code, w.Header().Get("Content-Type"), s.asked.Query)
			}
		}
	}
	want := map[string]string{
		"text/html": "https://news.example/?q={searchTerms}", "application/x-suggestions+json": "https://news.example/opensearch/suggestions?q={searchTerms}",
		"application/atom+xml": "https://news.example/feed.atom?q={searchTerms}", "application/rss+xml": "https://news.example/feed.rss?q={searchTerms}",
		"application/feed+json": "https://news.example/feed.json?q={searchTerms}", "application/opensearchdescription+xml": "https://news.example/opensearch.xml",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSuggestions(t *testing.T) {
	for query, want := range map[string]string{
		"?q=" + url.QueryEscape("水\"<"): `["水\"\u003c",["水\"\u003c闸","水渣"]]`,
		"?q=":                           `["",["闸","水渣"]]`,
		"":                              `["",["闸","水渣"]]`,
		"?q=" + url.QueryEscape(strings.Repeat("水", 65)):    `["` + strings.Repeat("水", 65) + `",[]]`,
		"?q=" + url.QueryEscape(strings.Repeat("水", 3)+" "): `["水水水 ",["水水水 闸","水渣"]]`,
	} {
		if got := newSite("").get("GET", "/opensearch/suggestions"+query).Body.String(); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	for _, bad := range []string{"/opensearch/suggestions?q=a&limit=3", "/opensearch/suggestions?q=a&q=b", "/opensearch.xml?q=a"} {
		if w := newSite("").get("GET", bad); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}
