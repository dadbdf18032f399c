package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestOpening: while a folder is opened the process is said to live, and everything else is to be asked again, in the form that was asked for.
func TestOpening(t *testing.T) {
	h := Opening()
	for target, want := range map[string]struct {
		status int
		text   string
	}{
		"/healthz":            {http.StatusOK, "ok"},
		"/readyz":             {http.StatusServiceUnavailable, ""},
		"/?q=x":               {http.StatusServiceUnavailable, "<!doctype html>"},
		"/api/v1/search?q=x":  {http.StatusServiceUnavailable, `{"error":{"code":"unavailable"`},
		"/feed.atom?q=x":      {http.StatusServiceUnavailable, `{"error":{"code":"unavailable"`},
		"/api/v1/status":      {http.StatusServiceUnavailable, `{"error":{"code":"unavailable"`},
		"/article/no/matter?": {http.StatusServiceUnavailable, "<!doctype html>"},
	} {
		w := ask(h, "GET", target, "")
		if w.Code != want.status || !strings.HasPrefix(w.Body.String(), want.text) {
			t.Errorf("%s: %d %.60q, want %d %q", target, w.Code, w.Body, want.status, want.text)
		}
		if w.Code == http.StatusServiceUnavailable && w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", target)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no headers of security", target)
		}
	}
}
