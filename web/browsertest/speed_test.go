package browsertest

import (
	"fmt"
	"os"
	"slices"
	"strings"
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

// watchKeys notes, for each key that changes the box, the milliseconds from the key to the end of the frame that shows the answer to all that stands in the box, and to
// the end of the first frame that shows a list. keyShown waits for the next of them.
const watchKeys = `(() => {
	window.keyTimes = [], window.firstTimes = [];
	let pressed = 0, first = 0, done;
	const box = document.getElementById("q"), list = document.getElementById("suggestions");
	const framed = then => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = then; c.port2.postMessage(0); });
	box.addEventListener("keydown", e => { pressed = first = e.timeStamp; }, true);
	new MutationObserver(changes => {
		const key = pressed, early = first;
		if (early && changes.some(c => c.type === "childList")) {
			first = 0;
			framed(() => firstTimes.push(performance.now() - early));
		}
		if (!key || list.dataset.answers !== box.value.trim()) return;
		pressed = 0;
		framed(() => { keyTimes.push(performance.now() - key); done(); });
	}).observe(list, {childList: true, attributes: true});
	window.keyShown = new Promise(d => { done = d; });
	window.nextKey = () => window.keyShown.then(() => { window.keyShown = new Promise(d => { done = d; }); return true; });
})()`

// typedKeys are written one after another: characters as an input method gives them, pinyin in full, initials, and letters.
func typedKeys() []string {
	return strings.Fields(`经济发展 人工智能 shanghai xueshengjiankang 北京大学 zhongguo 教育部 新能源汽车 shuiku 水库除险加固 gdp 世界杯 yiqing 疫苗接种 高考 gaokao 房价 上海浦东
		renmin 人民日报 xinhuashe 新华社 天气预报 台风 taifeng nba 篮球比赛 zuqiu 足球 股市 gushi 科技创新 keji 航天 神舟 shenzhou 奥运会 地铁 ditie 高铁 扶贫 农村 nongcun 环境保护 wuran
		春节 chunjie 电影 dianying 音乐 医院 yiyuan 医生 大学生就业 jiuye 法院 fayuan 警方 jingfang 手机 shouji 5g 华为 huawei 互联网 网络安全 anquan 冬奥会 wuhan 武汉 广州 guangzhou`)
}

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
	t.Run("pages", func(t *testing.T) {
		for _, l := range []look{{}, {phone: true}} {
			w.measurePages(t, l)
		}
	})
	t.Run("keys", w.measureKeys)
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
	var all, first []float64
	for _, typed := range typedKeys() {
		b := w.open(t, look{})
		b.visit("/")
		b.do(chromedp.Click(chromedp.CSS("#q")), chromedp.Evaluate[chromedp.Void](watchKeys))
		for _, key := range typed {
			b.press(string(key))
			run(b, chromedp.Evaluate[bool](`nextKey()`, chromedp.EvalAwaitPromise))
		}
		all, first = append(all, eval[[]float64](b, `keyTimes`)...), append(first, eval[[]float64](b, `firstTimes`)...)
		b.wantStill(typed)
	}
	t.Logf("from a key to its suggestions on the screen %s (at most %d), to the first of them %s", spread(all), mostSuggestion, spread(first))
}

// spread tells the median, two percentiles and the most of some milliseconds.
func spread(list []float64) string {
	if len(list) == 0 {
		return "nothing"
	}
	slices.Sort(list)
	at := func(percent int) float64 { return list[len(list)*percent/100] }
	return fmt.Sprintf("%.0f/%.0f/%.0f/%.0f ms (p50, p95, p99, most of %d)", at(50), at(95), at(99), list[len(list)-1], len(list))
}
