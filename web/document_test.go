package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"
)

// loadDocument reads openapi.yaml from the running handler and checks it.
func loadDocument(t *testing.T, h http.Handler) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(ask(h, "GET", "/api/v1/openapi.yaml", "").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDocumentHasEveryRoute(t *testing.T) {
	router, ok := newSite(t, newFake()).(*gin.Engine)
	if !ok {
		t.Fatal("the handler is not the router")
	}
	var served, told []string
	for _, route := range router.Routes() {
		ours := strings.HasPrefix(route.Path, "/api/") || strings.HasSuffix(route.Path, "z") || route.Path == metricsPath
		if ours && route.Method != http.MethodHead {
			served = append(served, route.Method+" "+strings.NewReplacer("*id", "{id}", ":name", "{name}").Replace(route.Path))
		}
	}
	served = append(served, "GET /api/v1/articles/{id}/related") // served by the route of articles, whose ids may hold slashes
	for path, item := range loadDocument(t, router).Paths.Map() {
		for method := range item.Operations() {
			told = append(told, method+" "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(told)
	if diff := cmp.Diff(served, told); diff != "" {
		t.Errorf("routes (-) and document (+) differ:\n%s", diff)
	}
}

var (
	toldCodes = regexp.MustCompile("(?m)^ +\\* `([a-z_]+)` \\([0-9]+\\)")
	madeCodes = regexp.MustCompile(`\b[cC]ode(?:[A-Z][A-Za-z]*)?(?::| =) +"([a-z_]+)"`)
)

// TestDocumentHasEveryCode: the codes of errors that stand in the sources are those that the document tells of.
func TestDocumentHasEveryCode(t *testing.T) {
	var made []string
	for _, folder := range []string{".", "api", "caller", "fault", "feed"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", folder, files, err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range madeCodes.FindAllStringSubmatch(string(source), -1) {
				if !strings.HasSuffix(file, "_test.go") {
					made = append(made, m[1])
				}
			}
		}
	}
	document, err := os.ReadFile(filepath.Join("api", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, m := range toldCodes.FindAllStringSubmatch(string(document), -1) {
		told = append(told, m[1])
	}
	slices.Sort(made)
	if diff := cmp.Diff(slices.Compact(made), told); diff != "" {
		t.Errorf("codes (-) and document (+) differ:\n%s", diff)
	}
}

// call is one exchange that is held against the document.
type call struct {
	method, path string // path as in the document
	id           string // for {id} or {name}
	query        string
	kind, body   string
	status       int
}

// calls has a good request for every operation, with most of its parameters, and the errors that the operation documents.
func calls() []call {
	everything := "q=%E4%BA%91&source=a&source=b&site=c&category=d&tag=e&author=f&lang=zh&from=2024&to=-7d&sort=newest&page=1&size=100" +
		"&collapse=none&facets=source,tag&interval=month&tz=Asia/Shanghai&explain=true"
	object, lines := "application/json", "application/x-ndjson"
	return []call{
		{method: "GET", path: "/api/v1/search", status: 200},
		{method: "GET", path: "/api/v1/search", query: everything, status: 200},
		{method: "GET", path: "/api/v1/search", query: "page=0", status: 400},
		{method: "GET", path: "/api/v1/search", query: "source=" + strings.Repeat("a", 20_000), status: 414},
		{method: "POST", path: "/api/v1/search", kind: object, status: 200, body: `{"q":"云","source":["a","b"],"tag":"c","from":"2024","sort":"oldest",` +
			`"page":2,"size":50,"collapse":"none","facets":["source"],"interval":"none","tz":"Asia/Tokyo","explain":true}`},
		{method: "POST", path: "/api/v1/search", kind: object, body: `{"size":-1}`, status: 400},
		{method: "POST", path: "/api/v1/search", kind: object, body: `{"q":"` + strings.Repeat("a", 70_000) + `"}`, status: 413},
		{method: "POST", path: "/api/v1/search", kind: "text/plain", body: `云`, status: 415},
		{method: "GET", path: "/api/v1/articles/{id}", id: "a1", query: "q=%E4%BA%91", status: 200},
		{method: "GET", path: "/api/v1/articles/{id}", id: "路径/甲 乙+50%?", status: 200},
		{method: "GET", path: "/api/v1/articles/{id}", id: "没有", status: 404},
		{method: "GET", path: "/api/v1/articles/{id}", id: "a1", query: "x=y", status: 400},
		{method: "DELETE", path: "/api/v1/articles/{id}", id: "a1", status: 200},
		{method: "DELETE", path: "/api/v1/articles/{id}", id: "没有", status: 404},
		{method: "DELETE", path: "/api/v1/articles", query: "url=https://a.example/1&url=https://b.example/&source=a&dry_run=true", status: 200},
		{method: "DELETE", path: "/api/v1/articles", query: "dry_run=true", status: 400},
		{method: "POST", path: "/api/v1/articles", kind: object, body: `{"title":"云","published":"2024-07-21","未知":{"a":1}}`, status: 201},
		{method: "POST", path: "/api/v1/articles", kind: object, body: `{"id":"路径/甲 乙+50%?","title":"云"}`, status: 200},
		{method: "POST", path: "/api/v1/articles", kind: object, body: `[{"title":"云"},5]`, status: 200},
		{method: "POST", path: "/api/v1/articles", kind: lines, body: `{"title":"云"}`, status: 200},
		{method: "POST", path: "/api/v1/articles", kind: object, body: `{`, status: 400},
		{method: "POST", path: "/api/v1/articles", kind: object, body: `{}`, status: 422},
		{method: "POST", path: "/api/v1/articles", kind: "text/csv", body: `a,b`, status: 415},
		{method: "POST", path: "/api/v1/backup", kind: object, body: `{"have":["` + strings.Repeat("0a", 32) + `"]}`, status: 200},
		{method: "POST", path: "/api/v1/backup", kind: object, body: `{"have":5}`, status: 400},
		{method: "POST", path: "/api/v1/backup", kind: object, body: strings.Repeat(" ", 9<<20), status: 413},
		{method: "POST", path: "/api/v1/backup", kind: "text/plain", body: `{}`, status: 415},
		{method: "POST", path: "/api/v1/digest", status: 200},
		{method: "POST", path: "/api/v1/digest", query: "x=y", status: 400},
		{method: "GET", path: "/api/v1/articles/{id}/related", id: "a1", query: "limit=20", status: 200},
		{method: "GET", path: "/api/v1/articles/{id}/related", id: "路径/甲 乙+50%?", status: 200},
		{method: "GET", path: "/api/v1/articles/{id}/related", id: "没有", status: 404},
		{method: "GET", path: "/api/v1/articles/{id}/related", id: "a1", query: "limit=21", status: 400},
		{method: "GET", path: "/api/v1/trends", status: 200,
			query: "q=%E4%BA%91&q=b&source=a&source=b&site=c&category=d&tag=e&author=f&lang=zh&from=2024&to=-7d&interval=month&tz=Asia/Shanghai"},
		{method: "GET", path: "/api/v1/trends", status: 400},
		{method: "GET", path: "/api/v1/trends", query: "q=a&interval=none", status: 400},
		{method: "GET", path: "/api/v1/trends", query: "q=" + strings.Repeat("a", 20_000), status: 414},
		{method: "GET", path: "/api/v1/stories/{id}", id: "s1", status: 200},
		{method: "GET", path: "/api/v1/stories/{id}", id: "没有", status: 404},
		{method: "GET", path: "/api/v1/analyze", query: "text=%E4%BA%91", status: 200},
		{method: "GET", path: "/api/v1/analyze", query: "text=", status: 200},
		{method: "GET", path: "/api/v1/analyze", status: 400},
		{method: "GET", path: "/api/v1/suggest", query: "q=%E4%BA%91&limit=20", status: 200},
		{method: "GET", path: "/api/v1/suggest", query: "q=", status: 200},
		{method: "GET", path: "/api/v1/suggest", status: 400},
		{method: "GET", path: "/api/v1/suggest", query: "q=a&limit=21", status: 400},
		{method: "GET", path: "/api/v1/suggest", query: "q=a&limit=two", status: 400},
		{method: "GET", path: "/api/v1/suggest", query: "q=" + strings.Repeat("a", 65), status: 400},
		{method: "GET", path: "/api/v1/why", query: "q=%E4%BA%91&id=a1", status: 200},
		{method: "GET", path: "/api/v1/why", query: "q=%E4%BA%91", status: 400},
		{method: "GET", path: "/api/v1/why", query: "id=a1", status: 400},
		{method: "GET", path: "/api/v1/why", query: "q=%E4%BA%91&id=none", status: 404},
		{method: "GET", path: "/api/v1/dictionary", status: 200},
		{method: "GET", path: "/api/v1/dictionary", query: "x=y", status: 400},
		{method: "PUT", path: "/api/v1/dictionary", kind: object, body: `{"words":["云溪湾"]}`, status: 200},
		{method: "PUT", path: "/api/v1/dictionary", kind: "text/plain", body: "# 地名\n云溪湾\n", status: 200},
		{method: "PUT", path: "/api/v1/dictionary", kind: object, body: `{"words":[""]}`, status: 400},
		{method: "PUT", path: "/api/v1/dictionary", kind: object, body: `["云溪湾"]`, status: 400},
		{method: "PUT", path: "/api/v1/dictionary", kind: "text/csv", body: `云溪湾`, status: 415},
		{method: "PUT", path: "/api/v1/dictionary", kind: "text/plain", body: strings.Repeat("云", 2<<20), status: 413},
		{method: "GET", path: "/api/v1/synonyms", status: 200},
		{method: "PUT", path: "/api/v1/synonyms", kind: object, body: `{"synonyms":[["云溪湾","云湾"]]}`, status: 200},
		{method: "PUT", path: "/api/v1/synonyms", kind: "text/plain", body: "云溪湾,云湾", status: 200},
		{method: "PUT", path: "/api/v1/synonyms", kind: object, body: `{}`, status: 400},
		{method: "PUT", path: "/api/v1/synonyms", kind: object, body: `{"synonyms":[],"version":"x"}`, status: 400},
		{method: "PUT", path: "/api/v1/synonyms", kind: object, body: strings.Repeat(" ", 5<<20), status: 413},
		{method: "GET", path: "/api/v1/searches", status: 200},
		{method: "GET", path: "/api/v1/searches", query: "x=y", status: 400},
		{method: "GET", path: "/api/v1/searches/{name}", id: "云溪", status: 200},
		{method: "GET", path: "/api/v1/searches/{name}", id: "没有", status: 404},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "新的", kind: object, status: 201,
			body: `{"request":{"q":"云 -雨","source":["a","b"],"tag":"c","from":"-7d","tz":"Asia/Tokyo"},"webhook":{"url":"https://hooks.example/x","secret":"0123456789abcdef"}}`},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: object, body: `{"request":{},"webhook":null}`, status: 200},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "A", kind: object, body: `{"request":{}}`, status: 400},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: object, body: `{}`, status: 400},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: object, body: `{"request":{"size":-1}}`, status: 400},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: object, body: `{"request":{},"name":"云"}`, status: 400},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: object, body: strings.Repeat(" ", 70_000), status: 413},
		{method: "PUT", path: "/api/v1/searches/{name}", id: "云溪", kind: "text/plain", body: `云`, status: 415},
		{method: "DELETE", path: "/api/v1/searches/{name}", id: "云溪", status: 200},
		{method: "DELETE", path: "/api/v1/searches/{name}", id: "没有", status: 404},
		{method: "GET", path: "/api/v1/searches/{name}/matches", id: "云溪", query: "limit=2&before=3", status: 200},
		{method: "GET", path: "/api/v1/searches/{name}/matches", id: "云溪", query: "limit=0", status: 400},
		{method: "GET", path: "/api/v1/searches/{name}/matches", id: "云溪", query: "before=x", status: 400},
		{method: "GET", path: "/api/v1/searches/{name}/matches", id: "没有", status: 404},
		{method: "GET", path: "/api/v1/status", status: 200},
		{method: "GET", path: "/api/v1/export", status: 200},
		{method: "GET", path: "/api/v1/export", query: everything + "&format=jsonl", status: 200},
		{method: "GET", path: "/api/v1/export", query: "format=xml", status: 400},
		{method: "POST", path: "/api/v1/reindex", status: 200},
		{method: "POST", path: "/api/v1/reindex", kind: lines, body: `{"title":"云"}`, status: 200},
		{method: "POST", path: "/api/v1/reindex", kind: "text/csv", body: `a,b`, status: 415},
		{method: "GET", path: "/api/v1/openapi.yaml", status: 200},
		{method: "GET", path: "/healthz", status: 200},
		{method: "GET", path: "/readyz", status: 200},
		{method: "GET", path: "/metrics", status: 200},
	}
}

func (c call) request() *http.Request {
	target := strings.NewReplacer("{id}", escapePath(c.id), "{name}", escapePath(c.id)).Replace(c.path)
	r := httptest.NewRequest(c.method, target+"?"+c.query, strings.NewReader(c.body))
	if c.body == "" {
		r = httptest.NewRequest(c.method, target+"?"+c.query, http.NoBody)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	if c.kind != "" {
		r.Header.Set("Content-Type", c.kind)
	}
	return r
}

// input is the request and its operation, as the validator wants them.
func (c call) input(doc *openapi3.T) *openapi3filter.RequestValidationInput {
	item := doc.Paths.Value(c.path)
	return &openapi3filter.RequestValidationInput{
		Request: c.request(), PathParams: map[string]string{"id": c.id, "name": c.id},
		Route:   &routers.Route{Spec: doc, Path: c.path, PathItem: item, Method: c.method, Operation: item.GetOperation(c.method)},
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true},
	}
}

// TestMain teaches the validator the media types that it does not know: the document calls their bodies strings.
func TestMain(m *testing.M) {
	text := func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		data, err := io.ReadAll(body)
		return string(data), err
	}
	openapi3filter.RegisterBodyDecoder("application/x-ndjson", text)
	openapi3filter.RegisterBodyDecoder("application/x-tar", text)
	m.Run()
}

func TestHandlersKeepTheDocument(t *testing.T) {
	doc := loadDocument(t, newSite(t, newFake()))
	good := map[string]bool{}
	for _, c := range calls() {
		t.Run(fmt.Sprintf("%s %s %.40s %.20s %d", c.method, c.path, c.query, c.body, c.status), func(t *testing.T) {
			input := c.input(doc)
			if c.status < 300 {
				good[c.method+" "+c.path] = true
				if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil {
					t.Errorf("the document refuses a good request: %v", err)
				}
			}
			w := httptest.NewRecorder()
			newSite(t, newFake()).ServeHTTP(w, c.request())
			if w.Code != c.status {
				t.Fatalf("got %d %.300s, want %d", w.Code, w.Body, c.status)
			}
			if input.Route.Operation.Responses.Status(c.status) == nil {
				t.Errorf("the document does not know status %d", c.status)
			}
			answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: w.Code, Header: w.Header(), Options: input.Options}
			if err := openapi3filter.ValidateResponse(t.Context(), answer.SetBodyBytes(w.Body.Bytes())); err != nil {
				t.Error(err)
			}
		})
	}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			if !good[method+" "+path] {
				t.Errorf("no good request tries %s %s", method, path)
			}
		}
	}
}

// TestStreamsKeepTheDocument holds each line of the NDJSON answers against the schemas that the document names for them.
func TestStreamsKeepTheDocument(t *testing.T) {
	h := newSite(t, newFake())
	doc := loadDocument(t, h)
	records := `{"id":"甲","title":"云"}` + "\n{}\n[]"
	for name, c := range map[string]struct {
		answer  *httptest.ResponseRecorder
		schemas []string // of the lines
	}{
		"articles": {ask(h, "POST", "/api/v1/articles", records, authorized("application/x-ndjson")...), []string{"Outcome", "Outcome", "Outcome"}},
		"reindex":  {ask(h, "POST", "/api/v1/reindex", "", authorized("")...), []string{"Progress", "Rebuilt"}},
		"export":   {ask(h, "GET", "/api/v1/export", ""), []string{"Record", "Record"}},
	} {
		lines := jsonLines(c.answer)
		if len(lines) != len(c.schemas) {
			t.Fatalf("%s: %d lines: %s", name, len(lines), c.answer.Body)
		}
		for i, line := range lines {
			if err := validLine(doc, c.schemas[i], line); err != nil {
				t.Errorf("%s: %s: %v", name, line, err)
			}
		}
	}
	if validLine(doc, "Outcome", `{"line":1}`) == nil || validLine(doc, "Progress", `{"stage":5}`) == nil {
		t.Error("the check passes what it should refuse")
	}
}

func validLine(doc *openapi3.T, schema, line string) error {
	var value any
	if err := json.Unmarshal([]byte(line), &value); err != nil {
		return err
	}
	return doc.Components.Schemas[schema].Value.VisitJSON(value, openapi3.EnableJSONSchema2020())
}

func TestDocumentCatchesAWrongAnswer(t *testing.T) {
	doc := loadDocument(t, newSite(t, newFake()))
	c := call{method: "GET", path: "/api/v1/search"}
	for _, body := range []string{`{}`, `{"query":1}`, strings.Replace(wantSearch, `"title_marks":[[3,5]]`, `"title_marks":[[3]]`, 1)} {
		answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: c.input(doc), Status: 200, Options: c.input(doc).Options,
			Header: http.Header{"Content-Type": {"application/json"}}}
		if openapi3filter.ValidateResponse(t.Context(), answer.SetBodyBytes([]byte(body))) == nil {
			t.Errorf("%s passes", body)
		}
	}
}
