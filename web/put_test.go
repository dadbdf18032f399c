package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
)

func TestPutOne(t *testing.T) {
	for _, c := range []struct {
		name, kind, body string
		status           int
		want             string // of the answer, or the code of its error
	}{
		{"new", "application/json", `{"id":"新","title":"云溪湾"}`, 201, `{"id":"新","action":"added"}` + "\n"},
		{"there already", "application/json; charset=utf-8", ` {"id":"a1","title":"云溪湾"}`, 200, `{"id":"a1","action":"replaced"}` + "\n"},
		{"empty", "application/json", `{}`, 422, "invalid_article"},
		{"body a number", "application/json", `{"title":"云","body":5}`, 422, "invalid_article"},
		{"bad time", "application/json", `{"title":"云","published":"某日"}`, 422, "invalid_article"},
		{"not UTF-8", "application/json", "{\"title\":\"\xff\"}", 400, "invalid_json"},
		{"not JSON", "application/json", `{`, 400, "invalid_json"},
		{"nothing", "application/json", ``, 400, "invalid_json"},
		{"a string", "application/json", `"云"`, 400, "invalid_json"},
		{"too large", "application/json", `{"title":"` + strings.Repeat("a", 64<<20) + `"}`, 413, "too_large"},
		{"a form", "application/x-www-form-urlencoded", `title=a`, 415, "unsupported_media_type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(newSite(t, newFake()), "POST", "/api/v1/articles", c.body, authorized(c.kind)...)
			got := w.Body.String()
			if w.Code >= 400 {
				got = decodeFault(t, w.Body.Bytes()).Code
			}
			if w.Code != c.status || got != c.want {
				t.Errorf("got %d %s, want %d %s", w.Code, w.Body, c.status, c.want)
			}
		})
	}
}

func TestPutOneTellsWhatTheWriterSaid(t *testing.T) {
	f := newFake()
	f.put = func([]news.Article) ([]index.Outcome, error) {
		return []index.Outcome{{ID: "a", Action: index.Rejected, Err: &news.InvalidError{Field: "body", Message: "太长"}}}, nil
	}
	wantFault(t, ask(newSite(t, f), "POST", "/api/v1/articles", `{"title":"云"}`, authorized("application/json")...), 422, "invalid_article", "body")
	f.put = func([]news.Article) ([]index.Outcome, error) { return nil, errors.New("write /secret: no space left") }
	w := ask(newSite(t, f), "POST", "/api/v1/articles", `{"title":"云"}`, authorized("application/json")...)
	wantFault(t, w, 500, "internal", "")
	if strings.Contains(w.Body.String(), "secret") {
		t.Error("the answer leaks the error")
	}
}

func TestPutMany(t *testing.T) {
	const (
		good = `{"id":"甲","title":"云溪湾"}`
		old  = `{"id":"a1","title":"云溪湾"}`
		bad  = `{"id":"乙"}`
	)
	added, replaced := `"id":"甲","action":"added"}`, `"id":"a1","action":"replaced"}`
	for _, c := range []struct {
		name, kind, body string
		want             []string // beginnings of the lines
	}{
		{"lines, a bad one in the middle", "application/x-ndjson", good + "\n" + bad + "\n" + old + "\n",
			[]string{`{"line":1,` + added, `{"line":2,"error":{"code":"invalid_article"`, `{"line":3,` + replaced}},
		{"broken lines", "application/x-ndjson", "{\n" + good + "\n[]\n\xff\n" + old,
			[]string{`{"line":1,"error":`, `{"line":2,` + added, `{"line":3,"error":`, `{"line":4,"error":`, `{"line":5,` + replaced}},
		{"blank lines count", "application/x-ndjson", "\n\r\n" + good + "\r\n \n", []string{`{"line":3,` + added}},
		{"a line too long", "application/x-ndjson", strings.Repeat("x", 16<<20+1) + "\n" + good,
			[]string{`{"line":1,"error":{"code":"too_large"`, `{"line":2,` + added}},
		{"no lines", "application/x-ndjson", "", []string{""}},
		{"array", "application/json", "[" + good + ",5," + old + "]", []string{`{"line":1,` + added, `{"line":2,"error":`, `{"line":3,` + replaced}},
		{"empty array", "application/json", "[]", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(newSite(t, newFake()), "POST", "/api/v1/articles", c.body, authorized(c.kind)...)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/x-ndjson" {
				t.Fatalf("got %d %s as %s", w.Code, w.Body, w.Header().Get("Content-Type"))
			}
			got := jsonLines(w)
			if len(got) != len(c.want) {
				t.Fatalf("got %d lines, want %d: %.500s", len(got), len(c.want), w.Body)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], c.want[i]) {
					t.Errorf("line %d is %s, want %s", i+1, got[i], c.want[i])
				}
			}
		})
	}
}

func TestBatchesAreAtMost500(t *testing.T) {
	f := newFake()
	var sizes []int
	f.put = func(batch []news.Article) ([]index.Outcome, error) {
		sizes = append(sizes, len(batch))
		return make([]index.Outcome, len(batch)), nil
	}
	ask(newSite(t, f), "POST", "/api/v1/articles", strings.Repeat(`{"title":"云"}`+"\n", 1201), authorized("application/x-ndjson")...)
	if diff := cmp.Diff([]int{500, 500, 201}, sizes); diff != "" {
		t.Error(diff)
	}
}

func TestFailedBatchEndsTheStream(t *testing.T) {
	f := newFake()
	f.put = func(batch []news.Article) ([]index.Outcome, error) {
		if batch[0].Title == "坏" {
			return nil, index.ErrClosed
		}
		return make([]index.Outcome, len(batch)), nil
	}
	good := strings.Repeat(`{"title":"云"}`+"\n", 500)
	w := ask(newSite(t, f), "POST", "/api/v1/articles", good+`{"title":"坏"}`, authorized("application/x-ndjson")...)
	lines := jsonLines(w)
	if len(lines) != 501 || !strings.HasPrefix(lines[500], `{"error":{"code":"unavailable"`) {
		t.Errorf("got %d lines, the last %s", len(lines), lines[len(lines)-1])
	}
	wantFault(t, ask(newSite(t, f), "POST", "/api/v1/articles", `{"title":"坏"}`, authorized("application/x-ndjson")...), 503, "unavailable", "")
}

// TestAcknowledgedWhileSending holds a real server to its word: a batch is answered while the body is still open.
func TestAcknowledgedWhileSending(t *testing.T) {
	server := httptest.NewServer(newSite(t, newFake()))
	defer server.Close()
	body, send := io.Pipe()
	r, err := http.NewRequest("POST", server.URL+"/api/v1/articles", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	r.Header.Set("Content-Type", "application/x-ndjson")
	sent := make(chan error, 1)
	go func() {
		var err error
		for i := range 500 {
			_, e := fmt.Fprintf(send, `{"id":"n%d","title":"云"}`+"\n", i)
			err = errors.Join(err, e)
		}
		sent <- err
	}()
	response, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answers := bufio.NewScanner(response.Body)
	for i := range 500 {
		if !answers.Scan() || !strings.Contains(answers.Text(), fmt.Sprintf(`"id":"n%d","action":"added"`, i)) {
			t.Fatalf("answer %d is %q, %v", i, answers.Text(), answers.Err())
		}
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	if err := send.Close(); err != nil {
		t.Fatal(err)
	}
	if answers.Scan() {
		t.Errorf("one answer too many: %s", answers.Text())
	}
}

func TestBrokenOffBodyIsNotAcknowledged(t *testing.T) {
	f := newFake()
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	body, send := io.Pipe()
	r, err := http.NewRequest("POST", server.URL+"/api/v1/articles", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	r.Header.Set("Content-Type", "application/x-ndjson")
	go func() {
		_, _ = io.WriteString(send, `{"id":"n1","title":"云"}`+"\n"+`{"id":"n2",`)
		send.CloseWithError(errors.New("the cable was pulled"))
	}()
	if response, err := server.Client().Do(r); err == nil {
		response.Body.Close()
		t.Errorf("got %s for half a body", response.Status)
	}
	server.Close()
	if _, there := f.articles["n2"]; there {
		t.Error("half a record was written")
	}
}

// TestDeleteMany: only what was clearly chosen is deleted.
func TestDeleteMany(t *testing.T) {
	f := newFake()
	relaxed := search.RelaxedNone
	f.search = func(_ context.Context, req search.Request) (*search.Result, error) {
		result := sampleResult(req)
		result.Relaxed = relaxed
		return result, nil
	}
	f.export = func(req *search.Request) iter.Seq2[search.Exported, error] {
		return func(yield func(search.Exported, error) bool) {
			for _, a := range sampleArticles() {
				if (req == nil || req.Query != "书店" || a.Title == "𠮷祥街新书店") && !yield(search.Exported{Article: a}, nil) {
					return
				}
			}
		}
	}
	h := newSite(t, f)
	do := func(query string) *httptest.ResponseRecorder {
		return ask(h, "DELETE", "/api/v1/articles?"+query, "", authorized("")...)
	}
	for query, field := range map[string]string{
		"": "q", "dry_run=true": "q", "tz=Asia/Shanghai": "q", "q=": "q", "q=%20&source=a": "q", "source=": "source", "url=": "url", "size=5": "size", "sort=newest&q=a": "sort",
		"dry_run=yes&q=a": "dry_run", "from=never": "from",
	} {
		wantFault(t, do(query), 400, "invalid_parameter", field)
	}
	relaxed = search.RelaxedAny
	wantFault(t, do("q=%E4%B9%A6%E5%BA%97"), 400, "invalid_parameter", "q")
	relaxed = search.RelaxedNone
	for _, step := range []struct {
		query, want string
		left        int
	}{
		{"q=%E4%B9%A6%E5%BA%97&dry_run=true", `{"matched":1,"deleted":0}`, 2},
		{"url=http://NEWS.example:80/a%3Fb=1%26c=%3C2%3E%26utm_source=x&dry_run=true", `{"matched":1,"deleted":0}`, 2},
		{"url=https://news.example/none", `{"matched":0,"deleted":0}`, 2},
		{"q=%E4%B9%A6%E5%BA%97", `{"matched":1,"deleted":1}`, 1},
		{"source=a", `{"matched":2,"deleted":1}`, 0},
	} {
		if w := do(step.query); w.Code != 200 || w.Body.String() != step.want+"\n" || len(f.articles) != step.left {
			t.Errorf("%s: got %d %s, %d articles are left; want %s, %d", step.query, w.Code, w.Body, len(f.articles), step.want, step.left)
		}
	}
}

func TestDelete(t *testing.T) {
	f := newFake()
	h := newSite(t, f)
	target := "/api/v1/articles/" + escapePath("路径/甲 乙+50%?")
	w := ask(h, "DELETE", target, "", authorized("")...)
	if want := `{"id":"路径/甲 乙+50%?","action":"deleted"}` + "\n"; w.Code != http.StatusOK || w.Body.String() != want {
		t.Errorf("got %d %s, want %s", w.Code, w.Body, want)
	}
	wantFault(t, ask(h, "DELETE", target, "", authorized("")...), 404, "not_found", "")
	wantFault(t, ask(h, "DELETE", "/api/v1/articles/a1?force=1", "", authorized("")...), 400, "invalid_parameter", "force")
}
