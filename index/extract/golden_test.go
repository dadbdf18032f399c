package extract_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/index/extract"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden is what stands in the .json beside each page; body is one paragraph an element, to be read.
type golden struct {
	Kind      string   `json:"kind"`
	Reason    string   `json:"reason,omitempty"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Source    string   `json:"source,omitempty"`
	Site      string   `json:"site,omitempty"`
	Author    string   `json:"author,omitempty"`
	Editors   []string `json:"editors,omitempty"`
	Category  string   `json:"category,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Body      []string `json:"body,omitempty"`
}

func extracted(t *testing.T, path string) golden {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(filepath.Base(path), "gbk") {
		if text, err = simplifiedchinese.GBK.NewDecoder().Bytes(text); err != nil { // index/ingest decodes, and tests that it finds out
			t.Fatal(err)
		}
	}
	f := extract.Text(extract.Page{Name: filepath.Base(path), Text: string(text)})
	g := golden{
		Kind: f.Kind, Reason: f.Reason, URL: f.Article.URL, Title: f.Article.Title, Published: f.Article.Published.String(), Source: f.Article.Source,
		Site: f.Article.Site, Author: f.Article.Author, Editors: f.Article.Editors, Category: f.Article.Category, Tags: f.Article.Tags,
	}
	if f.Article.Body != "" {
		g.Body = strings.Split(f.Article.Body, "\n")
	}
	return g
}

func TestGoldenPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*/*.[th][xt]*")
	if err != nil || len(pages) < 20 {
		t.Fatalf("found %d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			got := extracted(t, page)
			file := strings.TrimSuffix(page, filepath.Ext(page)) + ".json"
			if *update {
				writeGolden(t, file, got)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want golden
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func writeGolden(t *testing.T, file string, g golden) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(g); err != nil {
		t.Fatal(err)
	}
}

// TestLayouts: forty ways to lay out the text of a page give the same fields (their golden files are written by hand from the same
// stories), and no word of what is around the article can be found in it.
func TestLayouts(t *testing.T) {
	pages, err := filepath.Glob("testdata/layouts/*.txt")
	if err != nil || len(pages) < 40 {
		t.Fatalf("found %d layouts, %v", len(pages), err)
	}
	around := strings.Fields("责任编辑 责编 责任編輯 來源 来源： 作者： 分享 微信 微博 字号 评论 版权 声明 转载 侵权 相关阅读 扫描 客户端 APP 上一篇 下一篇 热点排行 打印 关闭 浏览 阅读 登录 首页 收藏 举报 推荐 Copyright ICP 关于我们 标签 发布时间 更新时间 2024 返回顶部 加载中 今天是")
	for _, page := range pages {
		got := extracted(t, page)
		text := got.Title + "\n" + strings.Join(got.Body, "\n")
		for _, word := range around {
			if strings.Contains(text, word) {
				t.Errorf("%s: %q stands in the article", filepath.Base(page), word)
			}
		}
		if got.Published == "" || got.Source == "" || got.Editors == nil && got.Author == "" {
			t.Errorf("%s: %+v lacks a time, a source or its people", filepath.Base(page), got)
		}
	}
}
