package news

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name    string
		article Article
		field   string // "" is valid
	}{
		{"title only", Article{Title: "水库开工"}, ""},
		{"body only", Article{Body: "正文"}, ""},
		{"neither", Article{Title: " \n", Body: "　"}, "title"},
		{"id too long", Article{ID: ID(strings.Repeat("a", MaxIDBytes+1)), Title: "x"}, "id"},
		{"control character in id", Article{ID: "a\nb", Title: "x"}, "id"},
		{"slash and Chinese in id", Article{ID: "甲/乙 丙?", Title: "x"}, ""},
		{"title too long", Article{Title: strings.Repeat("长", MaxTitleRunes+1)}, "title"},
		{"title as long as may be", Article{Title: strings.Repeat("长", MaxTitleRunes)}, ""},
		{"body too long", Article{Body: strings.Repeat("长", MaxBodyBytes/3+1)}, "body"},
		{"source too long", Article{Title: "x", Source: strings.Repeat("报", MaxFieldRunes+1)}, "source"},
		{"too many tags", Article{Title: "x", Tags: make([]string, MaxValues+1)}, "tags"},
		{"one editor too long", Article{Title: "x", Editors: []string{strings.Repeat("名", MaxFieldRunes+1)}}, "editors"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.article.Validate()
			var invalid *InvalidError
			switch {
			case c.field == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.field == "" && c.article.ID == "":
				t.Error("no ID was derived")
			case c.field != "" && (!errors.As(err, &invalid) || invalid.Field != c.field):
				t.Errorf("got %v, want an error of %s", err, c.field)
			}
		})
	}
}

func TestDeriveID(t *testing.T) {
	at := Instant{Time: time.Date(2024, 7, 21, 14, 45, 0, 0, Shanghai())}
	same := func(a, b Article) bool { return DeriveID(&a) == DeriveID(&b) }
	url := Article{URL: "https://news.example/1", Title: "甲", Body: "乙"}
	if !same(url, Article{URL: "https://news.example/1", Title: "改了"}) {
		t.Error("the URL does not decide")
	}
	if !same(url, Article{URL: "http://NEWS.example/1?utm_source=x#top", Title: "甲"}) {
		t.Error("spellings of one URL have two IDs")
	}
	dated := Article{Title: "甲", Source: "云浦日报", Published: at, Body: "一"}
	if !same(dated, Article{Title: "甲", Source: "云浦日报", Published: at, Body: "改了"}) {
		t.Error("source, title and time do not decide")
	}
	if same(dated, Article{Title: "甲", Source: "临溪晚报", Published: at}) {
		t.Error("two outlets have one ID")
	}
	if same(Article{Title: "甲", Body: "一"}, Article{Title: "甲", Body: "二"}) {
		t.Error("without a time, two bodies have one ID")
	}
	if same(Article{Title: "甲乙", Source: "丙", Published: at}, Article{Title: "甲", Source: "乙丙", Published: at}) {
		t.Error("fields run together")
	}
}

func TestClean(t *testing.T) {
	a := Article{Title: "水\x00库", Body: "好\xff的", Tags: []string{"a\x00"}}
	if !a.Clean() || a.Title != "水库" || a.Body != "好\uFFFD的" || a.Tags[0] != "a" {
		t.Errorf("cleaned to %+v", a)
	}
	b := Article{Title: "ＡＩ\r\n\t🎉\u200b"}
	if b.Clean() || b.Title != "ＡＩ\r\n\t🎉\u200b" {
		t.Errorf("good text was changed to %q", b.Title)
	}
}

func TestInstant(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{`"2024-07-21T14:45:00+08:00"`, `"2024-07-21T14:45:00+08:00"`},
		{`"2024-07-21T06:45:00Z"`, `"2024-07-21T06:45:00Z"`},
		{`"2024-07-21"`, `"2024-07-21"`},
		{`null`, `null`},
		{`""`, `null`},
	} {
		var i Instant
		if err := json.Unmarshal([]byte(c.in), &i); err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if out, err := json.Marshal(i); err != nil || string(out) != c.out {
			t.Errorf("%s is written as %s, %v", c.in, out, err)
		}
	}
	for _, bad := range []string{`5`, `"昨天"`, `"2024-13-01"`} {
		var i Instant
		if err := json.Unmarshal([]byte(bad), &i); err == nil {
			t.Errorf("%s is read as %v", bad, i)
		}
	}
}
