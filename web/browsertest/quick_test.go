package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"xunbao/index/ingest"
	"xunbao/internal/app"
)

const focusedHit = `[...document.querySelectorAll(".hits h3 a")].indexOf(document.activeElement)`

// testShortcuts: single keys work where nothing is typed, are listed, and can be turned off for good.
func testShortcuts(t *testing.T, w *world) {
	for _, l := range []look{{}, {phone: true, dark: true, english: true}} {
		t.Run(l.String(), func(t *testing.T) { shortcuts(t, w, l) })
	}
}

func shortcuts(t *testing.T, w *world, l look) {
	b := w.open(t, l)
	b.visit("/?q=" + reservoir)
	for i, c := range []struct {
		key  string
		want int
	}{{"j", 0}, {"j", 1}, {"j", 2}, {"k", 1}, {"k", 0}, {"k", 0}} {
		b.press(c.key)
		if got := eval[int](b, focusedHit); got != c.want {
			t.Errorf("after key %d, %s, hit %d has the focus, want %d", i, c.key, got, c.want)
		}
	}
	b.press("/")
	if !eval[bool](b, `document.activeElement.id === "q" && document.activeElement.selectionEnd === 2`) {
		t.Error("/ does not lead to the box with its text selected")
	}
	b.press("j?/")
	if got := eval[string](b, boxValue); got != "j?/" {
		t.Errorf("what is typed into the box becomes %q", got)
	}
	b.visit("/?q=" + reservoir)
	b.press("?")
	b.until(`document.getElementById("shortcuts").open`)
	b.press("j")
	if got := eval[int](b, focusedHit); got >= 0 {
		t.Error("a key reaches the page below the list")
	}
	b.press(kb.Escape)
	b.until(`!document.getElementById("shortcuts").open && document.activeElement === document.body`) // the list keeps the focus until the next frame
	b.press("j")
	title := eval[string](b, `document.activeElement.textContent`)
	b.follow(stroke("o"))
	if got := eval[string](b, `document.querySelector("h1").textContent`); got != title {
		t.Errorf("o opens %q, want %q", got, title)
	}
	turnOff(t, b)
}

// turnOff opens the list by its button, without a single key, and finds them dead on the next page.
func turnOff(t *testing.T, b *tab) {
	t.Helper()
	b.tabTo("#shortcuts-open")
	b.press(kb.Enter)
	b.until(`document.getElementById("shortcuts").open`)
	b.do(chromedp.Click(chromedp.CSS("#single-keys")))
	b.visit("/?q=" + reservoir)
	b.press("j")
	if got := eval[int](b, focusedHit); got >= 0 {
		t.Error("single keys work though they were turned off")
	}
}

// testMatches: n and p go through the marks of an article in a circle.
func testMatches(t *testing.T, w *world) {
	b := w.open(t, look{phone: true})
	b.visit("/articles/sj-linxi-20230221-01?q=" + reservoir)
	const now = `[...document.querySelectorAll(".article mark")].findIndex(m => m.classList.contains("now"))`
	last := eval[int](b, `document.querySelectorAll(".article mark").length`) - 1
	if last < 2 {
		t.Fatalf("%d marks", last+1)
	}
	for i, c := range []struct {
		key  string
		want int
	}{{"n", 0}, {"n", 1}, {"p", 0}, {"p", last}, {"n", 0}} {
		b.press(c.key)
		if got := eval[int](b, now); got != c.want {
			t.Errorf("after key %d, %s, mark %d is shown, want %d", i, c.key, got, c.want)
		}
		if !eval[bool](b, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector("mark.now").getBoundingClientRect())`) {
			t.Errorf("mark %d is not in the window", c.want)
		}
	}
}

const (
	barPlaces  = `[...document.querySelectorAll(".histogram svg a .slot")].map(s => (r => [r.x + r.width / 2, r.y + r.height / 2])(s.getBoundingClientRect()))`
	barRanges  = `[...document.querySelectorAll(".histogram svg a")].map(a => [a.dataset.from, a.dataset.to])`
	chartReady = `document.querySelector(".histogram svg a[tabindex='0']")`
)

// wantRange fails unless the page is narrowed to the range and still about the query.
func (b *tab) wantRange(from, to string) {
	b.t.Helper()
	at, err := url.Parse(b.path())
	if err != nil {
		b.t.Fatal(err)
	}
	if got := at.Query(); got.Get("from") != from || got.Get("to") != to || got.Get("q") != "水库" {
		b.t.Errorf("the address is %s, want from=%s and to=%s", b.path(), from, to)
	}
}

// testChart: a bar can be clicked, a range dragged with the mouse or a finger, and both be done by keys.
func testChart(t *testing.T, w *world) {
	open := func(t *testing.T, l look) (b *tab, places [][2]float64, ranges [][2]string) {
		b = w.open(t, l)
		b.visit("/?q=" + reservoir)
		if l.phone {
			b.do(chromedp.Click(chromedp.CSS(".filters > summary")))
		}
		b.until(chartReady)
		places, ranges = eval[[][2]float64](b, barPlaces), eval[[][2]string](b, barRanges)
		if len(places) < 3 {
			t.Fatalf("%d bars", len(places))
		}
		return b, places, ranges
	}
	t.Run("click", func(t *testing.T) {
		b, at, ranges := open(t, look{})
		b.follow(chromedp.MouseClickXY(at[1][0], at[1][1]))
		b.wantRange(ranges[1][0], ranges[1][1])
	})
	t.Run("drag", func(t *testing.T) {
		b, at, ranges := open(t, look{dark: true})
		b.do(chromedp.MouseEvent(chromedp.MousePressed, at[2][0], at[2][1], chromedp.ButtonLeft, chromedp.ClickCount(1)),
			chromedp.MouseEvent(chromedp.MouseMoved, at[1][0], at[1][1], chromedp.ButtonLeft), chromedp.MouseEvent(chromedp.MouseMoved, at[0][0], at[0][1], chromedp.ButtonLeft))
		if got := eval[int](b, `document.querySelectorAll(".histogram a.chosen").length`); got != 3 {
			t.Errorf("%d bars are shown as chosen, want 3", got)
		}
		b.follow(chromedp.MouseEvent(chromedp.MouseReleased, at[0][0], at[0][1], chromedp.ButtonLeft, chromedp.ClickCount(1)))
		b.wantRange(ranges[0][0], ranges[2][1])
	})
	t.Run("touch", func(t *testing.T) {
		b, at, ranges := open(t, look{phone: true, english: true})
		touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) chromedp.Action[chromedp.Void] {
			return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
				_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
				return err
			})
		}
		b.do(touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: at[0][0], Y: at[0][1]}),
			touch(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: at[0][0] + 12, Y: at[0][1]}), touch(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: at[1][0], Y: at[1][1]}))
		b.follow(touch(input.DispatchTouchEventTypeTouchEnd))
		b.wantRange(ranges[0][0], ranges[1][1])
	})
	t.Run("keys", func(t *testing.T) {
		b, _, ranges := open(t, look{english: true})
		b.tabTo(".histogram a")
		b.press(kb.ArrowRight)
		b.press(kb.ArrowRight, chromedp.ModifierShift)
		if got := eval[string](b, `[...document.querySelectorAll("body > [role=status]")].at(-1).textContent`); got == "" {
			t.Error("the range is not read out")
		}
		b.press(kb.Escape)
		if got := eval[int](b, `document.querySelectorAll(".histogram a.chosen").length`); got != 0 {
			t.Errorf("%d bars are chosen after Escape", got)
		}
		b.press(kb.ArrowLeft, chromedp.ModifierShift)
		b.follow(stroke(kb.Enter))
		b.wantRange(ranges[1][0], ranges[2][1])
	})
}

// testCopy: the button copies the address of the search and says so in the language of the page.
func testCopy(t *testing.T, w *world) {
	for done, l := range map[string]look{"已复制": {}, "Copied": {phone: true, english: true}} {
		t.Run(l.String(), func(t *testing.T) {
			b := w.open(t, l)
			b.visit("/?q=" + reservoir)
			for _, name := range []string{"clipboard-read", "clipboard-write"} {
				allowed := browser.SetPermissionParams{Origin: b.base, Setting: browser.PermissionSettingGranted, Permission: &browser.PermissionDescriptor{Name: name}}
				if _, err := chromedp.CallBrowser(b.ctx, browser.SetPermission, allowed); err != nil {
					t.Fatal(err)
				}
			}
			b.do(chromedp.Click(chromedp.CSS("details:has(#share) > summary")), chromedp.Click(chromedp.CSS("[data-copy='#share']")))
			b.until(`document.querySelector("[data-copy='#share']").textContent === ` + quoted(done))
			want := eval[string](b, `document.getElementById("share").value`)
			if got := run(b, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise)); got != want || want == "" {
				t.Errorf("%q was copied, want %q", got, want)
			}
		})
	}
}

// testFind: the values of a facet are narrowed while somebody types, also those that are folded away.
func testFind(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.visit("/?facets=tag")
	const shown = `[...document.querySelectorAll(".facet li")].filter(li => li.checkVisibility()).map(li => li.querySelector("bdi").textContent)`
	before := eval[[]string](b, shown)
	sought := eval[string](b, `document.querySelector(".facet .more li bdi").textContent`)
	b.do(chromedp.Click(chromedp.CSS(".find input[type=search]")))
	b.press(sought)
	b.until(shown + `.includes(` + quoted(sought) + `)`)
	for _, value := range eval[[]string](b, shown) {
		if eval[bool](b, `!`+quoted(value)+`.includes(`+quoted(sought)+`)`) {
			t.Errorf("%q is shown for %q", value, sought)
		}
	}
	eval[bool](b, `document.activeElement.select() || true`)
	b.press(kb.Backspace)
	if after := eval[[]string](b, shown); len(after) != len(before) {
		t.Errorf("%d values are shown again, %d were before", len(after), len(before))
	}
}

// testSeveral: several values of a facet are ticked and applied in one step, and each is a chip that can be taken away.
func testSeveral(t *testing.T, w *world) {
	for _, l := range []look{{}, {phone: true, dark: true, english: true, scriptless: true}} {
		t.Run(l.String(), func(t *testing.T) {
			b := w.open(t, l)
			b.visit("/?q=" + reservoir + "&sort=newest")
			if l.phone {
				b.do(chromedp.Click(chromedp.CSS(".filters > summary")))
			}
			b.do(chromedp.Click(chromedp.CSS(".several > summary")))
			if !eval[bool](b, `document.querySelector(".several [type=checkbox]").checkVisibility() && !document.querySelector(".facet > ul").checkVisibility()`) {
				t.Error("the boxes do not take the place of the links")
			}
			for _, n := range []int{1, 3} {
				b.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(".several li:nth-child(%d) label", n))))
			}
			want := eval[[]string](b, `[...document.querySelectorAll(".several input:checked")].map(i => i.value)`)
			b.follow(chromedp.Click(chromedp.CSS(".several button")))
			at, err := url.Parse(b.path())
			if err != nil {
				t.Fatal(err)
			}
			if got := at.Query(); len(want) != 2 || !slices.Equal(got["source"], want) || got.Get("q") != "水库" || got.Get("sort") != "newest" {
				t.Errorf("%v were ticked, the address is %v", want, got)
			}
			b.follow(chromedp.Click(chromedp.CSS(".chips a")))
			if at, err = url.Parse(b.path()); err != nil || !slices.Equal(at.Query()["source"], want[1:]) {
				t.Errorf("after the first chip the address is %s", b.path())
			}
		})
	}
}

// testPlace: the way back finds the page as it was left, whether the browser has kept it or loads it again.
func testPlace(t *testing.T, w *world) {
	b := w.open(t, look{phone: true})
	b.visit("/?q=" + reservoir)
	b.do(chromedp.Click(chromedp.CSS(".filters > summary")))
	b.press("jjjj")
	b.until(`scrollY > 0`)
	place := eval[float64](b, `scrollY`)
	hit := eval[int](b, focusedHit)
	b.follow(stroke("o"))
	b.back()
	b.until(focusedHit + ` === ` + asJSON(hit))
	b.until(`Math.abs(scrollY - ` + asJSON(place) + `) < 2`)
	if !eval[bool](b, `document.querySelector(".filters").open`) {
		t.Error("the filters were open and are not")
	}
}

// testReprints: a story is opened in place and leads to its versions.
func testReprints(t *testing.T, w *world) {
	b := w.open(t, look{})
	b.visit("/?q=%E9%AB%98%E9%93%81")
	b.do(chromedp.Click(chromedp.CSS("details.story > summary")))
	b.until(`document.querySelector("details.story li a").checkVisibility()`)
	title := eval[string](b, `document.querySelector("details.story li a").textContent`)
	b.follow(chromedp.Click(chromedp.CSS("details.story li a")))
	if got := eval[string](b, `document.querySelector("h1").textContent`); got != title {
		t.Errorf("the version is %q, want %q", got, title)
	}
}

// testLongStory: of a story that is too long for a result list the rest is fetched when it is opened.
func testLongStory(t *testing.T, w *world) {
	const versions = 12
	var lines strings.Builder
	for n := range versions {
		fmt.Fprintf(&lines, `{"id":"v%d","title":"青河渡口停航检修","source":"第%d报","published":"2024-03-%02dT08:00:00+08:00","body":"青河渡口自三月起停航检修，沿岸两镇居民改走下游的浮桥。`+
			`渡口管理所说，检修为期二十天，期间每天早晚各开一班接驳车，学生和老人优先上车。船工们趁这段时间更换缆绳和护舷，并把候船室的屋顶重新铺了一遍。"}`+"\n", n, n, n+1)
	}
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t, a)
	if _, err := ingest.Run(t.Context(), ingest.Lines(t.Context(), strings.NewReader(lines.String()), "versions"), a, nil); err != nil {
		t.Fatal(err)
	}
	b := w.openAt(t, server.URL, look{english: true})
	b.visit("/")
	if got := eval[int](b, `document.querySelectorAll("details.story li").length`); got == 0 || got >= versions-1 {
		t.Fatalf("%d versions are listed at first, want some of %d", got, versions)
	}
	b.do(chromedp.Click(chromedp.CSS("details.story > summary")))
	b.until(`document.querySelectorAll("details.story li").length === ` + asJSON(versions))
}
