package search

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestParseTrends(t *testing.T) {
	for _, c := range []struct {
		query   string
		queries []string
		bad     string // the parameter that is refused
	}{
		{"", nil, ""},
		{"q=&q=+&q=", nil, ""},
		{"q=闸&q=&q=堤+-坝&source=沙洲晚报&tag=a&tag=b&from=2024&to=2025-03&interval=week&tz=UTC", []string{"闸", "堤 -坝"}, ""},
		{"q=a&q=b&q=c&q=d&q=e", []string{"a", "b", "c", "d", "e"}, ""},
		{"q=a&q=b&q=c&q=d&q=e&q=f", nil, "q"},
		{"q=a&q=" + strings.Repeat("长", 257), nil, "q"},
		{"q=a&q=%ff", nil, "q"},
		{"q=a&interval=none", nil, "interval"},
		{"q=a&interval=minute", nil, "interval"},
		{"q=a&page=1", nil, "page"},
		{"q=a&sort=newest", nil, "sort"},
		{"q=a&nothing=1", nil, "nothing"},
		{"q=a&tz=UTC&tz=UTC", nil, "tz"},
		{"q=a&from=2025&to=2024", nil, "from"},
	} {
		values, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseTrends(values, testNow)
		if c.bad != "" {
			parameter, ok := err.(*ParameterError)
			if !ok || parameter.Field != c.bad {
				t.Errorf("%s: %v, want an error of %s", c.query, err, c.bad)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got.Queries, c.queries) || got.Common.Query != "" {
			t.Errorf("%s: %+v, %v", c.query, got, err)
		}
		if invalid := got.Validate(); (invalid == nil) != (len(c.queries) > 0) {
			t.Errorf("%s: %v", c.query, invalid)
		}
		again, err := ParseTrends(got.Values(), testNow)
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%s gives %s, which gives %+v, %v", c.query, got.Values().Encode(), again, err)
		}
	}
}
