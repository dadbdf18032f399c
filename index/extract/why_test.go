package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/index/extract"
)

// TestWhy: of every page, each field that was found has one reason, and no other field has any.
func TestWhy(t *testing.T) {
	pages, err := filepath.Glob("testdata/*/*.[th][xt]*")
	if err != nil || len(pages) < 60 {
		t.Fatalf("found %d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(page), "gbk") {
			if text, err = simplifiedchinese.GBK.NewDecoder().Bytes(text); err != nil {
				t.Fatal(err)
			}
		}
		f := extract.Text(extract.Page{Name: filepath.Base(page), Text: string(text)})
		a, reasons := f.Article, map[string]int{}
		for _, r := range f.Why {
			reasons[r.Field]++
			if r.Rule == "" {
				t.Errorf("%s: %s has no rule", page, r.Field)
			}
		}
		for field, found := range map[string]bool{
			"title": a.Title != "", "body": a.Body != "", "published": !a.Published.IsZero(), "source": a.Source != "", "site": a.Site != "", "author": a.Author != "",
			"editors": a.Editors != nil, "category": a.Category != "", "tags": a.Tags != nil, "url": a.URL != "",
		} {
			if found != (reasons[field] == 1) {
				t.Errorf("%s: %s is found: %v, and has %d reasons", page, field, found, reasons[field])
			}
		}
	}
}

// TestWhyPlaces: a reason names the line that the field stands on.
func TestWhyPlaces(t *testing.T) {
	f := extract.Text(extract.Page{Text: "首页 新闻 财经 体育\n木板路铺到了河口\n2024-07-21 14:45 来源：临桥日报\n" +
		"镇上的人说这样的木板路还要再铺两公里，明年春天完工。\n下雨天走在上面也不打滑，夜里每隔十步有一盏灯。\n责任编辑：池小禾\n"})
	want := map[string]string{
		"title": "line 2: 木板路", "published": "line 3: 2024-07-21", "source": "line 3:", "editors": "line 6:", "body": "lines 4 to 5 of 6",
	}
	for _, r := range f.Why {
		if !strings.HasPrefix(r.Place, want[r.Field]) {
			t.Errorf("%s: %q, want %q", r.Field, r.Place, want[r.Field])
		}
		delete(want, r.Field)
	}
	if len(want) > 0 {
		t.Errorf("no reason for %v", want)
	}
}
