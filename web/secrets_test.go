package web

import (
	"strings"
	"testing"
)

func TestWithoutSecrets(t *testing.T) {
	for query, want := range map[string]string{
		"q=%E4%BA%91&page=2":                       "q=%E4%BA%91&page=2",
		"token=abc":                                "token=…",
		"q=a&access_token=abc&x=1":                 "q=a&access_token=…&x=1",
		"API_KEY=abc&apikey=d&Password=e&secret=f": "API_KEY=…&apikey=…&Password=…&secret=…",
		"q=token":                                  "q=token",
	} {
		if got := withoutSecrets(query); got != want {
			t.Errorf("%s is logged as %s, want %s", query, got, want)
		}
	}
	if got := withoutSecrets(strings.Repeat("token=x&", 1000)); strings.Contains(got, "=x") {
		t.Error("one of many is logged")
	}
}
