package web_test

import (
	"bytes"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"xunbao/internal/app"
	"xunbao/web"
)

// TestBrowser loads the pages of the sample in a real Chromium, on a desktop and on a phone. It is skipped, and says so, where there
// is none.
func TestBrowser(t *testing.T) {
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
			break
		}
	}
	if chromium == "" {
		t.Skip("no Chromium on this machine: the pages were not loaded in a browser")
	}
	a, err := app.OpenOrSample(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	handler, err := web.New(web.Config{}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a, Suggester: a})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	for _, size := range []string{"1200,900", "390,844"} {
		for _, page := range []struct {
			name, path string
			has        []string
		}{
			{"results", "/?q=%E6%B0%B4%E5%BA%93", []string{"<mark>水库</mark>", "<mark>水庫</mark>", "临溪晚报", "</svg>"}},
			{"trends", "/trends?q=%E6%B0%B4%E5%BA%93&q=%E9%93%81%E8%B7%AF&view=share", []string{"<polyline", "2023年2月", "全部报道", "role=\"img\""}},
			{"everything", "/", []string{"篇", "云浦日报"}},
			{"nothing found", "/?q=%22%E6%B2%A1%E6%9C%89%E8%BF%99%E5%8F%A5%E8%AF%9D%22", []string{"没有这句话"}},
			{"bad parameter", "/?page=-1", []string{"<html lang=\"zh-CN\""}},
			{"article", "/articles/sj-linxi-20230221-01?q=%E6%B0%B4%E5%BA%93", []string{"龙眼潭", "<mark>水库</mark>"}},
			{"no such article", "/articles/nobody", []string{"<html lang=\"zh-CN\""}},
		} {
			t.Run(page.name+" "+size, func(t *testing.T) {
				var dom, log bytes.Buffer
				browser := exec.CommandContext(t.Context(), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
					"--disable-component-update", "--no-first-run", "--accept-lang=zh-CN", "--user-data-dir="+t.TempDir(), "--window-size="+size,
					"--enable-logging=stderr", "--dump-dom", server.URL+page.path)
				browser.Stdout, browser.Stderr = &dom, &log
				if err := browser.Run(); err != nil {
					t.Fatalf("%v\n%s", err, log.String())
				}
				for _, want := range page.has {
					if !strings.Contains(dom.String(), want) {
						t.Errorf("the page has no %s", want)
					}
				}
				for line := range strings.Lines(log.String()) {
					if strings.Contains(line, "CONSOLE") {
						t.Errorf("the console says: %s", line)
					}
				}
			})
		}
	}
}
