package browsertest

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	listOpen   = `!document.getElementById("suggestions").hidden`
	listClosed = `document.getElementById("suggestions").hidden`
	boxValue   = `document.getElementById("q").value`
	activeText = `document.getElementById(document.getElementById("q").getAttribute("aria-activedescendant"))?.querySelector("bdi").textContent ?? ""`
)

// suggestionRequests counts what was asked of the suggestions since the last restart.
func (b *tab) suggestionRequests() (n int) {
	for _, l := range b.loaded() {
		if strings.Contains(l.url, "/api/v1/suggest?") {
			n++
		}
	}
	return n
}

// testSuggestions: the list below the search box opens while somebody types, is walked by keys and by pointer, and moves nothing.
func testSuggestions(t *testing.T, w *world) {
	axe := axeFor(t, "the open list")
	for _, l := range fourLooks() {
		t.Run(l.String(), func(t *testing.T) {
			b := w.open(t, l)
			b.visit("/")
			b.tabTo("#q")
			if got := eval[string](b, `document.activeElement.getAttribute("role") + " " + document.activeElement.getAttribute("aria-expanded")`); got != "combobox false" {
				t.Errorf("the box is a %s", got)
			}
			b.press("水")
			b.until(listOpen)
			if axe != "" {
				b.wantAccessible(axe, "with suggestions")
			}
			first := eval[string](b, `document.querySelector("#suggestions bdi").textContent`)
			b.press(kb.ArrowDown)
			if got := eval[string](b, activeText); got != first {
				t.Errorf("the first arrow leads to %q, want %q", got, first)
			}
			if got := eval[string](b, boxValue); got != "水" {
				t.Errorf("an arrow has changed the box to %q", got)
			}
			b.press(kb.ArrowUp)
			if got := eval[string](b, activeText); got != "" {
				t.Errorf("back at the box %q is still chosen", got)
			}
			b.press(kb.ArrowUp)
			if got, want := eval[string](b, activeText), eval[string](b, `[...document.querySelectorAll("#suggestions bdi")].at(-1).textContent`); got != want {
				t.Errorf("up from the box leads to %q, want the last, %q", got, want)
			}
			b.press(kb.Escape)
			b.until(listClosed)
			if got := eval[string](b, boxValue); got != "水" {
				t.Errorf("Escape has changed the box to %q", got)
			}
			b.press(kb.ArrowDown) // asks again
			b.until(listOpen)
			b.press(kb.ArrowDown)
			b.follow(stroke(kb.Enter))
			if got := eval[string](b, boxValue); got != first {
				t.Errorf("Enter searches for %q, want %q", got, first)
			}
			b.wantStill("with suggestions")
		})
	}
	t.Run("by pointer", func(t *testing.T) { suggestionsByPointer(t, w) })
	t.Run("composition", func(t *testing.T) { composition(t, w) })
	t.Run("fast typing", func(t *testing.T) { fastTyping(t, w) })
	t.Run("kept", func(t *testing.T) { keptSuggestions(t, w) })
	t.Run("slow answer", func(t *testing.T) { slowSuggestions(t, w) })
}

func suggestionsByPointer(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.visit("/")
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.press("水")
	b.until(listOpen)
	want := eval[string](b, `document.querySelector("#suggestions li:nth-child(2) bdi").textContent`)
	b.follow(chromedp.Click(chromedp.CSS("#suggestions li:nth-child(2)")))
	if got := eval[string](b, boxValue); got != want {
		t.Errorf("a click searches for %q, want %q", got, want)
	}
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.press("水")
	b.until(listOpen)
	b.press(kb.Tab)
	b.until(listClosed)
}

// composition: while an input method holds letters nothing is asked, and Enter is its own.
func composition(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.visit("/")
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.restart()
	compose := func(text string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			n := int64(len(text))
			_, err := cdp.Call(ctx, t, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: n, SelectionEnd: n})
			return err
		})
	}
	b.do(compose("s"), compose("sh"), compose("shui"))
	if got := eval[string](b, boxValue); got != "shui" {
		t.Fatalf("the box holds %q", got)
	}
	if eval[bool](b, listOpen) {
		t.Error("the list is open while composing")
	}
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: "水"})
		return err
	}))
	b.until(listOpen)
	if got := b.suggestionRequests(); got != 1 {
		t.Errorf("%d questions, want 1", got)
	}
	b.press(kb.ArrowDown)
	if !eval[bool](b, `document.getElementById("q").dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}))`) {
		t.Error("the Enter that ends a composition in Safari is taken for a choice")
	}
}

// fastTyping: what is offered in the end belongs to what stands in the box, and not every key has asked.
func fastTyping(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.visit("/")
	b.restart()
	typed := "shuikushuiku"
	run(b, chromedp.Evaluate[bool](`new Promise(done => {
		const box = document.getElementById("q");
		box.focus();
		for (const key of `+quoted(typed)+`) { box.value += key; box.dispatchEvent(new InputEvent("input", {bubbles: true})); }
		box.value = "水"; box.dispatchEvent(new InputEvent("input", {bubbles: true}));
		done(true);
	})`, chromedp.EvalAwaitPromise))
	b.until(listOpen + ` && document.querySelector("#suggestions bdi").textContent.includes("水")`)
	if got := b.suggestionRequests(); got > 2 {
		t.Errorf("%d questions for %d quick keys, want at most 2", got, len(typed)+1)
	}
}

// answersTo is whether the list is the answer to a text.
func answersTo(text string) string {
	return `document.getElementById("suggestions").dataset.answers === ` + quoted(text)
}

// keptSuggestions: what was answered once is not asked again.
func keptSuggestions(t *testing.T, w *world) {
	b := w.open(t, look{phone: true})
	b.visit("/")
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.restart()
	b.press("水")
	b.until(answersTo("水"))
	b.press("库")
	b.until(answersTo("水库"))
	b.press(kb.Backspace)
	b.until(answersTo("水"))
	b.press("库")
	b.until(answersTo("水库") + " && " + listOpen)
	if got := b.suggestionRequests(); got != 2 {
		t.Errorf("%d questions for two texts", got)
	}
}

// slowSuggestions: while an answer is on its way, what is known already is offered, one question is under way at a time, and an answer changes nothing for
// somebody who has begun to choose.
func slowSuggestions(t *testing.T, w *world) {
	b := w.open(t, look{english: true})
	b.visit("/")
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.press("水")
	b.until(answersTo("水"))
	b.do(chromedp.Evaluate[chromedp.Void](`(ask => {
		window.held = [];
		window.fetch = (address, options) => new Promise((done, fail) => {
			held.push(() => ask(address).then(done, fail));
			options.signal.addEventListener("abort", () => fail(options.signal.reason));
		});
	})(fetch)`))
	b.press("库")
	if !eval[bool](b, listOpen+` && [...document.querySelectorAll("#suggestions bdi")].every(o => o.textContent.includes("水库"))`) {
		t.Error("what is known is not narrowed to what is typed")
	}
	b.press(kb.ArrowDown)
	chosen := eval[string](b, activeText)
	eval[bool](b, `held.splice(0).map(release => release()).length > 0`)
	b.until(answersTo("水库"))
	if got := eval[string](b, activeText); got != chosen || chosen == "" {
		t.Errorf("%q is chosen, %q was before the answer came", got, chosen)
	}
	b.press("的")
	b.press("水")
	if got := eval[int](b, `held.length`); got != 1 {
		t.Errorf("%d questions at a time", got)
	}
	b.until(`held.length === 2`) // the first has taken too long and is given up
	eval[bool](b, `held.splice(0).map(release => release()).length > 0`)
	b.until(answersTo("水库的水"))
}
