package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

// intakeOf is what the status says of what goes on and of what could not be taken.
func intakeOf(t *testing.T, h http.Handler) (running, rejected string) {
	t.Helper()
	var got struct{ Running, Rejected json.RawMessage }
	if err := json.Unmarshal(ask(h, "GET", "/api/v1/status", "").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return string(got.Running), string(got.Rejected)
}

// TestStatusTellsOfRefusals: each way that records come over HTTP tells of those that could not be taken, and the page shows them.
func TestStatusTellsOfRefusals(t *testing.T) {
	f := newFake()
	var taken []news.ID
	f.build = collect(&taken)
	clock := time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)
	h := newSiteWith(t, Config{Token: secret, Now: func() time.Time { return clock }}, f, io.Discard)
	if running, rejected := intakeOf(t, h); running != `[]` || rejected != `{"count":0,"last":[]}` {
		t.Errorf("at the start: %s, %s", running, rejected)
	}
	ask(h, "POST", "/api/v1/articles", `{"id":"甲"}`, authorized("application/json")...)
	ask(h, "POST", "/api/v1/articles", `{"title":"云"}`+"\n"+`{"id":"乙"}`+"\n", authorized("application/x-ndjson")...)
	ask(h, "POST", "/api/v1/reindex", `{"title":"云"}`+"\n{\n", authorized("application/x-ndjson")...)
	_, rejected := intakeOf(t, h)
	var got struct {
		Count int
		Last  []struct{ Kind, Origin, Message string }
	}
	if err := json.Unmarshal([]byte(rejected), &got); err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, r := range got.Last {
		places = append(places, r.Kind+" "+r.Origin)
		if field := map[string]string{"articles": "title: ", "rebuild": "record: "}[r.Kind]; !strings.HasPrefix(r.Message, field) || r.Message == field {
			t.Errorf("%s: the reason is %q", r.Origin, r.Message)
		}
	}
	if diff := cmp.Diff([]string{"rebuild body:2", "articles body:2", "articles body"}, places); diff != "" || got.Count != 3 {
		t.Errorf("%d: %s", got.Count, diff)
	}
	page := ask(h, "GET", "/status", "").Body.String()
	for _, want := range []string{"启动以来 3 条", "请求的第 2 行"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
}

// TestStatusTellsOfARebuild: how far it has come, while it goes on and not afterwards.
func TestStatusTellsOfARebuild(t *testing.T) {
	f := newFake()
	clock := time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)
	h := newSiteWith(t, Config{Token: secret, Now: func() time.Time { return clock }}, f, io.Discard)
	var during string
	f.build = func(_ context.Context, _ index.Records, report func(index.Progress)) (index.Summary, error) {
		report(index.Progress{Stage: "index", Done: 0, Total: 1000})
		clock = clock.Add(4 * time.Second)
		report(index.Progress{Stage: "index", Done: 400, Total: 1000})
		during, _ = intakeOf(t, h)
		return index.Summary{}, nil
	}
	ask(h, "POST", "/api/v1/reindex", "", authorized("")...)
	if want := `[{"kind":"rebuild","stage":"index","done":400,"total":1000,"per_second":100,"left_seconds":6,"started":"2024-07-21T00:00:00Z"}]`; during != want {
		t.Errorf("got %s, want %s", during, want)
	}
	if after, _ := intakeOf(t, h); after != `[]` {
		t.Errorf("afterwards: %s", after)
	}
}
