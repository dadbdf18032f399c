package browsertest

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"xunbao/internal/app"
)

// Limits on a hundred thousand articles, over loopback, in milliseconds.
const (
	mostInteractive = 200
	mostSuggestion  = 50
)

// speedQueries are asked one after another, each in a cold browser cache and a warm one.
func speedQueries() []string {
	return []string{"/", "/?q=%E7%BB%8F%E6%B5%8E", "/?q=%E7%BB%8F%E6%B5%8E+%E5%8F%91%E5%B1%95", "/?q=%E5%AD%A6%E6%A0%A1&sort=newest", "/?q=%22%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD%22", "/?q=%E6%B0%B4%E5%BA%93&from=2020&to=2023",
		"/?q=%E5%A6%82%E4%BD%95%E6%94%B9%E5%96%84%E7%A9%BA%E6%B0%94%E8%B4%A8%E9%87%8F", "/?q=NBA"}
}

// loadTimes are the browser's own, in milliseconds since the navigation began.
type loadTimes struct{ First, Painted, Interactive, Shift float64 }

const loadTimesNow = `new Promise(done => {
	const n = performance.getEntriesByType("navigation")[0];
	let shift = 0;
	new PerformanceObserver(list => list.getEntries().forEach(e => shift += e.value)).observe({type: "layout-shift", buffered: true});
	const wait = () => {
		const paint = performance.getEntriesByName("first-contentful-paint")[0];
		if (!paint) return requestAnimationFrame(wait);
		requestAnimationFrame(() => done({First: n.responseStart, Painted: paint.startTime, Interactive: n.domContentLoadedEventEnd, Shift: shift}));
	};
	wait();
})`

// watchKeys notes, for each key that changes the box, the milliseconds from the key to the frame that shows what is offered.
const watchKeys = `(() => {
	window.keyTimes = [];
	let pressed = 0;
	const list = document.getElementById("suggestions");
	document.getElementById("q").addEventListener("keydown", e => { pressed = e.timeStamp; }, true);
	new MutationObserver(() => {
		const key = pressed;
		pressed = 0;
		if (key) requestAnimationFrame(() => window.keyTimes.push(performance.now() - key));
	}).observe(list, {childList: true});
})()`

// TestPageSpeed prints how fast pages and suggestions are in the browser's own measure, on the data folder that XUNBAO_SPEED_DATA names and that nothing else
// has open:
//
//	XUNBAO_SPEED_DATA=DIR go test -run TestPageSpeed -v ./web/browsertest
func TestPageSpeed(t *testing.T) {
	dir := os.Getenv("XUNBAO_SPEED_DATA")
	if dir == "" {
		t.Skip("XUNBAO_SPEED_DATA names no data folder: nothing was measured")
	}
	w := newBrowser(t)
	a, err := app.Open(t.Context(), app.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	w.server = serve(t, a)
	status, err := a.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d articles", status.Articles)
	for _, l := range []look{{}, {phone: true}} {
		w.measurePages(t, l)
	}
	w.measureKeys(t)
}

func (w *world) measurePages(t *testing.T, l look) {
	const rounds = 5
	b := w.open(t, l)
	var first, painted, interactive []float64
	shift := 0.0
	for round := range rounds + 1 {
		for _, path := range speedQueries() {
			b.visit(path)
			times := run(b, chromedp.Evaluate[loadTimes](loadTimesNow, chromedp.EvalAwaitPromise))
			if shift = max(shift, times.Shift); round == 0 {
				continue // the server reads the files for the first time
			}
			first, painted, interactive = append(first, times.First), append(painted, times.Painted), append(interactive, times.Interactive)
		}
	}
	t.Logf("%v: first byte %s, painted %s, interactive %s (at most %d), layout shift %v", l, spread(first), spread(painted), spread(interactive), mostInteractive, shift)
}

func (w *world) measureKeys(t *testing.T) {
	var all []float64
	for _, typed := range []string{"经济发展", "人工智能", "shanghai", "xueshengjiankang", "北京大学", "zhongguo"} {
		b := w.open(t, look{})
		b.visit("/")
		b.do(chromedp.Click(chromedp.CSS("#q")), chromedp.Evaluate[chromedp.Void](watchKeys))
		for n, key := range []rune(typed) {
			b.press(string(key))
			ended := fmt.Sprintf(`performance.getEntriesByType("resource").filter(e => e.name.includes("/suggest?")).length > %d`, n)
			b.until(ended)
			run(b, chromedp.Evaluate[bool](`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`, chromedp.EvalAwaitPromise))
		}
		all = append(all, eval[[]float64](b, `window.keyTimes`)...)
		if shift := run(b, chromedp.Evaluate[float64](layoutShift, chromedp.EvalAwaitPromise)); shift != 0 {
			t.Errorf("%s: layout shift %v while typing", typed, shift)
		}
	}
	t.Logf("from a key to its suggestions on the screen %s (at most %d)", spread(all), mostSuggestion)
}

// spread tells the median, the 95th percentile and the most of some milliseconds.
func spread(list []float64) string {
	if len(list) == 0 {
		return "nothing"
	}
	slices.Sort(list)
	return fmt.Sprintf("%.0f/%.0f/%.0f ms (p50, p95, most of %d)", list[len(list)/2], list[len(list)*95/100], list[len(list)-1], len(list))
}
