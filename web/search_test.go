package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
	"xunbao/search/query"
)

// wantSearch is the wire format of sampleResult, fields in their order.
const wantSearch = `{"query":"海洋","total":2,"articles":3,"exact":true,"relaxed":"none","sort":"relevance","page":1,"size":10,"cursor":"下一页","took_ms":3.1,` +
	`"hits":[{"id":"a1","url":"https://news.example/a?b=1&c=<2>","title":"云溪湾海洋论坛开幕","source":"云溪日报","site":"云溪网","category":"财经",` +
	`"editors":["林未然"],"published":"2024-07-21T14:45:00+08:00","published_precision":"second","score":7.25,"title_marks":[[3,5]],` +
	`"snippets":[{"text":"海洋 <b>&\n𠮷祥","html":"<mark>海洋</mark> &lt;b&gt;&amp;\n<mark>𠮷</mark>祥","start":3,"marks":[[0,2],[8,9]]}],` +
	`"story":{"id":"s1","count":2,"sources":["云溪日报","𠮷祥晚报"],"first":"a1"}},` +
	`{"id":"路径/甲 乙+50%?","url":"","title":"𠮷祥街新书店","source":"𠮷祥晚报","site":"","category":"","editors":[],"published":"2024-07-21T14:45:00+08:00","published_precision":"day",` +
	`"score":0,"title_marks":[],"snippets":[],"story":null}],` +
	`"facets":{"source":[{"value":"云溪日报","count":2,"selected":true}],"tag":[]},"missing":{"source":{"count":0,"selected":false},"tag":{"count":0,"selected":false}},` +
	`"histogram":{"interval":"month","tz":"Asia/Shanghai","buckets":[{"from":"2024-03-01","to":"2024-04-01","count":3}],"undated":0},` +
	`"generation":"000003","dictionary":"d1"}` + "\n"

func TestSearchAnswer(t *testing.T) {
	h := newSite(t, newFake())
	for name, w := range map[string]*httptest.ResponseRecorder{
		"GET":  ask(h, "GET", "/api/v1/search?q=%E6%B5%B7%E6%B4%8B", ""),
		"POST": ask(h, "POST", "/api/v1/search", `{"q":"海洋"}`, "Content-Type", "application/json"),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(wantSearch, w.Body.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSearchLeavesOutWhatIsNotThere(t *testing.T) {
	f := newFake()
	f.search = func(context.Context, search.Request) (*search.Result, error) {
		return &search.Result{Relaxed: search.RelaxedNone}, nil
	}
	want := `{"query":"","total":0,"articles":0,"exact":false,"relaxed":"none","sort":"","page":0,"size":0,"took_ms":0,"hits":[],"facets":{},"missing":{},` +
		`"histogram":null,"generation":"","dictionary":""}` + "\n"
	if diff := cmp.Diff(want, ask(newSite(t, f), "GET", "/api/v1/search", "").Body.String()); diff != "" {
		t.Error(diff)
	}
}

func TestSearchExplains(t *testing.T) {
	w := ask(newSite(t, newFake()), "GET", "/api/v1/search?explain=true", "")
	var got struct {
		Hits []struct{ Explain *search.Explanation }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Hits[0].Explain == nil || got.Hits[0].Explain.Value != 7.25 {
		t.Errorf("got %s, %v", w.Body, err)
	}
}

func TestSearchErrors(t *testing.T) {
	for _, c := range []struct {
		err         error
		status      int
		code, field string
	}{
		{&search.ParameterError{Field: "cursor", Message: "不是这里给的"}, 400, "invalid_parameter", "cursor"},
		{&query.SyntaxError{Position: 2, Message: "括号没有收尾"}, 400, "invalid_query", "q"},
		{search.ErrUnavailable, 503, "unavailable", ""},
		{search.ErrTooLong, 503, "timeout", ""},
		{errors.New("open /secret/place: permission denied"), 500, "internal", ""},
	} {
		f := newFake()
		f.fail = c.err
		w := ask(newSite(t, f), "GET", "/api/v1/search?q=a", "")
		wantFault(t, w, c.status, c.code, c.field)
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s leaks the error", w.Body)
		}
		if (c.status == http.StatusServiceUnavailable) != (w.Header().Get("Retry-After") != "") {
			t.Errorf("%d with Retry-After %q", w.Code, w.Header().Get("Retry-After"))
		}
	}
	f := newFake()
	f.fail = &query.SyntaxError{Position: 2, Message: "括号没有收尾"}
	if at := decodeFault(t, ask(newSite(t, f), "GET", "/api/v1/search?q=a", "").Body.Bytes()).Position; at == nil || *at != 2 {
		t.Errorf("position is %v", at)
	}
}

func TestSearchHasATimeLimit(t *testing.T) {
	f := newFake()
	f.search = func(ctx context.Context, _ search.Request) (*search.Result, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	h, err := New(Config{SearchTimeout: time.Millisecond}, Deps{Backend: f, Writer: f, Rebuilder: f, Lexicon: f, Explainer: f, Saver: f})
	if err != nil {
		t.Fatal(err)
	}
	wantFault(t, ask(h, "GET", "/api/v1/search?q=a", ""), 503, "timeout", "")
}

func TestNotReady(t *testing.T) {
	f := newFake()
	f.fail = search.ErrUnavailable
	h := newSite(t, f)
	wantFault(t, ask(h, "GET", "/readyz", ""), 503, "unavailable", "")
	if w := ask(h, "GET", "/healthz", ""); w.Code != http.StatusOK || w.Body.String() != "ok" {
		t.Errorf("healthz: %d %s", w.Code, w.Body)
	}
}
