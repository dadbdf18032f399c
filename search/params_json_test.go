package search

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestParseRequestJSON(t *testing.T) {
	for _, c := range []struct{ name, body, raw string }{
		{"empty", `{}`, ""},
		{"everything", ` {"q": "青石镇 \"茶市\"", "source": ["溪畔日报", "南山台"], "tag": "茶", "from": "2024", "to": "-7d", "sort": "newest", "page": 2,
			"size": 20, "collapse": "none", "facets": ["source", "tag"], "interval": "day", "tz": "UTC", "explain": true} `,
			"q=青石镇 \"茶市\"&source=溪畔日报&source=南山台&tag=茶&from=2024&to=-7d&sort=newest&page=2&size=20&collapse=none&facets=source,tag" +
				"&interval=day&tz=UTC&explain=true"},
		{"comma facets", `{"facets": "tag,site"}`, "facets=tag,site"},
		{"no facets", `{"facets": []}`, "facets="},
		{"null is absent", `{"q": null, "page": null, "source": null, "cursor": null}`, ""},
		{"escapes", `{"q": "\u8336\ud842\udfb7"}`, "q=茶𠮷"},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, err := url.ParseQuery(c.raw)
			if err != nil {
				t.Fatal(err)
			}
			want, err := ParseRequest(values, testNow)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseRequestJSON([]byte(c.body), testNow)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v; want %+v", got, err, want)
			}
		})
	}
}

func TestParseRequestJSONErrors(t *testing.T) {
	for body, field := range map[string]string{
		"": "body", "{": "body", "[]": "body", `"q"`: "body", "null": "body", `{"q": "a"} x`: "body", `{"q": "a"}{}`: "body", `{"q" "a"}`: "body",
		`{"q": "a",}`: "body", `{"q": tru}`: "body", "{\"q\": \"\xff\"}": "body", strings.Repeat("[", 20_000): "body",
		`{"source": ` + strings.Repeat("[", 21) + strings.Repeat("]", 21) + `}`: "body",
		`{"q": 5}`: "q", `{"q": ["a"]}`: "q", `{"query": "a"}`: "query", `{"q": "a", "q": "b"}`: "q", `{"page": "2"}`: "page", `{"page": 1.5}`: "page",
		`{"page": 1e1}`: "page", `{"page": -1}`: "page", `{"size": true}`: "size", `{"explain": 1}`: "explain", `{"explain": "true"}`: "explain",
		`{"source": 5}`: "source", `{"source": ["a", 5]}`: "source", `{"source": ["a", null]}`: "source", `{"tag": {"a": "b"}}`: "tag",
		`{"facets": [1]}`: "facets", `{"facets": ["title"]}`: "facets", `{"from": 2024}`: "from", `{"Q": "a"}`: "Q",
	} {
		_, err := ParseRequestJSON([]byte(body), testNow)
		var wrong *ParameterError
		if !errors.As(err, &wrong) || wrong.Field != field || wrong.Message == "" {
			t.Errorf("%.60s: %v, want field %q", body, err, field)
		}
	}
}

func FuzzParseRequestJSON(f *testing.F) {
	f.Add([]byte(`{"q": "茶", "page": 2, "source": ["a"], "explain": true}`))
	f.Add([]byte(`{"facets": [], "tag": null, "q": "\\\"[{"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := ParseRequestJSON(body, testNow)
		var wrong *ParameterError
		if err != nil && !errors.As(err, &wrong) {
			t.Fatalf("%q: %#v", body, err)
		}
		if err == nil && r.Validate() != nil {
			t.Fatalf("%q gives a request that is not valid: %v", body, r.Validate())
		}
	})
}
