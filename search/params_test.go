package search

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
)

var testNow = time.Date(2024, 8, 31, 12, 0, 0, 0, news.Shanghai())

func mustParse(t *testing.T, raw string) Request {
	t.Helper()
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRequest(values, testNow)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return r
}

func TestParseRequestDefaults(t *testing.T) {
	want := NewRequest()
	want.Sort = Newest // nothing to be relevant to
	if got := mustParse(t, ""); !reflect.DeepEqual(got, want) {
		t.Errorf("no parameters give %+v, want %+v", got, want)
	}
	if err := NewRequest().Validate(); err != nil {
		t.Errorf("NewRequest is not valid: %v", err)
	}
	if got := mustParse(t, "source=&from=&to=&cursor=&tag=+"); !reflect.DeepEqual(got, want) {
		t.Errorf("empty form fields give %+v, want %+v", got, want)
	}
}

func TestParseRequest(t *testing.T) {
	day := func(month time.Month, day int) time.Time {
		return time.Date(2024, month, day, 0, 0, 0, 0, news.Shanghai())
	}
	for _, c := range []struct {
		name, raw string
		got       func(Request) any
		want      any
	}{
		{"query as typed", "q=%20青石镇%E3%80%80茶市", func(r Request) any { return r.Query }, " 青石镇\u3000茶市"},
		{"NUL in the query", "q=a%00b", func(r Request) any { return r.Query }, "ab"},
		{"256 characters", "q=" + strings.Repeat("𠮷", 256), func(r Request) any { return len(r.Query) }, 1024},
		{"relevance with words", "q=茶", func(r Request) any { return r.Sort }, Relevance},
		{"newest with blanks", "q=%20", func(r Request) any { return r.Sort }, Newest},
		{"sort", "sort=oldest", func(r Request) any { return r.Sort }, Oldest},
		{"filters", "source=溪畔日报&source=南山台&source=南山台&tag=茶", func(r Request) any { return r.Filters },
			map[Field][]string{Source: {"溪畔日报", "南山台"}, Tag: {"茶"}}},
		{"whole months", "from=2024-06&to=2024-07", func(r Request) any { return []time.Time{r.From, r.To} }, []time.Time{day(6, 1), day(8, 1)}},
		{"ago", "from=-7d&to=-2d", func(r Request) any { return []time.Time{r.From, r.To} }, []time.Time{day(8, 24), day(8, 30)}},
		{"one instant", "from=2024-07-21T06:45:00Z&to=2024-07-21T06:45:00Z", func(r Request) any { return r.To.Sub(r.From) }, time.Second},
		{"bare plus", "from=2024-07-21T00:00:00+08:00", func(r Request) any { return r.From.Equal(day(7, 21)) }, true},
		{"dates in tz", "from=2024-07-21&tz=UTC", func(r Request) any { return r.From }, time.Date(2024, 7, 21, 0, 0, 0, 0, time.UTC)},
		{"page and size", "page=100&size=100", func(r Request) any { return []int{r.Page, r.Size} }, []int{100, 100}},
		{"size 0", "size=0", func(r Request) any { return r.Size }, 0},
		{"cursor", "cursor=AAAA&page=1", func(r Request) any { return r.Cursor }, "AAAA"},
		{"facets", "facets=source,%20tag,,tag", func(r Request) any { return r.Facets }, []Field{Source, Tag}},
		{"no facets", "facets=", func(r Request) any { return r.Facets }, []Field{}},
		{"interval", "interval=none", func(r Request) any { return r.Interval }, NoInterval},
		{"collapse", "collapse=none", func(r Request) any { return r.Collapse }, CollapseNone},
		{"explain", "explain=1", func(r Request) any { return r.Explain }, true},
		{"zone", "tz=America/Argentina/Buenos_Aires", func(r Request) any { return r.Location.String() }, "America/Argentina/Buenos_Aires"},
		{"zone with plus", "tz=Etc/GMT%2B5", func(r Request) any { return r.Location.String() }, "Etc/GMT+5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.got(mustParse(t, c.raw)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s: got %v, want %v", c.raw, got, c.want)
			}
		})
	}
}

func TestParseRequestErrors(t *testing.T) {
	many := ""
	for i := range MaxFilters + 1 {
		many += fmt.Sprintf("&tag=t%d", i)
	}
	for raw, field := range map[string]string{
		"page=0": "page", "page=-1": "page", "page=one": "page", "page=": "page", "page=1.5": "page", "page=%2B1": "page",
		"page=99999999999999999999": "page", "page=9223372036854775807": "page", "page=9223372036854775807&size=0": "page",
		"page=１": "page", "page=101&size=100": "page", "size=-1": "size", "size=101": "size", "size=1000000000": "size", "size=": "size",
		"sort=best": "sort", "sort=": "sort", "collapse=yes": "collapse", "interval=minute": "interval", "facets=nothing": "facets", "missing=title": "missing", "missing=tag&missing=tag": "missing", "find_title=a": "find_title", "find_tag=a&find_tag=b": "find_tag",
		"find_tag=" + strings.Repeat("长", 201): "find_tag",
		"tz=Mars/Base":                         "tz", "tz=..%2F..%2Fetc%2Fpasswd": "tz", "tz=Local": "tz", "tz=": "tz", "tz=%2Fetc%2Flocaltime": "tz", "tz=Asia": "tz",
		"tz=Asia/../Asia/Shanghai": "tz", "tz=Asia%5CShanghai": "tz", "tz=Asia%00": "tz", "tz=" + strings.Repeat("A", 65): "tz",
		"from=yesterdayish": "from", "from=2024-13": "from", "from=2024-02-30": "from", "from=2025&to=2024": "from", "to=2024-00": "to",
		"to=" + strings.Repeat("1", 100_000): "to", "pagesize=10": "pagesize", "q=a&q=b": "q", "page=1&page=2": "page",
		"q=" + strings.Repeat("国", 257): "q", "q=%ff%fe": "q", "source=%ff": "source", "source=a%00": "source", "%ff=1": "\uFFFD",
		"cursor=AAAA&page=2": "cursor", "cursor=" + strings.Repeat("A", 2000): "cursor", "explain=yes": "explain",
		"source=" + strings.Repeat("a", 100_000): "source", many[1:]: "tag",
		"source=a" + many[:strings.LastIndex(many, "&")]: "tag",
	} {
		values, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		_, err = ParseRequest(values, testNow)
		var wrong *ParameterError
		if !errors.As(err, &wrong) {
			t.Errorf("%.80s: %v, want a *ParameterError", raw, err)
			continue
		}
		if wrong.Field != field || wrong.Message == "" || len(wrong.Message) > 300 {
			t.Errorf("%.80s: field %q (%s), want %q", raw, wrong.Field, wrong.Message, field)
		}
	}
}

func TestValuesIsInverse(t *testing.T) {
	for _, raw := range []string{
		"", "q=青石镇&sort=newest", "sort=relevance", "q=%20", "source=溪畔日报&source=南山台&lang=zh", "from=-7d&to=今天", "from=2024&to=2024-07&tz=UTC",
		"from=2024-07-21T00:00:00%2B08:00", "page=3&size=20", "size=0&facets=", "facets=tag,site&interval=none&collapse=none&explain=true", "cursor=A_-",
		"tz=Asia/Tokyo", "missing=date", "source=溪畔日报&missing=source,tag,date&find_tag=茶&find_lang=z",
	} {
		r := mustParse(t, raw)
		again, err := ParseRequest(r.Values(), testNow)
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Errorf("%s gives %s, which gives %+v, %v; want %+v", raw, r.Values().Encode(), again, err, r)
		}
	}
	if got := mustParse(t, "page=1&size=10&facets=source&tz=Asia/Shanghai&q=茶&sort=relevance").Values(); len(got) != 1 {
		t.Errorf("defaults are in the link: %v", got)
	}
}

func TestValuesOfTimesWithoutText(t *testing.T) {
	r := NewRequest()
	r.From, r.To = testNow, testNow.Add(time.Hour)
	got, err := ParseRequest(r.Values(), testNow)
	if err != nil || !got.From.Equal(r.From) || !got.To.Equal(r.To) {
		t.Errorf("%v to %v come back as %v to %v, %v", r.From, r.To, got.From, got.To, err)
	}
}

func TestValidateOfRequestsMadeByHand(t *testing.T) {
	for field, change := range map[string]func(*Request){
		"page":     func(r *Request) { r.Page = 0 },
		"collapse": func(r *Request) { r.Collapse = "" },
		"interval": func(r *Request) { r.Interval = "minute" },
		"tz":       func(r *Request) { r.Location = nil },
		"facets":   func(r *Request) { r.Facets = []Field{"title"} },
		"title":    func(r *Request) { r.Filters = map[Field][]string{"title": {"茶"}} },
		"sort":     func(r *Request) { r.Sort = "best" },
	} {
		r := NewRequest()
		change(&r)
		var wrong *ParameterError
		if err := r.Validate(); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := (Request{}).Validate(); err == nil {
		t.Error("the zero Request is valid")
	}
}

func FuzzParseRequest(f *testing.F) {
	for _, seed := range []string{"q=茶&page=2", "from=-7d&to=今天&tz=UTC", "facets=&interval=day", "source=a&source=b&explain=1", "from=2024-07-21T00:00:00+08:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		r, err := ParseRequest(values, testNow)
		if err != nil {
			if _, ok := err.(*ParameterError); !ok {
				t.Fatalf("%q: %#v", raw, err)
			}
			return
		}
		again, err := ParseRequest(r.Values(), testNow)
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%q gives %s, which gives %+v, %v", raw, r.Values().Encode(), again, err)
		}
	})
}
