package web

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestFeedsInStatus: the status tells of the feeds, but not what stands behind the question mark of an address.
func TestFeedsInStatus(t *testing.T) {
	answer := ask(newSite(t, newFake()), "GET", "/api/v1/status", "").Body.String()
	var got struct{ Feeds json.RawMessage }
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	want := `[{"url":"https://n.example/rss?…","interval_seconds":3600,"last_poll":"2026-03-02T08:00:00Z","last_outcome":"failed","last_error":"n.example answers 503","failures":2,` +
		`"next_poll":"2026-03-02T12:00:00Z","added":7,"replaced":0},` +
		`{"url":"https://n.example/atom","interval_seconds":3600,"last_poll":null,"last_outcome":null,"last_error":null,"failures":0,"next_poll":null,"added":0,"replaced":0}]`
	if string(got.Feeds) != want {
		t.Errorf("got\n%s, want\n%s", got.Feeds, want)
	}
	if strings.Contains(answer, "geheim") {
		t.Error("a key is shown")
	}
}
