package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
	"xunbao/search/query"
)

func TestTrendsAnswer(t *testing.T) {
	want := `{"interval":"month","tz":"Asia/Shanghai","exact":true,"took_ms":1,"buckets":[{"from":"2024-03-01","to":"2024-04-01"},{"from":"2024-04-01","to":"2024-05-01"}],` +
		`"coverage":{"articles":8,"undated":1,"counts":[4,0]},"trends":[` +
		`{"query":"海洋","relaxed":"most","articles":2,"undated":1,"share":0.25,"counts":[1,0],"shares":[0.25,null]},` +
		`{"query":"书店","relaxed":"most","articles":2,"undated":1,"share":0.25,"counts":[1,0],"shares":[0.25,null]}],"generation":"000003"}` + "\n"
	h := newSite(t, newFake())
	if diff := cmp.Diff(want, ask(h, "GET", "/api/v1/trends?q="+escape("海洋")+"&q=&q="+escape("书店"), "").Body.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTrendsErrors(t *testing.T) {
	h := newSite(t, newFake())
	for query, field := range map[string]string{"": "q", "q=+": "q", "q=a&q=b&q=c&q=d&q=e&q=f": "q", "q=a&sort=newest": "sort", "q=a&interval=none": "interval", "q=a&view=share": "view",
		"q=a&from=2025&to=2024": "from"} {
		wantFault(t, ask(h, "GET", "/api/v1/trends?"+query, ""), 400, "invalid_parameter", field)
	}
	f := newFake()
	f.fail = &query.SyntaxError{Position: 2, Message: "query 2: 括号没有收尾"}
	wantFault(t, ask(newSite(t, f), "GET", "/api/v1/trends?q=a&q=b", ""), 400, "invalid_query", "q")
	f.fail = search.ErrTooLong
	wantFault(t, ask(newSite(t, f), "GET", "/api/v1/trends?q=a", ""), 503, "timeout", "")
}
