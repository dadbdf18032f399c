package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/saved"
)

// arrived is what a webhook brought.
type arrived struct {
	Delivery string
	Search   string
	Number   int
	Article  struct{ ID, Title string }
}

// TestWebhooks: over real connections, with a receiver that refuses every first attempt and one that never answers: writing does not wait, each
// match comes once, and reprints do not come.
func TestWebhooks(t *testing.T) {
	const secret = "0123456789abcdef"
	done := make(chan struct{})
	got := make(chan arrived, 100)
	var attempts atomic.Int64
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if r.URL.Path == "/never" {
			<-done
			return
		}
		seconds, errTime := strconv.ParseInt(strings.TrimPrefix(strings.SplitN(r.Header.Get(saved.SignatureHeader), ",", 2)[0], "t="), 10, 64)
		if want := saved.Sign(secret, time.Unix(seconds, 0), body); err != nil || errTime != nil || r.Header.Get(saved.SignatureHeader) != want {
			t.Errorf("signature %q, want %q; %v, %v", r.Header.Get(saved.SignatureHeader), want, err, errTime)
		}
		if attempts.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		var a arrived
		if err := json.Unmarshal(body, &a); err != nil || a.Delivery != r.Header.Get(saved.DeliveryHeader) {
			t.Errorf("the body is %s, %v", body, err)
		}
		got <- a
	}))
	defer receiver.Close()
	defer close(done)
	a, err := Open(t.Context(), Config{DataDir: t.TempDir(), WebhookHosts: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.Follow(t.Context())
	for name, path := range map[string]string{"茶市": "/hook", "慢": "/never"} {
		s := search.SavedSearch{Name: name, Request: url.Values{"q": {"茶市"}}, Webhook: &search.Webhook{URL: receiver.URL + path, Secret: secret}}
		if _, _, err := a.SaveSearch(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	const matches = 20
	for n := range matches {
		text := strings.Repeat(fmt.Sprintf("青石镇第%d场茶市在%d号棚开秤，来了%d位收购商。", n*7919, n*104729, n*1299709), 3)
		batch := []news.Article{
			{ID: news.ID(fmt.Sprint("a", n)), Title: fmt.Sprint("茶市", n), Body: text}, {ID: news.ID(fmt.Sprint("b", n)), Title: "转载", Body: text},
			{ID: news.ID(fmt.Sprint("c", n)), Title: "渡轮", Body: fmt.Sprintf("望潮岛第%d班渡轮离港。", n)},
		}
		for range 2 { // the second time it is unchanged
			if _, err := a.Put(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
	}
	seen := map[string]bool{}
	for len(seen) < matches {
		select {
		case m := <-got:
			if seen[m.Article.ID] || m.Search != "茶市" || !strings.HasPrefix(m.Article.ID, "a") {
				t.Errorf("arrived: %+v", m)
			}
			seen[m.Article.ID] = true
		case <-time.After(time.Minute):
			t.Fatalf("%d of %d matches arrived", len(seen), matches)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if len(got) > 0 {
		t.Errorf("more arrived: %+v", <-got)
	}
}
