package web

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

func TestReindexFromTheStore(t *testing.T) {
	f := newFake()
	fromStore := false
	f.build = func(_ context.Context, records index.Records, report func(index.Progress)) (index.Summary, error) {
		fromStore = records == nil
		report(index.Progress{Stage: "index", Done: 1, Total: 2})
		report(index.Progress{Stage: "index", Done: 2, Total: 2})
		report(index.Progress{Stage: "publish"})
		return index.Summary{Read: 2, Unchanged: 2, Took: 1500 * time.Millisecond, Generation: "000004"}, nil
	}
	clock := time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)
	h := newSiteWith(t, Config{Token: secret, Now: func() time.Time { return clock }}, f, io.Discard)
	want := []string{
		`{"stage":"index","done":1,"total":2}`, // the second comes too soon to be told
		`{"stage":"publish","done":0,"total":0}`,
		`{"summary":{"read":2,"added":0,"replaced":0,"unchanged":2,"removed":0,"rejected":0,"rejections":[],"took_ms":1500,"generation":"000004"}}`,
	}
	for _, kind := range []string{"", "application/json", "application/x-www-form-urlencoded"} {
		w := ask(h, "POST", "/api/v1/reindex", "", authorized(kind)...)
		if diff := cmp.Diff(want, jsonLines(w)); diff != "" || w.Code != http.StatusOK || !fromStore {
			t.Errorf("as %q: %d, from the store %v: %s", kind, w.Code, fromStore, diff)
		}
	}
}

// collect rebuilds from records as a back end would.
func collect(taken *[]news.ID) func(context.Context, index.Records, func(index.Progress)) (index.Summary, error) {
	return func(_ context.Context, records index.Records, _ func(index.Progress)) (index.Summary, error) {
		var s index.Summary
		if records == nil {
			return s, errors.New("no records")
		}
		for record, err := range records {
			var bad *index.RecordError
			switch {
			case errors.As(err, &bad):
				s.Reject(bad)
			case err != nil:
				return s, err
			default:
				*taken = append(*taken, record.Article.ID)
				s.Added++
			}
			s.Read++
		}
		if s.Added == 0 {
			return s, index.ErrEmptySource
		}
		return s, nil
	}
}

func TestReindexFromTheBody(t *testing.T) {
	f := newFake()
	var taken []news.ID
	f.build = collect(&taken)
	w := ask(newSite(t, f), "POST", "/api/v1/reindex", `{"id":"甲","title":"云"}`+"\n{\n"+`{"id":"乙","title":"溪"}`, authorized("application/x-ndjson")...)
	if diff := cmp.Diff([]news.ID{"甲", "乙"}, taken); diff != "" {
		t.Error(diff)
	}
	if got := w.Body.String(); !strings.HasPrefix(got, `{"summary":{"read":3,"added":2,`) || !strings.Contains(got, `"rejected":1,"rejections":[{"origin":"body:2","message":"`) {
		t.Errorf("got %s", got)
	}
}

func TestReindexRefusals(t *testing.T) {
	f := newFake()
	var taken []news.ID
	f.build = collect(&taken)
	h := newSite(t, f)
	wantFault(t, ask(h, "POST", "/api/v1/reindex", "", authorized("application/x-ndjson")...), 422, "empty_source", "")
	wantFault(t, ask(h, "POST", "/api/v1/reindex", `{"id":"甲"}`, authorized("application/json")...), 415, "unsupported_media_type", "")
	wantFault(t, ask(h, "POST", "/api/v1/reindex?from=store", "", authorized("")...), 400, "invalid_parameter", "from")
	f.build = func(context.Context, index.Records, func(index.Progress)) (index.Summary, error) {
		return index.Summary{}, index.ErrBusy
	}
	w := ask(h, "POST", "/api/v1/reindex", "", authorized("")...)
	wantFault(t, w, 409, "busy", "")
	if w.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestReindexThatFailsLate(t *testing.T) {
	f := newFake()
	f.build = func(_ context.Context, _ index.Records, report func(index.Progress)) (index.Summary, error) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { report(index.Progress{Stage: "verify", Done: 1}) })
		}
		all.Wait()
		return index.Summary{}, errors.New("rename /secret: no space left")
	}
	lines := jsonLines(ask(newSite(t, f), "POST", "/api/v1/reindex", "", authorized("")...))
	last := lines[len(lines)-1]
	if len(lines) != 2 || !strings.HasPrefix(last, `{"error":{"code":"internal"`) || strings.Contains(last, "secret") {
		t.Errorf("got %q", lines)
	}
}

// TestReindexTellsWhileItReads holds a real server to full duplex: progress arrives before the body has ended, and a client that
// goes away stops the rebuild.
func TestReindexTellsWhileItReads(t *testing.T) {
	f := newFake()
	stopped := make(chan error, 1)
	f.build = func(ctx context.Context, records index.Records, report func(index.Progress)) (index.Summary, error) {
		for record, err := range records {
			if err != nil {
				stopped <- errors.Join(err, ctx.Err())
				return index.Summary{}, err
			}
			report(index.Progress{Stage: string(record.Article.ID), Done: 1})
		}
		stopped <- nil
		return index.Summary{}, nil
	}
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	body, send := io.Pipe()
	ctx, goAway := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "POST", server.URL+"/api/v1/reindex", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	r.Header.Set("Content-Type", "application/x-ndjson")
	go func() {
		for err := error(nil); err == nil; { // until the client goes away
			_, err = io.WriteString(send, `{"id":"甲","title":"云"}`+"\n")
		}
	}()
	response, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answers := bufio.NewScanner(response.Body)
	if !answers.Scan() || answers.Text() != `{"stage":"甲","done":1,"total":0}` {
		t.Errorf("got %q, %v", answers.Text(), answers.Err())
	}
	goAway()
	if err := <-stopped; err == nil {
		t.Error("a body that broke off was taken for whole")
	}
}
