package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestOpening: while a folder is opened, and while the server stops, the process is said to live, and everything else is to be asked again, in the form
// that was asked for.
func TestOpening(t *testing.T) {
	testClosed(t, Opening(), "unavailable")
	testClosed(t, Stopping(), "stopping")
}

func testClosed(t *testing.T, h http.Handler, code string) {
	t.Helper()
	inJSON := `{"error":{"code":"` + code + `"`
	for target, want := range map[string]struct {
		status int
		text   string
	}{
		"/healthz":            {http.StatusOK, "ok"},
		"/readyz":             {http.StatusServiceUnavailable, inJSON},
		"/?q=x":               {http.StatusServiceUnavailable, "<!doctype html>"},
		"/api/v1/search?q=x":  {http.StatusServiceUnavailable, inJSON},
		"/feed.atom?q=x":      {http.StatusServiceUnavailable, inJSON},
		"/api/v1/status":      {http.StatusServiceUnavailable, inJSON},
		"/article/no/matter?": {http.StatusServiceUnavailable, "<!doctype html>"},
	} {
		w := ask(h, "GET", target, "")
		if (w.Header().Get("Connection") == "close") != (code == "stopping") {
			t.Errorf("%s of a server that is %s: Connection %q", target, code, w.Header().Get("Connection"))
		}
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
