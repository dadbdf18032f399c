package app

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// updateFirst makes testdata/first-release anew: only for a release whose store has a form that the one before cannot read.
var updateFirst = flag.Bool("update.first-release", false, "make the data folder in testdata/first-release anew")

const firstRelease = "testdata/first-release"

// firstArticles are in that folder.
func firstArticles() []news.Article {
	return []news.Article{
		{ID: "一", URL: "https://news.example/1", Title: "龙眼潭水库除险加固完工", Source: "云岭日报", Tags: []string{"水利"}, Body: "龙眼潭水库除险加固工程今日完工，蓄水恢复到正常水位。\n下游三个乡的灌溉因此有了保障。"},
		{ID: "二", Title: "望潮港新泊位試運行", Source: "白沙晚報", Lang: "zh-Hant", Body: "望潮港兩個新泊位今日試運行，年吞吐量增加ＧＤＰ以外的四百萬噸。"},
		{ID: "三", Title: "双溪镇夜校开课", Body: "双溪镇的夜校开设了手机摄影、粤语入门和盆景三门课。"},
		{ID: "四", Title: "菜价回落", Source: "云岭日报", Body: strings.Repeat("批发市场的青菜每公斤回落两角。\n", 30)},
	}
}

// TestFirstRelease: a data folder of the first release, whose index is of an older version, opens by itself: the index is built anew, which is said in the log, and
// every article is found as it was.
func TestFirstRelease(t *testing.T) {
	if *updateFirst {
		makeFirstRelease(t)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(firstRelease)); err != nil {
		t.Fatal(err)
	}
	old := fingerprintIn(t, dir)
	var log bytes.Buffer
	a, err := Open(t.Context(), Config{DataDir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if !strings.Contains(log.String(), "rebuilding the search index from the store") || !strings.Contains(log.String(), "another dictionary or version ("+old) {
		t.Errorf("the log does not say why the index is rebuilt:\n%s", &log)
	}
	if now := fingerprintIn(t, dir); now == old {
		t.Errorf("the fingerprint of the index is still %s", now)
	}
	if _, err := os.Stat(filepath.Join(dir, "index-000001")); err == nil {
		t.Error("the old index is still there")
	}
	for _, want := range firstArticles() {
		got, err := a.Article(t.Context(), want.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		if got.Article.Title != want.Title || got.Article.Body != want.Body || got.Article.Source != want.Source {
			t.Errorf("article %s is %+v", want.ID, got.Article)
		}
	}
	for query, want := range map[string]int{"": 4, "水庫": 1, "GDP": 1, `"夜校开设了"`: 1, "云岭日报": 0, "今日": 2} {
		req, err := search.ParseRequest(url.Values{"q": {query}, "collapse": {"none"}}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		result, err := a.Search(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if result.Articles != want {
			t.Errorf("%q finds %d articles, want %d", query, result.Articles, want)
		}
	}
	if d, err := a.Digest(t.Context(), nil); err != nil || d.SHA256 != digestOfFirst(t) {
		t.Errorf("the digest is %s, at the release it was %s: %v", d.SHA256, digestOfFirst(t), err)
	}
}

// digestOfFirst is what stats --digest printed when the folder was made.
func digestOfFirst(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(firstRelease + ".digest")
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func fingerprintIn(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	var state struct{ Fingerprint string }
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	return state.Fingerprint
}

// makeFirstRelease fills the folder and writes the version before this one into it.
func makeFirstRelease(t *testing.T) {
	t.Helper()
	if err := os.RemoveAll(firstRelease); err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), Config{DataDir: firstRelease})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Put(t.Context(), firstArticles()); err != nil {
		t.Fatal(err)
	}
	d, err := a.Digest(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	current := filepath.Join(firstRelease, "CURRENT")
	text, err := os.ReadFile(current)
	if err != nil {
		t.Fatal(err)
	}
	older := regexp.MustCompile(`("fingerprint": "[0-9a-f]+)[0-9a-f]{2}"`).ReplaceAll(text, []byte(`${1}04"`))
	if err := os.WriteFile(current, older, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(firstRelease+".digest", []byte(d.SHA256+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	locks, err := filepath.Glob(filepath.Join(firstRelease, "*", "LOCK"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(locks, filepath.Join(firstRelease, "LOCK")) {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}
