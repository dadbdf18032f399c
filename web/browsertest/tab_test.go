package browsertest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long anything in a page may take before the test fails.
const patience = 20 * time.Second

// tab is the page that a test has for itself: nothing is remembered from another test.
type tab struct {
	*watch
	t   *testing.T
	ctx context.Context
}

// open empties the tab, makes it look so, and fails the test on what the browser complains about.
func (w *world) open(t *testing.T, l look) *tab {
	t.Helper()
	return w.openAt(t, w.server.URL, l)
}

// openAt is open for another server than that of the sample articles.
func (w *world) openAt(t *testing.T, base string, l look) *tab {
	t.Helper()
	b := &tab{watch: &watch{base: base, expected: map[string]bool{}}, t: t, ctx: w.browser}
	b.do(chromedp.Navigate("about:blank"), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.ResetNavigationHistory, cdp.Empty{})
		if err == nil {
			_, err = cdp.Call(ctx, target, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: base, StorageTypes: "all"})
		}
		if err == nil {
			_, err = cdp.Call(ctx, target, network.ClearBrowserCache, cdp.Empty{})
		}
		if err == nil {
			err = l.emulate(ctx, target)
		}
		return err
	}))
	w.now.Store(b.watch)
	t.Cleanup(func() { b.wantNoComplaint("at the end") })
	return b
}

// run carries out one action and returns what it gives.
func run[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("in the browser: %v", err)
	}
	return value
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	run(b, chromedp.Steps(actions...))
}

// eval is the value of a JavaScript expression. It works where the page may run no script, too.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	return run(b, chromedp.Evaluate[T](expression))
}

// visit goes to a path and waits until it is loaded.
func (b *tab) visit(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// follow does what leads to another document and waits until that is loaded; one that comes back from the browser's memory counts too.
func (b *tab) follow(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ended := make(chan struct{})
	acting, stop := context.WithCancel(b.ctx)
	defer stop()
	begin := chromedp.Func(func(_ context.Context, t *chromedp.Target) error {
		go func() { // a key that goes up while its document leaves may never be answered
			defer close(ended)
			_, _ = chromedp.Steps(actions...)(acting, t)
		}()
		return nil
	})
	run(b, chromedp.WaitEvent(page.FrameNavigated, func(e page.EventFrameNavigated) bool { return e.Frame.ParentID == "" }, begin))
	stop()
	<-ended
	b.until(`document.readyState === "complete"`)
}

// until waits for an expression to hold.
func (b *tab) until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		held, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err == nil && held {
			return
		}
		if ctx.Err() != nil {
			b.t.Fatalf("never: %s (%v)\n%s", expression, err, b.path())
		}
		_, _ = chromedp.Run(ctx, chromedp.Sleep(5*time.Millisecond))
	}
}

// settled is what was loaded since the last restart, when all of it has ended; an icon may come after the page.
func (b *tab) settled() []load {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		loads := b.loaded()
		if !slices.ContainsFunc(loads, func(l load) bool { return !l.ended }) {
			return loads
		}
		if _, err := chromedp.Run(ctx, chromedp.Sleep(5*time.Millisecond)); err != nil {
			b.t.Fatalf("still loading: %v", loads)
		}
	}
}

// path is where the tab is, without the server.
func (b *tab) path() string {
	b.t.Helper()
	return strings.TrimPrefix(eval[string](b, `location.href`), b.base)
}

// press presses keys one after another: characters, or those of chromedp's package kb.
func (b *tab) press(keys string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.do(stroke(keys, modifiers...))
}

// stroke is press as an action. A key that writes goes down with its character, as a real one does: a page that takes the key prevents both.
func stroke(keys string, modifiers ...chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, key := range keys {
			events := kb.Encode(key)
			down, up := *events[0], *events[len(events)-1]
			if len(events) > 2 {
				down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
			}
			for _, event := range []input.DispatchKeyEventParams{down, up} {
				for _, m := range modifiers {
					event.Modifiers |= int64(m)
				}
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, event); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// wantHas fails unless the page, as it stands now, has all texts in its source.
func (b *tab) wantHas(texts ...string) {
	b.t.Helper()
	source := eval[string](b, `document.documentElement.outerHTML`)
	for _, text := range texts {
		if !strings.Contains(source, text) {
			b.t.Errorf("%s has no %s", b.path(), text)
		}
	}
}

// wantFits fails when the page is wider than its window.
func (b *tab) wantFits(where string) {
	b.t.Helper()
	if wide := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		b.t.Errorf("%s: %v pixels wider than the window", where, wide)
	}
}

// wantStill fails when anything on the page has moved by itself.
func (b *tab) wantStill(where string) {
	b.t.Helper()
	if shift := run(b, chromedp.Evaluate[float64](layoutShift, chromedp.EvalAwaitPromise)); shift != 0 {
		b.t.Errorf("%s: layout shift %v", where, shift)
	}
}

// wantNoComplaint fails on what the browser has complained about so far.
func (b *tab) wantNoComplaint(where string) {
	b.t.Helper()
	for _, complaint := range b.take() {
		b.t.Errorf("%s: the browser: %s", where, complaint)
	}
}
