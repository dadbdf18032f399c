package web_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/app"
	"xunbao/internal/news"
	"xunbao/web"
)

// atom is what the tests read of a feed.
type atom struct {
	ID      string `xml:"id"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Summary string `xml:"summary"`
	} `xml:"entry"`
}

// TestFeedsOfACollection: over real articles a feed has one entry for a story of many reprints, its ids stay over a rebuild and under another address,
// it answers 304 until an article arrives, and a reprint brings no new entry.
func TestFeedsOfACollection(t *testing.T) {
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	body := "沙洲水闸昨天上午开始试运行，第一次放水持续了四十分钟，下游两个镇的水位涨了三十厘米。管理处说，试运行要到月底，期间每天放水两次，请沿岸居民不要下河。水闸去年三月动工，" +
		"用了一年零两个月建成，共有九孔闸门。附近的渔民老韩说，新闸比旧闸高，夜里放水也听不见响声了。"
	at := time.Date(2025, 3, 8, 9, 0, 0, 0, news.Shanghai())
	reprint := func(n int, title string) news.Article {
		return news.Article{ID: news.ID(fmt.Sprint("r", n)), Title: title, Source: fmt.Sprint("报", n), Body: body, Published: news.Instant{Time: at.Add(time.Duration(n) * time.Minute)}}
	}
	batch := []news.Article{{ID: "other", Title: "沙洲水闸旁的桥", Body: "桥在水闸的东边，走过去要十分钟。桥头有一家卖豆花的小店，开了三十年。", Published: news.Instant{Time: at.Add(-time.Hour)}}}
	for n := range 12 {
		batch = append(batch, reprint(n, fmt.Sprintf("沙洲水闸试运行（%d）", n)))
	}
	put := func(batch ...news.Article) {
		t.Helper()
		if _, err := a.Put(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
	}
	put(batch...)
	get := func(cfg web.Config, target string, headers ...string) *httptest.ResponseRecorder {
		t.Helper()
		h, err := web.New(cfg, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", target, nil)
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	read := func(w *httptest.ResponseRecorder) (f atom) {
		t.Helper()
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d, %v: %s", w.Code, err, w.Body)
		}
		return f
	}
	const target = "/feed.atom?q=%22%E6%B2%99%E6%B4%B2%E6%B0%B4%E9%97%B8%22"
	first := get(web.Config{}, target)
	before := read(first)
	if len(before.Entries) != 2 || before.Entries[0].Title != "沙洲水闸试运行（11）" {
		t.Fatalf("%+v", before)
	}
	if n := len(read(get(web.Config{}, target+"&collapse=none")).Entries); n != 13 {
		t.Errorf("%d entries when every article is one", n)
	}
	if w := get(web.Config{}, target, "If-None-Match", first.Header().Get("ETag")); w.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d", w.Code)
	}
	if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if w := get(web.Config{}, target, "If-None-Match", first.Header().Get("ETag")); w.Code != http.StatusNotModified {
		t.Errorf("rebuilt: %d", w.Code)
	}
	if diff := cmp.Diff(before, read(get(web.Config{PublicURL: "https://news.example"}, target))); diff != "" {
		t.Errorf("at another address: %s", diff)
	}
	put(reprint(20, "水闸开闸"), news.Article{ID: "new", Title: "沙洲水闸招人", Body: "沙洲水闸管理处招两名值班员。", Published: news.Instant{Time: at.Add(time.Hour)}})
	w := get(web.Config{}, target, "If-None-Match", first.Header().Get("ETag"))
	after := read(w)
	if len(after.Entries) != 3 || after.Entries[0].Title != "沙洲水闸招人" || after.Entries[1].ID != before.Entries[0].ID || after.Entries[2].ID != before.Entries[1].ID {
		t.Errorf("after an article and a reprint: %+v", after)
	}
}

// TestFeedRefuses: under the paths of feeds every error is told as JSON.
func TestFeedRefuses(t *testing.T) {
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	h, err := web.New(web.Config{}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a})
	if err != nil {
		t.Fatal(err)
	}
	for target, status := range map[string]int{"GET /feed.atom?page=-1": 400, "GET /feed.rss?q=%zz": 400, "POST /feed.json": 405, "GET /feed.xml": 404} {
		var method, address string
		if _, err := fmt.Sscan(target, &method, &address); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, address, nil))
		if w.Code != status || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}
