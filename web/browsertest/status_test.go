package browsertest

import (
	"errors"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"xunbao/index"
	"xunbao/web/ledger"
)

// testStatus: the page tells what goes on and what could not be taken, renews itself with JavaScript, and does so by a link without.
func testStatus(t *testing.T, w *world) {
	axe := axeFor(t, "the busy page")
	run := w.ledger.Begin(ledger.Rebuild)
	t.Cleanup(run.End)
	run.Report(index.Progress{Stage: "index", Done: 10, Total: 100})
	w.ledger.Refuse(ledger.Articles, &index.RecordError{Origin: "body:7", Err: errors.New(strings.Repeat("<b>没有标题", 40))})
	b := w.open(t, look{phone: true, dark: true})
	b.visit("/status")
	b.wantHas("重建：分析", "10 / 100 篇（10%）", "第 7 行", "&lt;b&gt;没有标题")
	if axe != "" {
		b.wantAccessible(axe, "busy")
	}
	b.wantFits("busy")
	run.Report(index.Progress{Stage: "index", Done: 60, Total: 100})
	b.until(`document.querySelector(".run").textContent.includes("60 / 100")`)
	run.Report(index.Progress{Stage: "merge", Done: 5})
	b = w.open(t, look{english: true, scriptless: true})
	b.visit("/status")
	b.wantHas("Rebuild: merging", "5 articles")
	run.Report(index.Progress{Stage: "verify", Done: 6})
	b.follow(chromedp.Click(chromedp.CSS(".again a")))
	b.wantHas("Rebuild: verifying", "6 articles")
}
