package browsertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"xunbao/index/ingest"
	"xunbao/internal/app"
)

// madeServer serves articles made of texts and links, taken in as any source is, and tells their ids.
func madeServer(t *testing.T, texts, links []string) (server *httptest.Server, ids []string) {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	server = serve(t, a)
	records, _, err := ingest.Open([]string{writeMade(t, texts, links)}, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	summary, err := ingest.Run(t.Context(), records, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(server.URL + "/api/v1/export?format=jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var article struct{ ID string }
		if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, article.ID)
	}
	t.Logf("%d articles of %d records; %d were refused", len(ids), summary.Read, summary.Rejected)
	for _, r := range summary.Rejections {
		if !slices.ContainsFunc(rightRefusals(), func(reason string) bool { return strings.Contains(r.Err.Error(), reason) }) {
			t.Errorf("%s: %v", r.Origin, r.Err)
		}
	}
	if err := lines.Err(); err != nil || len(ids) < 200 {
		t.Fatalf("%d articles were taken in, %v", len(ids), err)
	}
	return server, ids
}

// rightRefusals are the reasons for which a made article may be refused: broken UTF-8 (three records and a page; what a byte was meant to be is not guessed), a control
// character in an id (two; ids stand in addresses and logs), and a title longer than any headline (two). A hostile text is no reason: it is taken in as it is.
func rightRefusals() []string {
	return []string{"is not valid UTF-8", "is neither UTF-8", "id: holds a control character", "title: 3006 characters", "title: 3007 characters"}
}

// shownNow is what the document is made of (every element, and every attribute of an element), whether a script of an article has run, and the links that lead
// neither to this server nor by http to an original.
const shownNow = `({
	Made: [...new Set([...document.querySelectorAll("*")].flatMap(e => [e.tagName, ...e.getAttributeNames().map(a => e.tagName + " " + a)]))].sort(),
	Ran: "hit" in window,
	Strange: [...document.querySelectorAll("a, area, form, link, base, use, image")].map(e => e.href?.baseVal ?? e.href ?? e.action).filter(h => h)
		.map(h => new URL(h, location.href)).filter(u => u.origin !== location.origin && !/^https?:$/.test(u.protocol)).map(u => u.href),
})`

type shown struct {
	Made, Strange []string
	Ran           bool
}

// madePaths are the pages that show made articles: lists of hits, trends, and each article.
func madePaths(ids []string) []string {
	paths := []string{"/?size=100", "/?size=100&page=2", "/?collapse=none&size=100&sort=oldest", "/trends?q=" + url.QueryEscape(shared) + "&q=" + url.QueryEscape("第")}
	for _, id := range ids {
		paths = append(paths, "/articles/"+url.PathEscape(id)+"?q="+url.QueryEscape(shared))
	}
	return paths
}

// askedPaths are pages that are asked for a text: as a query, a filter, and in trends.
func askedPaths(texts []string) []string {
	var paths []string
	for i, text := range texts {
		if strings.Contains(text, broken) || len([]rune(text)) > 200 {
			continue
		}
		escaped := url.QueryEscape(text)
		switch i % 8 { // all of them in both ways would take long
		case 1, 4, 6:
			paths = append(paths, "/?q="+escaped+"&source="+escaped)
		case 2:
			paths = append(paths, "/trends?q="+escaped+"&q="+url.QueryEscape(shared))
		}
	}
	return paths
}

// testHostile: what stands in an article is shown and does nothing. The pages of hostile articles are made of the same elements and attributes as those of harmless
// ones, no script of an article runs, nothing is asked of another server.
func testHostile(t *testing.T, w *world) {
	harmlessTexts := make([]string, len(attacks()))
	for i := range harmlessTexts {
		harmlessTexts[i] = fmt.Sprintf("平常的文字%d", i)
	}
	harmless, harmlessIDs := madeServer(t, harmlessTexts, []string{"https://news.example/1", "/2", "文字"})
	hostile, hostileIDs := madeServer(t, attacks(), addresses())

	b := w.openAt(t, harmless.URL, look{})
	known := map[string]bool{}
	var some []string
	for i := 0; i < len(harmlessIDs); i += 12 {
		some = append(some, harmlessIDs[i])
	}
	for _, path := range append(madePaths(some), askedPaths(harmlessTexts[:8])...) {
		b.visit(path)
		b.learn(known)
	}
	for _, p := range samplePages() { // an error page has elements of its own
		if p.status >= 400 {
			b.visitPage(p)
			b.learn(known)
		}
	}
	b.visit("/")
	b.typeSlowly("第")
	b.learn(known)
	knownParts := b.feedParts()
	b.wantNoComplaint("harmless")

	h := w.openAt(t, hostile.URL, look{})
	for _, path := range madePaths(hostileIDs) {
		h.visit(path)
		h.wantOurs(known, path)
	}
	for _, path := range askedPaths(attacks()) {
		h.expect(h.base + path)
		h.visit(path)
		h.wantOurs(known, path)
	}
	h.visit("/")
	for _, typed := range []string{"<", "第", "window", "长", "script"} {
		h.typeSlowly(typed)
		h.wantOurs(known, "suggestions for "+typed)
	}
	for _, part := range h.feedParts() {
		if !slices.Contains(knownParts, part) {
			t.Errorf("the feeds of hostile articles have %s, which those of harmless ones have not", part)
		}
	}
	if len(knownParts) < 20 {
		t.Errorf("the feeds of harmless articles have only %q", knownParts)
	}
}

// learn adds what the page is made of to known.
func (b *tab) learn(known map[string]bool) {
	b.t.Helper()
	for _, name := range eval[shown](b, shownNow).Made {
		known[name] = true
	}
}

// wantOurs fails when the page has what is not known, has run a script of an article, or leads where nothing of ours does.
func (b *tab) wantOurs(known map[string]bool, where string) {
	b.t.Helper()
	now := eval[shown](b, shownNow)
	for _, name := range now.Made {
		if !known[name] {
			b.t.Errorf("%s: the page has %s, which no harmless page has", where, name)
		}
	}
	if now.Ran {
		b.t.Errorf("%s: a script of an article has run", where)
	}
	if len(now.Strange) > 0 {
		b.t.Errorf("%s: links to %q", where, now.Strange)
	}
	b.wantNoComplaint(where)
}

// typeSlowly replaces what stands in the box and waits for the answer about it.
func (b *tab) typeSlowly(text string) {
	b.t.Helper()
	run(b, chromedp.Evaluate[bool](`new Promise(done => {
		const box = document.getElementById("q"), list = document.getElementById("suggestions");
		const seen = new PerformanceObserver(() => requestAnimationFrame(() => { seen.disconnect(); done(true); }));
		seen.observe({type: "resource"});
		box.focus();
		box.value = `+quoted(text)+`;
		box.dispatchEvent(new InputEvent("input", {bubbles: true}));
	})`, chromedp.EvalAwaitPromise))
}

// feedParts is what the feeds of all articles are made of, and what the HTML in them is made of: names of elements and attributes, and strange links.
const feedParts = `(async () => {
	const names = (root, prefix) => [...root.querySelectorAll("*")].flatMap(e => [prefix + e.tagName, ...e.getAttributeNames().map(a => prefix + e.tagName + " " + a)]);
	const inside = text => {
		const page = new DOMParser().parseFromString(text, "text/html");
		const strange = [...page.querySelectorAll("[href], [src]")].map(e => e.getAttribute("href") ?? e.getAttribute("src")).filter(a => !/^(https?:|\/)/.test(a));
		return [...names(page, "html "), ...strange.map(a => "leads to " + a)];
	};
	const found = [];
	for (const path of ["/feed.atom?size=100", "/feed.rss?size=100"]) {
		const feed = new DOMParser().parseFromString(await (await fetch(path)).text(), "application/xml");
		found.push(...names(feed, path + " "));
		for (const e of feed.querySelectorAll("content, summary, description")) found.push(...inside(e.textContent));
	}
	for (const item of (await (await fetch("/feed.json?size=100")).json()).items) {
		found.push(...Object.keys(item).map(key => "json " + key), ...inside(item.content_html ?? ""));
		if (!/^https?:/.test(item.url)) found.push("leads to " + item.url);
	}
	return [...new Set(found)].sort();
})()`

// feedParts reads the feeds of a server.
func (b *tab) feedParts() []string {
	b.t.Helper()
	b.visit("/")
	return run(b, chromedp.Evaluate[[]string](feedParts, chromedp.EvalAwaitPromise))
}
