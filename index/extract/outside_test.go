package extract_test

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/extract"
)

// above finds a path beside one of the folders above this one; the test is skipped when it is nowhere.
func above(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if found := filepath.Join(dir, path); exists(found) {
			return found
		}
	}
	t.Skipf("%s is not here; the pages in testdata are tested all the same", path)
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestSeedPage holds the page the project began with. It belongs to its publisher, so its words are held by their sums.
func TestSeedPage(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(above(t, "shared/seed"), "*.txt"))
	if err != nil || len(pages) == 0 {
		t.Skip("shared/seed holds no page")
	}
	got := extracted(t, pages[0])
	body := got.Body
	got.Body, got.Title, got.Editors = nil, sum(got.Title), []string{sum(strings.Join(got.Editors, "、"))}
	want := golden{
		Kind: "article", Title: "acca444ba8196969", Published: "2024-07-21T14:45:00+08:00",
		Source: "经济日报", Site: "新农村网", Editors: []string{"eed5f4d354cf01fd"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(body) != 15 {
		t.Errorf("%d paragraphs, want 15", len(body))
	}
	var sums []string
	for _, paragraph := range body {
		sums = append(sums, sum(paragraph))
	}
	for _, heading := range []string{"91c894b878c30f07", "a596a86042e6bed3", "c4b86c7d655476f0"} {
		if !slices.Contains(sums, heading) {
			t.Errorf("the sub-heading with the sum %s is missing", heading)
		}
	}
	for _, notice := range []string{"版权声明", "转码收录", "服务邮箱", "责编", "人气", "标签"} {
		if strings.Contains(strings.Join(body, "\n"), notice) {
			t.Errorf("the body holds %s", notice)
		}
	}
}

// sum stands for a text: the first 16 hexadecimal digits of its SHA-256.
func sum(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16] }

// TestSamplePages holds every labelled page of the embedded sample.
func TestSamplePages(t *testing.T) {
	dir := above(t, "data/sample")
	f, err := os.Open(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		t.Skipf("the sample has no labels yet: %v", err)
	}
	defer f.Close()
	n := 0
	for dec := json.NewDecoder(f); dec.More(); n++ {
		var label struct {
			File, Title, Published, Source, Site, Body string
			Editors                                    []string
		}
		if err := dec.Decode(&label); err != nil {
			t.Fatal(err)
		}
		got := extracted(t, filepath.Join(dir, "pages", filepath.Base(label.File)))
		want := golden{
			Kind: "article", Title: label.Title, Published: label.Published, Source: label.Source, Site: label.Site, Editors: label.Editors,
			Body: strings.Split(label.Body, "\n"),
		}
		if len(want.Editors) == 0 {
			want.Editors = nil
		}
		got.URL, got.Author, got.Category, got.Tags = "", "", "", nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", label.File, diff)
		}
	}
	t.Logf("%d labelled pages", n)
}

// TestRealTextSurvives wraps real articles into a page and counts those that come out whole: rules against boilerplate must not eat
// text. Bylines, credits and the like that stand inside the articles are cut on purpose, so not all come out.
func TestRealTextSurvives(t *testing.T) {
	dir := above(t, "shared/text")
	for name, least := range map[string]float64{"wire": 0.80, "broadcast": 0.97, "portal": 0.60, "traditional": 0.99} {
		t.Run(name, func(t *testing.T) {
			whole, titles, n := 0, 0, 0
			for title, body := range realArticles(t, filepath.Join(dir, name+".jsonl.gz"), 120) {
				f := extract.Text(extract.Page{Text: "晨江网_晨江客户端\n当前位置: 首页 > 新闻 > 正文\n" + title + "\n时间:2024-07-21 14:45 来源: 晨江日报\n" + body + "\n(责编:张三、李四)\n相关阅读\n别的标题一则\n"})
				n++
				if f.Article.Title == title {
					titles++
				}
				if f.Article.Body == body {
					whole++
				}
			}
			t.Logf("%d of %d bodies whole, %d titles right", whole, n, titles)
			if float64(whole) < least*float64(n) || float64(titles) < 0.95*float64(n) {
				t.Errorf("want %.2f of the bodies, 0.95 of the titles", least)
			}
		})
	}
}

// realArticles are the first n articles of a file, paragraphs trimmed, without the editor's mark that one outlet leaves in its text.
func realArticles(t *testing.T, path string, n int) map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() && len(found) < n {
		var a struct{ Title, Body string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		body, _, _ := strings.Cut(a.Body, "【编辑")
		var paragraphs []string
		for _, p := range strings.Split(body, "\n") {
			if p = strings.TrimSpace(p); p != "" && p != strings.TrimSpace(a.Title) {
				paragraphs = append(paragraphs, p)
			}
		}
		found[strings.TrimSpace(a.Title)] = strings.Join(paragraphs, "\n")
	}
	return found
}
