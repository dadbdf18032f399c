package ui

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xunbao/search"
)

// starts are searches from which the links of a page set out.
var starts = []string{
	"",
	"q=青湾渡口",
	"q=青湾渡口&page=3",
	"q=%22a+b%22+-c+%26+%23&source=北坡日报&source=A%26B+<Daily>&tag=100%25&sort=newest",
	"q=渡口&from=2024-01&to=2024-05-15&collapse=none&size=20&interval=month",
	"from=-7d&sort=oldest&facets=source,tag&lang=zh",
}

// parsed reads the search that an address asks for.
func parsed(t *testing.T, address string) search.Request {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Path != "/" {
		t.Fatalf("address %q: path %q, %v", address, u.Path, err)
	}
	r, err := search.ParseRequest(u.Query(), now)
	if err != nil {
		t.Fatalf("address %q: %v", address, err)
	}
	return r
}

// same compares two searches as their addresses.
func same(t *testing.T, what, address string, want search.Request) {
	t.Helper()
	if diff := cmp.Diff(want.Values(), parsed(t, address).Values()); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// TestLinks follows every link of the search page and compares what it asks for with what its words say.
func TestLinks(t *testing.T) {
	for _, start := range starts {
		t.Run(start, func(t *testing.T) {
			address := escapedStart(start)
			from := parsed(t, address)
			f := harbour()
			for i, v := range f.result.Facets[search.Source] {
				for _, chosen := range from.Filters[search.Source] {
					f.result.Facets[search.Source][i].Selected = v.Selected || v.Value == chosen
				}
			}
			d := read(t, get(t, handler(t, f), address).Body.String())
			checkFacetLinks(t, d, from)
			checkChoiceLinks(t, d, from)
			checkChips(t, d, from)
			checkPageLinks(t, d, from)
			checkForm(t, d.all("form.searchbox")[0], asks(from, "新"), map[string]string{"q": "新"})
			checkForm(t, d.all("form.dates")[0], changed(undated(from), func(r *search.Request) { r.FromText, r.ToText = "2024-02-01", "2024-02-29" }),
				map[string]string{"from": "2024-02-01", "to": "2024-02-29"})
			for _, n := range d.all("a") {
				if href := attr(n, "href"); strings.HasPrefix(href, "/?") {
					parsed(t, href)
				}
			}
		})
	}
}

// asks changes the query; an order that nobody chose gives way to the one the new query has by itself.
func asks(from search.Request, query string) search.Request {
	return changed(from, func(r *search.Request) {
		if r.Values().Get("sort") == "" {
			r.Sort = ""
		}
		r.Query = query
	})
}

func escapedStart(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return "/?" + values.Encode()
}

func checkFacetLinks(t *testing.T, d document, from search.Request) {
	t.Helper()
	for _, n := range inside(d.all("section.facet")[0], "li") {
		value := text(inside(n, "bdi")[0])
		if links := inside(n, "a"); len(links) > 0 {
			same(t, "来源："+value, attr(links[0], "href"), toggled(from, search.Source, value))
		}
	}
}

func checkChoiceLinks(t *testing.T, d document, from search.Request) {
	t.Helper()
	sorts := map[string]search.Sort{"相关": search.Relevance, "最新": search.Newest, "最早": search.Oldest}
	collapses := map[string]search.Collapse{"合并转载": search.CollapseStory, "逐篇列出": search.CollapseNone}
	for label, address := range d.links("ul.choices") {
		same(t, label, address, changed(from, func(r *search.Request) {
			if s, ok := sorts[label]; ok {
				r.Sort = s
			}
			if c, ok := collapses[label]; ok {
				r.Collapse = c
			}
		}))
	}
	if got, want := len(d.links("ul.choices")), 5; got != want && from.Query != "" {
		t.Errorf("%d choices, want %d", got, want)
	}
}

// checkChips follows the chips one after another until no condition is left.
func checkChips(t *testing.T, d document, from search.Request) {
	t.Helper()
	chips := newChips(chineseReader(), from)
	if got := len(inside(d.root, "ul.chips")); (got > 0) != (len(chips) > 0) {
		t.Errorf("%d lists of chips for %d conditions", got, len(chips))
	}
	rest := from
	for range chips {
		rest = parsed(t, newChips(chineseReader(), rest)[0].URL)
	}
	same(t, "all chips gone", searchURL(changed(rest, func(*search.Request) {})), unfiltered(from))
	if address, ok := d.links("ul.chips")["全部去掉"]; ok {
		same(t, "全部去掉", address, unfiltered(from))
	}
}

func checkPageLinks(t *testing.T, d document, from search.Request) {
	t.Helper()
	for label, address := range d.links("nav.pager") {
		page := map[string]int{"上一页": from.Page - 1, "下一页": from.Page + 1, "1": 1, "2": 2}[label]
		if page > 0 {
			same(t, label, address, changed(from, func(r *search.Request) { r.Page = page }))
		}
	}
	if _, ok := d.links("nav.pager")["下一页"]; !ok {
		t.Error("no next page")
	}
}

// checkForm fills in a form and compares what it sends.
func checkForm(t *testing.T, form *html.Node, want search.Request, typed map[string]string) {
	t.Helper()
	sent := url.Values{}
	for _, n := range inside(form, "input") {
		value, ok := typed[attr(n, "name")]
		if !ok {
			value = attr(n, "value")
		}
		sent.Add(attr(n, "name"), value)
	}
	same(t, attr(form, "class"), "/?"+sent.Encode(), parsed(t, searchURL(want)))
}

// TestBarLinks: each bar leads to its own span of time, and never beyond the range in force.
func TestBarLinks(t *testing.T) {
	for _, c := range []struct {
		name, query string
		interval    search.Interval
		bucket      search.Bucket
		from, to    string
	}{
		{"year", "", search.Year, search.Bucket{From: day(2023, 1, 1), To: day(2024, 1, 1)}, "2023", "2023"},
		{"month", "q=渡口", search.Month, search.Bucket{From: day(2024, 2, 1), To: day(2024, 3, 1)}, "2024-02", "2024-02"},
		{"week", "", search.Week, search.Bucket{From: day(2024, 7, 29), To: day(2024, 8, 5)}, "2024-07-29", "2024-08-04"},
		{"day", "", search.Day, search.Bucket{From: day(2024, 2, 29), To: day(2024, 3, 1)}, "2024-02-29", "2024-02-29"},
		{"joined months", "", search.Month, search.Bucket{From: day(2023, 11, 1), To: day(2024, 2, 1)}, "2023-11", "2024-01"},
		{"range inside", "from=2024-02-10&to=2024-02-20", search.Month, search.Bucket{From: day(2024, 2, 1), To: day(2024, 3, 1)}, "2024-02-10", "2024-02-20"},
		{"range elsewhere", "from=2020&to=2021", search.Month, search.Bucket{From: day(2024, 2, 1), To: day(2024, 3, 1)}, "2024-02", "2024-02"},
		{"range around", "from=2023&to=2024", search.Month, search.Bucket{From: day(2024, 2, 1), To: day(2024, 3, 1)}, "2024-02", "2024-02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := parsed(t, escapedStart(c.query))
			got := parsed(t, searchURL(narrowed(from, c.interval, c.bucket)))
			if got.FromText != c.from || got.ToText != c.to {
				t.Errorf("got %s to %s, want %s to %s", got.FromText, got.ToText, c.from, c.to)
			}
			if got.From.Before(c.bucket.From) || got.To.After(c.bucket.To) || !got.From.Before(got.To) {
				t.Errorf("got %v to %v outside of the bucket", got.From, got.To)
			}
		})
	}
}

// TestFeedLinks: the result list names its feeds to programs and shows one to people; each asks for the same query and filters, in the order that feeds
// have by themselves. Every page names the description of the engine.
func TestFeedLinks(t *testing.T) {
	for _, start := range starts {
		address := escapedStart(start)
		d := read(t, get(t, handler(t, harbour()), address).Body.String())
		want := changed(parsed(t, address), func(r *search.Request) {
			usual := search.NewRequest()
			r.Sort, r.Size, r.Facets, r.Interval = "", usual.Size, usual.Facets, usual.Interval
		}).Values()
		feeds := map[string]string{}
		for _, n := range d.all("link") {
			if attr(n, "rel") == "alternate" {
				feeds[attr(n, "type")] = attr(n, "href")
			}
		}
		for kind, path := range map[string]string{"application/atom+xml": "/feed.atom", "application/rss+xml": "/feed.rss", "application/feed+json": "/feed.json"} {
			u, err := url.Parse(feeds[kind])
			if err != nil || u.Path != path {
				t.Fatalf("%s: %q, %v", kind, feeds[kind], err)
			}
			if diff := cmp.Diff(want, u.Query()); diff != "" {
				t.Errorf("%s: %s", start, diff)
			}
		}
		if shown := d.links("p.ways")["订阅"]; shown != feeds["application/atom+xml"] {
			t.Errorf("%s: 订阅 leads to %q", start, shown)
		}
	}
	for _, path := range []string{"/", "/articles/4", "/articles/nobody", "/?page=-1"} {
		found := false
		for _, n := range read(t, get(t, handler(t, harbour()), path).Body.String()).all("link") {
			found = found || attr(n, "rel") == "search" && attr(n, "href") == "/opensearch.xml"
		}
		if !found {
			t.Errorf("%s does not name the description", path)
		}
	}
}
