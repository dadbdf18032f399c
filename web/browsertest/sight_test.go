package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// sight is how a system or a person makes every page look.
type sight struct {
	name          string
	width, height int64
	media         string
	features      []*emulation.MediaFeature
}

// sights: 320 by 256 pixels are what is left of a window of 1280 by 1024 at 400 %.
func sights() []sight {
	return []sight{
		{name: "400 %", width: 320, height: 256},
		{name: "forced colours", width: 1280, height: 900, features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}}},
		{name: "more contrast", width: 390, height: 844, features: []*emulation.MediaFeature{{Name: "prefers-contrast", Value: "more"}}},
		{name: "paper", width: 718, height: 1040, media: "print"},
	}
}

// seen makes the tab look so until the next test has it.
func (b *tab) seen(s sight) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: s.height, DeviceScaleFactor: 1})
		if err == nil {
			_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: s.media, Features: s.features})
		}
		return err
	}))
}

// testSights: no page is wider than the window or cuts a word short, and paper has nothing that can only be clicked.
func testSights(t *testing.T, w *world) {
	for _, s := range sights() {
		t.Run(s.name, func(t *testing.T) {
			b := w.open(t, look{english: s.media == ""})
			b.seen(s)
			for _, p := range samplePages() {
				b.visitPage(p)
				b.wantFits(p.name)
				if got := eval[[]string](b, `[...document.querySelectorAll("label, button, h1 + p, dt")].filter(e => e.checkVisibility() && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.closest(".unseen")).map(e => e.outerHTML)`); len(got) > 0 {
					t.Errorf("%s: cut short: %v", p.name, got)
				}
				if got := eval[[]string](b, `[...document.querySelectorAll("form :is(input, button)")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > e.form.getBoundingClientRect().right + 1).map(e => e.outerHTML)`); len(got) > 0 {
					t.Errorf("%s: beyond the edge of its form: %v", p.name, got)
				}
				if got := eval[[]string](b, `[...document.querySelectorAll("input, button, nav, .searchbox")].filter(e => e.checkVisibility()).map(e => e.outerHTML)`); s.media == "print" && len(got) > 0 {
					t.Errorf("%s: on paper there is %v", p.name, got)
				}
				b.wantNoComplaint(p.name)
			}
		})
	}
	t.Run("focus", func(t *testing.T) { focusIsSeen(t, w) })
	t.Run("chosen in forced colours", func(t *testing.T) { chosenIsSeen(t, w) })
}

// focusNow tells of what has the focus: whether it is in the window with nothing on top of it, and whether it is ringed.
const focusNow = `(e => {
	const ring = e.closest("svg") ? getComputedStyle(e.querySelector(".slot") ?? e).stroke !== "none" : getComputedStyle(e).outlineStyle !== "none";
	const boxes = [...e.getClientRects()].filter(r => r.width && r.height);
	const free = boxes.some(r => {
		const x = Math.min(Math.max(r.x + Math.min(r.width, 20) / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.y + r.height / 2, 0), innerHeight - 1);
		const top = document.elementFromPoint(x, y);
		return top && (e.contains(top) || top.contains(e));
	});
	return {At: e.outerHTML.slice(0, 120), Last: e === document.body, Ring: ring, Free: free};
})(document.activeElement)`

// focusIsSeen: in the smallest window, whatever the Tab key leads to is in sight, uncovered and ringed, in the colours of the page and in those of a system.
func focusIsSeen(t *testing.T, w *world) {
	for _, s := range sights()[:2] {
		s.width, s.height = 320, 256
		b := w.open(t, look{})
		b.seen(s)
		for _, path := range []string{"/?q=" + reservoir + "&source=%E4%B8%B4%E6%BA%AA%E6%99%9A%E6%8A%A5", "/articles/sj-linxi-20230221-01?q=" + reservoir, "/trends?q=" + reservoir} {
			b.visit(path)
			b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".filters, .several").forEach(d => { d.open = true; })`))
			const most = 120
			stops := 0
			for ; stops < most; stops++ {
				b.press(kb.Tab)
				at := eval[struct {
					At               string
					Last, Ring, Free bool
				}](b, focusNow)
				if at.Last {
					break
				}
				if !at.Ring || !at.Free {
					t.Errorf("%s, %s: ringed %v, uncovered %v: %s", s.name, path, at.Ring, at.Free, at.At)
				}
			}
			if stops < 10 {
				t.Errorf("%s, %s: %d stops of the Tab key", s.name, path, stops)
			}
		}
	}
}

// chosenIsSeen: where a system paints all colours, what is chosen still differs from what is not.
func chosenIsSeen(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.seen(sights()[1])
	b.visit("/?q=" + reservoir)
	const line = `(s => getComputedStyle(document.querySelector(s)).borderBottomStyle)`
	if eval[bool](b, line+`(".choices a[aria-current]") === `+line+`(".choices a:not([aria-current])")`) {
		t.Error("the order in force looks like the others")
	}
	b.visit("/")
	b.do(chromedp.Click(chromedp.CSS("#q")))
	b.press("水")
	b.until(listOpen)
	b.press(kb.ArrowDown)
	const ground = `(s => getComputedStyle(document.querySelector(s)).backgroundColor)`
	if eval[bool](b, ground+`(".suggestions [aria-selected=true]") === `+ground+`(".suggestions [aria-selected=false]")`) {
		t.Error("the suggestion that is chosen looks like the others")
	}
	b.visit("/articles/sj-qingwu-20250318-01?compare=sj-yunpu-20250318-01")
	const edge = `(s => getComputedStyle(document.querySelector(s)).borderLeftColor)`
	if eval[bool](b, edge+`(".body .changed") === `+edge+`(".body .same")`) {
		t.Error("a paragraph that was changed looks like one that was not")
	}
}
