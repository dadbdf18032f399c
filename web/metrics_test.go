package web

import (
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"xunbao/web/meter"
)

// TestMetrics: what went on is told, to whoever has the token and at the address for administration.
func TestMetrics(t *testing.T) {
	f, counts := newFake(), meter.New("1.2.3")
	h, err := New(Config{Token: secret}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f, Suggester: f, Feeds: f, Meter: counts, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/api/v1/search?q=a", "/api/v1/search?q=b", "/api/v1/search?page=0", "/nothing/here", "/articles/a1"} {
		ask(h, "GET", target, "")
	}
	ask(h, "BREW", "/api/v1/search", "")
	ask(h, "POST", "/api/v1/articles", `{"id":"甲","title":"云"}`+"\n{}\n[]", authorized("application/x-ndjson")...)
	ask(h, "POST", "/api/v1/articles", `{}`, authorized("application/json")...)
	wantFault(t, ask(h, "GET", "/metrics", ""), 401, "token_missing", "")
	wantFault(t, ask(newSiteWith(t, Config{}, f, io.Discard), "GET", "/metrics", ""), 403, "metrics_off", "")
	private := ask(h, "GET", "/metrics", "", "Authorization", "Bearer "+secret)
	admin := ask(NewAdmin(counts), "GET", "/metrics", "")
	for name, text := range map[string]string{"with the token": private.Body.String(), "for administration": admin.Body.String()} {
		for _, want := range []string{
			`xunbao_http_requests_total{method="GET",route="/api/v1/search",status="200"} 2`, `xunbao_http_requests_total{method="GET",route="/api/v1/search",status="400"} 1`,
			`xunbao_http_requests_total{method="GET",route="none",status="404"} 1`, `xunbao_http_requests_total{method="other",route="none",status="405"} 1`,
			`xunbao_http_request_seconds_count{route="/articles/*id"} 1`, `xunbao_gate_admitted_total{gate="searches"} 4`, `xunbao_gate_running{gate="searches"} 0`,
			`xunbao_gate_refused_total{gate="exports"} 0`, `xunbao_records_rejected_total 3`, `xunbao_articles 2`, `xunbao_ready 1`, `xunbao_feeds 2`, `xunbao_feeds_failing 1`,
			`xunbao_webhooks_waiting 1`, `xunbao_webhooks_failed 1`, `xunbao_build_info{version="1.2.3"} 1`, "go_goroutines ", "process_resident_memory_bytes ",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no line %s in\n%s", name, want, text)
			}
		}
		if strings.Contains(text, secret) || strings.Contains(text, "nothing/here") {
			t.Errorf("%s: what a client wrote, or a secret, is told", name)
		}
	}
}

func TestAdminIsNotForOtherSites(t *testing.T) {
	h := NewAdmin(meter.New(""))
	for _, target := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/goroutine"} {
		if w := ask(h, "GET", target, ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d", target, w.Code)
		}
		if w := ask(h, "GET", target, "", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
			t.Errorf("%s from another site: %d", target, w.Code)
		}
	}
	public := newSite(t, newFake())
	for _, target := range []string{"/debug/pprof/", "/debug/pprof/heap", "/debug/vars"} {
		if w := ask(public, "GET", target, "", "Authorization", "Bearer "+secret); w.Code != http.StatusNotFound {
			t.Errorf("%s at the public address: %d", target, w.Code)
		}
	}
}
