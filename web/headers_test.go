package web

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	h := newSite(t, newFake())
	ids := map[string]bool{}
	for _, target := range []string{"/", "/api/v1/search", "/api/v1/nothing", "/nothing", "/?page=-1", "/api/v1/search?q=%zz", "/healthz", "/api/v1/export"} {
		w := ask(h, "GET", target, "")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Content-Security-Policy": contentPolicy,
			"Permissions-Policy": permissions, "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
		if id := w.Header().Get("X-Request-Id"); id == "" || ids[id] {
			t.Errorf("%s: request id %q is empty or not new", target, id)
		} else {
			ids[id] = true
		}
	}
}

func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	h := newSiteWith(t, Config{Token: secret}, newFake(), &log)
	w := ask(h, "GET", "/api/v1/search?q="+strings.Repeat("a", 250)+strings.Repeat("b", 20), "", "Authorization", "Bearer "+secret)
	var line map[string]any
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, log.String())
	}
	for name, want := range map[string]any{
		"method": "GET", "path": "/api/v1/search", "status": 400.0, "query": "q=" + strings.Repeat("a", 250) + "bbbb",
		"request_id": w.Header().Get("X-Request-Id"), "bytes": float64(w.Body.Len()),
	} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v", name, line[name], want)
		}
	}
	if strings.Contains(log.String(), secret) {
		t.Error("the token is in the log")
	}
}

func TestNewNeedsItsParts(t *testing.T) {
	f := newFake()
	for _, d := range []Deps{{}, {Backend: f}, {Backend: f, Writer: f}} {
		if _, err := New(Config{}, d); err == nil {
			t.Errorf("made a handler of %+v", d)
		}
	}
}
