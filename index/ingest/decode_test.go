package ingest

import (
	"encoding/json"
	"errors"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
)

func TestDecodeSpellings(t *testing.T) {
	tests := []struct {
		in    string
		check func(a news.Article) (got, want string)
	}{
		{`{"标题":"防洪堤","正文":"水退了。","来源":"临桥日报","发布时间":"2024年7月21日 14:45"}`, func(a news.Article) (string, string) {
			return a.Title + a.Body + a.Source + a.Published.String(), "防洪堤水退了。临桥日报2024-07-21T14:45:00+08:00"
		}},
		{`{"headline":"h","content":"c","media":"m","link":"u","keywords":"水,堤、路;桥，木","editor":"张三、李四","channel":"民生","language":"zh","doc_id":7}`, func(a news.Article) (string, string) {
			return strings.Join(append(append([]string{string(a.ID), a.Title, a.Body, a.Source, a.URL, a.Category, a.Lang}, a.Tags...), a.Editors...), " "),
				"7 h c m u 民生 zh 水 堤 路 桥 木 张三 李四"
		}},
		{`{"title":"t","date":1721544300}`, func(a news.Article) (string, string) { return a.Published.String(), "2024-07-21T14:45:00+08:00" }},
		{`{"title":"t","pubDate":"Sun, 21 Jul 2024 06:45:00 GMT"}`, func(a news.Article) (string, string) { return a.Published.String(), "2024-07-21T06:45:00Z" }},
		{`{"title":"t","created_at":1721544300000}`, func(a news.Article) (string, string) { return a.Published.String(), "2024-07-21T14:45:00+08:00" }},
		{`{"title":"t","published_at":1721544300.75}`, func(a news.Article) (string, string) { return a.Published.String(), "2024-07-21T14:45:00+08:00" }},
		{`{"title":"t","published":null}`, func(a news.Article) (string, string) { return a.Published.String(), "" }},
		{`{"title":"t","published":""}`, func(a news.Article) (string, string) { return a.Published.String(), "" }},
		{`{"title":"t","body":"b","content":"c","read":{"n": 5}}`, func(a news.Article) (string, string) {
			return a.Body + string(a.Extra["content"]) + string(a.Extra["read"]), `b"c"{"n":5}`
		}},
		{`{"title":"t","content":"c","text":"x"}`, func(a news.Article) (string, string) { return a.Body + string(a.Extra["text"]), `c"x"` }},
		{`{"title":" 水\u0000 ","body":"　首行\r\n次行<b>&amp;</b>\u2028 "}`, func(a news.Article) (string, string) {
			return a.Title + a.Body, " 水 　首行\r\n次行<b>&amp;</b>\u2028 "
		}},
		{`{"title":"t","story":"s1","tags":["a,b"]}`, func(a news.Article) (string, string) {
			return strings.Join(a.Tags, "|") + strings.Join(slices.Sorted(maps.Keys(a.Extra)), ""), "a,b"
		}},
		{"\ufeff {\"title\":\"t\"} ", func(a news.Article) (string, string) { return a.Title, "t" }},
		{`{"title":"𠮷野家🍚","body":"繁體與简体"}`, func(a news.Article) (string, string) { return a.Title + a.Body, "𠮷野家🍚繁體與简体" }},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			a, err := DecodeArticle([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := tt.check(a); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if a.ID == "" {
				t.Error("no ID")
			}
		})
	}
}

func TestDecodeErrors(t *testing.T) {
	tests := []struct{ in, field, says string }{
		{``, "record", "empty"},
		{`[]`, "record", "not a JSON object"},
		{`"水"`, "record", "not a JSON object"},
		{`{"title":"t"`, "record", "cut off"},
		{`{"title":"t"} x`, "record", "more text"},
		{`{"title":"t",}`, "record", "not valid JSON"},
		{"{\"title\":\"\xff\"}", "record", "not valid UTF-8 at byte 10"},
		{`{"title":5}`, "title", "a number, want a string"},
		{`{"title":"t","content":["a"]}`, "body", `an array, want a string (key "content")`},
		{`{"title":"t","date":"昨天"}`, "published", `cannot read the time "昨天" (key "date")`},
		{`{"title":"t","published":"2024-02-30"}`, "published", "2024-02-30"},
		{`{"title":"t","published":12}`, "published", `"12"`},
		{`{"title":"t","published":true}`, "published", "true or false"},
		{`{"title":"t","id":{}}`, "id", "an object"},
		{`{"title":"t","id":"a\nb"}`, "id", "control character"},
		{`{"title":"t","tags":[1]}`, "tags", "a number"},
		{`{"title":"t","editors":7}`, "editors", "a number"},
		{`{"source":"临桥日报"}`, "title", "neither title nor body"},
		{`{"title":"  ","body":"\u0000"}`, "title", "neither title nor body"},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			_, err := DecodeArticle([]byte(tt.in))
			var invalid *news.InvalidError
			if !errors.As(err, &invalid) || invalid.Field != tt.field || !strings.Contains(invalid.Message, tt.says) {
				t.Errorf("got %v, want %s: …%s…", err, tt.field, tt.says)
			}
		})
	}
}

func TestEncodeArticle(t *testing.T) {
	at := news.Instant{Time: time.Date(2024, 7, 21, 0, 0, 0, 0, news.Shanghai()), DayOnly: true}
	a := news.Article{ID: "7", Title: "<水> & 堤", Body: "一\n二", Source: "临桥日报", Published: at, Extra: map[string]json.RawMessage{"read": []byte(`1`), "link": []byte(`"x"`)}}
	got, err := EncodeArticle(a, "s9")
	want := `{"id":"7","url":null,"title":"<水> & 堤","source":"临桥日报","published":"2024-07-21","body":"一\n二","story":"s9","link":"x","read":1}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	if _, err := EncodeArticle(news.Article{Title: "t", Extra: map[string]json.RawMessage{"x": []byte(`{`)}}, ""); err == nil {
		t.Error("a broken extra value was written")
	}
}

// TestRoundTrip: decode(encode(a)) == a for random articles.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	for range 3000 {
		a := randomArticle(r)
		data, err := EncodeArticle(a, "story")
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeArticle(data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		same := cmp.Comparer(func(x, y time.Time) bool { return x.Equal(y) })
		if diff := cmp.Diff(a, got, same); diff != "" {
			t.Fatalf("%s\n(-want +got)\n%s", data, diff)
		}
	}
}

func randomArticle(r *rand.Rand) news.Article {
	text := func() string {
		if r.Intn(3) == 0 {
			return ""
		}
		letters := []rune("水退了。堤、路，繁體𠮷🍚AbＡ１ \t\n\"\\/<>&\u2028\u200b")
		out := make([]rune, 1+r.Intn(12))
		for i := range out {
			out[i] = letters[r.Intn(len(letters))]
		}
		return string(out)
	}
	list := func() []string {
		var l []string
		for range r.Intn(3) {
			l = append(l, text())
		}
		return l
	}
	a := news.Article{
		URL: text(), Title: "题" + text(), Source: text(), Site: text(), Author: text(), Editors: list(), Category: text(), Tags: list(), Lang: text(), Body: text(),
	}
	for line := range 3 {
		if r.Intn(4) == 0 {
			a.LeftOut = append(a.LeftOut, news.LeftOut{Line: line * line, Text: strings.ReplaceAll(text(), "\n", "")})
		}
	}
	at := time.Unix(r.Int63n(4e9), 0).In(news.Shanghai())
	switch r.Intn(3) {
	case 0:
		a.Published = news.Instant{Time: at}
	case 1:
		a.Published = news.Instant{Time: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, news.Shanghai()), DayOnly: true}
	}
	if r.Intn(2) == 0 {
		a.Fetched = at.UTC()
	}
	for range r.Intn(4) {
		if a.Extra == nil {
			a.Extra = map[string]json.RawMessage{}
		}
		keys := []string{"content", "date", "link", "media", "阅读", "keywords", "doc_id", "kind", "x y"}
		values := []string{`null`, `"<水>"`, `[1,{"a":"\u2028"}]`, `1e3`, `{}`}
		a.Extra[keys[r.Intn(len(keys))]] = json.RawMessage(values[r.Intn(len(values))])
	}
	a.ID = news.DeriveID(&a)
	return a
}

// FuzzDecodeArticle: what is taken is valid, and writing and reading it changes nothing.
func FuzzDecodeArticle(f *testing.F) {
	f.Add([]byte(`{"id":1,"title":"防洪堤","content":"水退了。","date":"2024-07-21","tags":"a、b","x":[1, 2]}`))
	f.Add([]byte(`{"标题":"\u0000","正文":"\ud800","published":1721544300,"editors":["张三",""]}`))
	f.Add([]byte("{\"title\":\"\xff\",\"body\":null}"))
	f.Fuzz(func(t *testing.T, record []byte) {
		a, err := DecodeArticle(record)
		if err != nil {
			var invalid *news.InvalidError
			if !errors.As(err, &invalid) {
				t.Fatalf("%v is no *news.InvalidError", err)
			}
			return
		}
		if !utf8.ValidString(a.Title+a.Body) || a.ID == "" {
			t.Fatalf("%+v", a)
		}
		data, err := EncodeArticle(a, "")
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeArticle(data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		same := cmp.Comparer(func(x, y time.Time) bool { return x.Format(time.RFC3339) == y.Format(time.RFC3339) })
		if diff := cmp.Diff(a, again, same); diff != "" {
			t.Fatalf("%s\n%s", data, diff)
		}
	})
}

// TestForeignLeftOut: a key of that name that holds something else is kept like any other.
func TestForeignLeftOut(t *testing.T) {
	for _, value := range []string{`"扫码"`, `[]`, `null`, `[{"line":-1,"text":"甲"}]`, `[{"line":1,"text":"甲"},{"line":1,"text":"乙"}]`, `[{"line":0,"text":"甲\n"}]`, `[{"line":0,"other":1}]`, `5`} {
		a, err := DecodeArticle([]byte(`{"title":"题","left_out":` + value + `}`))
		if err != nil || a.LeftOut != nil || string(a.Extra["left_out"]) != value {
			t.Errorf("%s becomes %v and %s, %v", value, a.LeftOut, a.Extra["left_out"], err)
			continue
		}
		line, err := EncodeArticle(a, "")
		if err != nil || !strings.Contains(string(line), `"left_out":`+value) {
			t.Errorf("%s is written as %s, %v", value, line, err)
		}
	}
}
