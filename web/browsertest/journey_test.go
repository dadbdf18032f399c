package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stops is how often Tab may be pressed to get to something.
const stops = 150

// tabTo presses Tab until an element of the selector has the focus, and fails where the focus cannot be seen on the way.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range stops {
		b.press(kb.Tab)
		if seen := eval[string](b, `(() => {
			const e = document.activeElement, r = e.getBoundingClientRect();
			if (e === document.body) return "";
			const inside = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
			return e.matches(":focus-visible") && inside && r.width > 0 && r.height > 0 ? "" : e.outerHTML;
		})()`); seen != "" {
			b.t.Errorf("%s: the focus is not to be seen on %s", b.path(), seen)
		}
		if eval[bool](b, `document.activeElement.matches(`+quoted(selector)+`)`) {
			return
		}
	}
	b.t.Fatalf("%s: %d presses of Tab do not lead to %s", b.path(), stops, selector)
}

// quoted is a string of JavaScript.
func quoted(text string) string { return asJSON(text) }

// testJourney goes from a search to a filter, an article and back by keys alone.
func testJourney(t *testing.T, w *world) {
	for i, l := range fourLooks() {
		l.scriptless = i%2 == 1
		t.Run(l.String(), func(t *testing.T) { journey(t, w, l) })
	}
}

func journey(t *testing.T, w *world, l look) {
	b := w.open(t, l)
	b.visit("/")
	b.tabTo("#q")
	b.press("水库")
	b.follow(stroke(kb.Enter))
	b.wantHas("<mark>水库</mark>")
	if l.phone {
		b.tabTo(".filters > summary")
		b.press(kb.Enter)
	}
	b.tabTo(".facet a")
	chosen := eval[string](b, `document.activeElement.querySelector("bdi").textContent`)
	b.follow(stroke(kb.Enter))
	if got := eval[string](b, `document.querySelector(".chips bdi").textContent`); got != chosen {
		t.Errorf("the condition in force is %q, %q was chosen", got, chosen)
	}
	filtered := b.path()
	b.tabTo(".hits h3 a")
	title := eval[string](b, `document.activeElement.textContent`)
	b.follow(stroke(kb.Enter))
	if got := eval[string](b, `document.querySelector("h1").textContent`); got != title {
		t.Errorf("the article is %q, %q was chosen", got, title)
	}
	b.tabTo(".back a")
	b.follow(stroke(kb.Enter))
	if got := b.path(); got != filtered {
		t.Errorf("the way back leads to %s, want %s", got, filtered)
	}
	b.back()
	b.back()
	if got := b.path(); got != filtered {
		t.Errorf("back twice leads to %s, want %s", got, filtered)
	}
}

// back is the browser's own way back.
func (b *tab) back() {
	b.t.Helper()
	b.follow(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		history, err := cdp.Call(ctx, t, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: history.Entries[history.CurrentIndex-1].ID})
		return err
	}))
}
