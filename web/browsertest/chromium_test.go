package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// findChromium is the path of a Chromium or Chrome, or empty.
func findChromium() string {
	for _, name := range []string{os.Getenv("XUNBAO_CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}

// startChromium starts one browser with one tab for all tests, which ends with t, and tells event what happens in the tab.
func startChromium(t *testing.T, event func(any)) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: the pages were not loaded in a browser")
	}
	path := findChromium()
	if path == "" {
		t.Skip("no Chromium on this machine: the pages were not loaded in a browser. Install chromium, or name one in XUNBAO_CHROMIUM")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, closeBrowser := chromedp.NewContext(allocator, chromedp.WithListener(event))
	t.Cleanup(closeBrowser)
	enable := func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, audits.Enable, cdp.Empty{})
		return err
	}
	if err := chromedp.Do(browser, chromedp.Func(enable)); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	t.Cleanup(func() {
		if err := chromedp.Cancel(browser); err != nil {
			t.Errorf("end the browser: %v", err)
		}
	})
	return browser
}
