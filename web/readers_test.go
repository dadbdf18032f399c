package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/caller"
)

const (
	wholeToken  = "reader-whole-1"
	scopedToken = "reader-part-22"
)

var readers = []caller.Grant{
	{Name: "甲", Token: wholeToken},
	{Name: "乙", Token: scopedToken, Scope: search.Scope{search.Source: {"云溪日报"}}},
}

// fill makes a path of a route.
func fill(route string) string {
	return strings.NewReplacer("stories/*id", "stories/s1", "*id", "a1", ":name", escapePath("云溪"), "*name", "layout.css").Replace(route)
}

// queries are what routes demand.
var queries = map[string]string{
	"/api/v1/trends": "?q=a", "/api/v1/analyze": "?text=a", "/api/v1/suggest": "?q=a", "/api/v1/why": "?q=a&id=a1", "/trends": "?q=a", "/opensearch/suggestions": "?q=a",
}

// TestReadersOfEveryRoute goes through all routes there are: without a token only those answer that tell of no article, with a wrong one neither do,
// with a token for all that read, and with one for a part those alone that can answer with that part, which the back end was told.
func TestReadersOfEveryRoute(t *testing.T) {
	f := newFake()
	var asked search.Scope
	f.search = func(ctx context.Context, req search.Request) (*search.Result, error) {
		asked = search.ScopeOf(ctx)
		return sampleResult(req), nil
	}
	cfg := Config{Token: secret, Readers: readers}
	for _, route := range newSiteWith(t, cfg, f, io.Discard).(*gin.Engine).Routes() {
		if route.Method != http.MethodGet && route.Method != http.MethodHead {
			continue
		}
		path := fill(route.Path) + queries[route.Path]
		status := func(token string) int {
			h := newSiteWith(t, cfg, f, io.Discard)
			if token == "" {
				return ask(h, route.Method, path, "").Code
			}
			return ask(h, route.Method, path, "", "Authorization", "Bearer "+token).Code
		}
		if openRoutes[route.Path] {
			for _, token := range []string{"", "wrong", scopedToken} {
				if got := status(token); got == 401 || got == 403 {
					t.Errorf("%s with token %q: %d", path, token, got)
				}
			}
			continue
		}
		part := 200
		if !scopedRoutes[route.Path] {
			part = 403
		}
		whole := 200
		if route.Path == metricsPath { // for the owner alone
			whole = 401
		}
		for token, want := range map[string]int{"": 401, "wrong": 401, wholeToken: whole, secret: 200, scopedToken: part} {
			if got := status(token); got != want {
				t.Errorf("%s %s with token %q: %d, want %d", route.Method, path, token, got, want)
			}
		}
	}
	h := newSiteWith(t, cfg, f, io.Discard)
	for _, target := range []string{"/api/v1/search", "/", "/feed.atom"} {
		asked = nil
		ask(h, "GET", target, "", "Authorization", "Bearer "+scopedToken)
		if len(asked[search.Source]) != 1 {
			t.Errorf("%s: the back end was told the scope %v", target, asked)
		}
		ask(h, "GET", target, "", "Authorization", "Bearer "+wholeToken)
		if asked != nil {
			t.Errorf("%s: the back end was told the scope %v of a reader of everything", target, asked)
		}
	}
	for token, code := range map[string]string{wholeToken: "read_only", scopedToken: "forbidden"} {
		wantFault(t, ask(h, "POST", "/api/v1/articles", `{"title":"x"}`, "Authorization", "Bearer "+token, "Content-Type", "application/json"), 403, code, "")
	}
	for _, form := range []string{"atom", "rss", "json"} {
		wantFault(t, ask(h, "GET", "/feed."+form+"?saved="+escape("云溪"), "", "Authorization", "Bearer "+scopedToken), 403, "forbidden", "")
	}
}

// TestReadersAreAsked: a browser and a feed reader are asked for a password, and a program for a token.
func TestReadersAreAsked(t *testing.T) {
	h := newSiteWith(t, Config{Readers: readers}, newFake(), io.Discard)
	for target, scheme := range map[string]string{"/": "Basic ", "/articles/a1": "Basic ", "/feed.rss": "Basic ", "/api/v1/search": "Bearer "} {
		w := ask(h, "GET", target, "")
		if got := w.Header().Get("WWW-Authenticate"); w.Code != 401 || !strings.HasPrefix(got, scheme) {
			t.Errorf("%s: %d, asked with %q", target, w.Code, got)
		}
		r, err := http.NewRequest("GET", target, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth("", wholeToken)
		if w := ask(h, "GET", target, "", "Authorization", r.Header.Get("Authorization")); w.Code != 200 {
			t.Errorf("%s with a password: %d %s", target, w.Code, w.Body)
		}
	}
}

// TestWrongTokensAreSlowed: what a reader of one address gets wrong does not count against another, and reading stays open where no token is asked for.
func TestWrongTokensAreSlowed(t *testing.T) {
	private, open := newSiteWith(t, Config{Readers: readers}, newFake(), io.Discard), newSiteWith(t, Config{Token: secret}, newFake(), io.Discard)
	for range 5 {
		wantFault(t, ask(private, "GET", "/api/v1/search", "", "Authorization", "Bearer wrong"), 401, "token_wrong", "")
		wantFault(t, ask(open, "POST", "/api/v1/reindex", "", "Authorization", "Bearer wrong"), 401, "token_wrong", "")
	}
	for _, w := range []interface{ Result() *http.Response }{
		ask(private, "GET", "/api/v1/search", "", "Authorization", "Bearer "+wholeToken), ask(open, "POST", "/api/v1/reindex", "", "Authorization", "Bearer "+secret),
	} {
		if r := w.Result(); r.StatusCode != 429 || r.Header.Get("Retry-After") == "" {
			t.Errorf("after five wrong tokens: %s, %q", r.Status, r.Header.Get("Retry-After"))
		}
	}
	if w := ask(open, "GET", "/api/v1/search", "", "Authorization", "Bearer wrong"); w.Code != 200 {
		t.Errorf("reading what is open: %d", w.Code)
	}
}

func TestPaceOfAnAddress(t *testing.T) {
	h := newSiteWith(t, Config{Rate: 0.001, Burst: 2}, newFake(), io.Discard)
	for range 2 {
		if w := ask(h, "GET", "/api/v1/search", ""); w.Code != 200 {
			t.Fatalf("within the pace: %d", w.Code)
		}
	}
	w := ask(h, "GET", "/api/v1/search", "")
	wantFault(t, w, 429, "too_many_requests", "")
	if w.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	if w := ask(h, "GET", "/", ""); w.Code != 429 || !strings.Contains(w.Body.String(), "请求太频繁") {
		t.Errorf("a page: %d %s", w.Code, w.Body)
	}
	if w := ask(h, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("healthz: %d", w.Code)
	}
}

func TestOrigins(t *testing.T) {
	const listed = "https://reader.example"
	preflight := []string{"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"}
	for _, c := range []struct {
		name           string
		cfg            Config
		method, target string
		origin         string
		status         int
		allowed        bool
	}{
		{"none listed", Config{}, "GET", "/api/v1/search", listed, 200, false},
		{"none listed, preflight", Config{}, "OPTIONS", "/api/v1/search", listed, 405, false},
		{"listed", Config{Origins: []string{listed}}, "GET", "/api/v1/search", listed, 200, true},
		{"listed, a feed", Config{Origins: []string{listed}}, "GET", "/feed.json", listed, 200, true},
		{"listed, an error", Config{Origins: []string{listed}}, "GET", "/api/v1/search?page=0", listed, 400, true},
		{"listed, a page", Config{Origins: []string{listed}}, "GET", "/", listed, 200, false},
		{"listed, preflight", Config{Origins: []string{listed}}, "OPTIONS", "/api/v1/search", listed, 204, true},
		{"listed, preflight where a token is needed", Config{Origins: []string{listed}, Readers: readers}, "OPTIONS", "/api/v1/search", listed, 204, true},
		{"another", Config{Origins: []string{listed}}, "GET", "/api/v1/search", "https://reader.example.evil", 200, false},
		{"another, preflight", Config{Origins: []string{listed}}, "OPTIONS", "/api/v1/search", "https://evil.example", 405, false},
		{"null", Config{Origins: []string{listed}}, "GET", "/api/v1/search", "null", 200, false},
		{"none", Config{Origins: []string{listed}}, "GET", "/api/v1/search", "", 200, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := []string{"Origin", c.origin}
			if c.method == http.MethodOptions {
				headers = append(headers, preflight...)
			}
			w := ask(newSiteWith(t, c.cfg, newFake(), io.Discard), c.method, c.target, "", headers...)
			allowed := w.Header().Get("Access-Control-Allow-Origin")
			if w.Code != c.status || (allowed == listed) != c.allowed || !c.allowed && allowed != "" || w.Header().Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("got %d, allowed %q", w.Code, allowed)
			}
			if c.allowed && w.Header().Get("Vary") != "Origin" {
				t.Errorf("Vary is %q", w.Header().Get("Vary"))
			}
		})
	}
}
