package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSavedSearches: what is saved is given back, of a webhook the host alone, and its matches by pages.
func TestSavedSearches(t *testing.T) {
	h := newSite(t, newFake())
	name := "/api/v1/searches/" + escapePath("春茶")
	old := `{"name":"云溪","request":{"q":"云溪","source":["云溪日报","𠮷祥晚报"]},"created":"2024-07-01T08:00:00Z","webhook":{"host":"hooks.example:8443"},"matches":3,"waiting":1,"failed":1}`
	saved := `{"name":"春茶","request":{"from":"-7d","q":"春茶","tag":["茶"]},"created":"2024-07-21T00:00:00Z","webhook":null,"matches":0,"waiting":0,"failed":0}`
	for _, c := range []struct{ method, target, body, want string }{
		{"GET", "/api/v1/searches", "", `{"searches":[` + old + `]}`},
		{"PUT", name, `{"request":{"q":"春茶","tag":"茶","from":"-7d","size":10}}`, saved},
		{"GET", name, "", saved},
		{"GET", "/api/v1/searches", "", `{"searches":[` + old + `,` + saved + `]}`},
		{"DELETE", name, "", `{"action":"deleted","name":"春茶"}`},
		{"GET", "/api/v1/searches", "", `{"searches":[` + old + `]}`},
	} {
		w := ask(h, c.method, c.target, c.body, authorized("application/json")...)
		if diff := cmp.Diff(c.want, strings.TrimSpace(w.Body.String())); diff != "" || w.Code > 201 {
			t.Errorf("%s %s: %d\n%s", c.method, c.target, w.Code, diff)
		}
	}
	matches := "/api/v1/searches/" + escapePath("云溪") + "/matches?limit=2"
	first := ask(h, "GET", matches, "").Body.String()
	if strings.Count(first, `"number":`) != 2 || !strings.Contains(first, `{"number":3,"matched":"2024-07-21T03:00:00Z","delivery":"delivered","article":{"id":"`) || !strings.Contains(first, `"before":2}`) {
		t.Errorf("the first page: %s", first)
	}
	second := ask(h, "GET", matches+"&before=2", "").Body.String()
	if strings.Count(second, `"number":`) != 1 || strings.Contains(second, `"before"`) {
		t.Errorf("the second page: %s", second)
	}
}
