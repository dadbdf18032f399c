package browsertest

import (
	"context"
	"net"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	told    = `!document.getElementById("lost").hidden`
	notTold = `document.getElementById("lost").hidden`
	spoken  = `[...document.querySelectorAll("body > [role=status]")].map(p => p.textContent).join()`
)

// outage is a server that can go and come back at the same address.
type outage struct {
	*httptest.Server
	t *testing.T
}

func newOutage(t *testing.T, w *world) *outage {
	o := &outage{httptest.NewServer(w.server.Config.Handler), t}
	t.Cleanup(func() { o.Close() })
	return o
}

// back has the server listen again.
func (o *outage) back() {
	o.t.Helper()
	base, err := url.Parse(o.URL)
	if err != nil {
		o.t.Fatal(err)
	}
	listener, err := net.Listen("tcp", base.Host)
	if err != nil {
		o.t.Fatal(err)
	}
	again := httptest.NewUnstartedServer(o.Config.Handler)
	again.Listener.Close()
	again.Listener = listener
	again.Start()
	o.Server = again
}

// testConnection: a page says when the server cannot be reached, keeps what is on it, and goes on by itself when the server is back.
func testConnection(t *testing.T, w *world) {
	axe := axeFor(t, "the bar")
	for _, l := range fourLooks() {
		t.Run(l.String(), func(t *testing.T) {
			o := newOutage(t, w)
			b := w.openAt(t, o.URL, l)
			b.visit("/?q=" + reservoir)
			o.Close()
			b.lose()
			before := b.path()
			b.tabTo("#q")
			b.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("q").value = ""`))
			b.press("水")
			b.until(told)
			if axe != "" {
				b.wantAccessible(axe, "without a server")
			}
			b.wantFits("without a server")
			b.wantStill("without a server")
			b.press("稻" + kb.Enter)
			if got := b.path(); got != before {
				t.Errorf("leaves for %s, which cannot come", got)
			}
			if got := eval[string](b, boxValue); got != "水稻" {
				t.Errorf("what was typed becomes %q", got)
			}
			b.follow(chromedp.Func(func(_ context.Context, _ *chromedp.Target) error { o.back(); return nil }))
			if got := eval[string](b, boxValue); got != "水稻" || b.path() == before {
				t.Errorf("when the server is back: %s, %q in the box", b.path(), got)
			}
		})
	}
	t.Run("links", func(t *testing.T) { heldLinks(t, w) })
}

// heldLinks: the browser itself says that it is offline; links wait, and those to a place of the same page do not.
func heldLinks(t *testing.T, w *world) {
	o := newOutage(t, w)
	b := w.openAt(t, o.URL, look{english: true})
	b.visit("/?q=" + reservoir)
	o.Close()
	b.lose()
	b.do(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("offline"))`))
	b.until(told)
	if got := eval[string](b, spoken); got != eval[string](b, `document.getElementById("lost").textContent.trim()`) {
		t.Errorf("read out: %q", got)
	}
	before := b.path()
	b.tabTo(".skip")
	b.press(kb.Enter)
	if got := b.path(); got != before+"#main" {
		t.Errorf("the skip link leads to %s", got)
	}
	b.do(chromedp.Click(chromedp.CSS(".hits h3 a")))
	if got := b.path(); got != before+"#main" {
		t.Errorf("leaves for %s, which cannot come", got)
	}
	title := eval[string](b, `document.querySelector(".hits h3 a").textContent`)
	b.follow(chromedp.Func(func(_ context.Context, _ *chromedp.Target) error { o.back(); return nil }))
	if got := eval[string](b, `document.querySelector("h1").textContent`); got != title {
		t.Errorf("opens %q when the server is back, want %q", got, title)
	}
	b.until(notTold)
}
