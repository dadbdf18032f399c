package feed_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

// TestParameters: those of a search, newest first, one entry a story, thirty of them; without counts.
func TestParameters(t *testing.T) {
	for _, c := range []struct {
		query    string
		sort     search.Sort
		size     int
		page     int
		collapse search.Collapse
	}{
		{"", search.Newest, 30, 1, search.CollapseStory},
		{"q=水闸", search.Newest, 30, 1, search.CollapseStory},
		{"q=水闸&sort=relevance&facets=tag&interval=day&explain=true", search.Relevance, 30, 1, search.CollapseStory},
		{"sort=oldest&size=100&page=100&collapse=none", search.Oldest, 100, 100, search.CollapseNone},
		{"size=0", search.Newest, 0, 1, search.CollapseStory},
	} {
		s := newSite("")
		if w := s.get("GET", "/feed.json?"+c.query); w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", c.query, w.Code, w.Body)
		}
		if got := s.asked; got.Sort != c.sort || got.Size != c.size || got.Page != c.page || got.Collapse != c.collapse || got.Explain ||
			len(got.Facets) > 0 || got.Interval != search.NoInterval {
			t.Errorf("%s asks for %+v", c.query, got)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, query := range []string{"page=-1", "page=0", "size=101", "size=100&page=101", "page=400", "sort=best", "nothing=1", "q=a&q=b", "from=2025&to=2024", "facets=x",
		"interval=minute", "tz=Mars/Base", "explain=perhaps", "cursor=a&page=2"} {
		for path := range checks {
			s := newSite("")
			if w := s.get("GET", path+"?"+query); w.Code != http.StatusBadRequest || w.Header().Get("ETag") != "" {
				t.Errorf("%s?%s: %d", path, query, w.Code)
			}
		}
	}
	s := newSite("")
	for err, status := range map[error]int{search.ErrUnavailable: 503, search.ErrTooLong: 503, &search.ParameterError{Field: "cursor"}: 400} {
		s.err = err
		if w := s.get("GET", "/feed.rss"); w.Code != status {
			t.Errorf("%v: %d", err, w.Code)
		}
	}
}

// TestAddresses: the feed's own address asks for the same, the next goes on, and the page shows the same search.
func TestAddresses(t *testing.T) {
	for _, c := range []struct{ base, query, self, next, home string }{
		{"", "", "http://news.example/feed.atom", "http://news.example/feed.atom?cursor=C", "http://news.example/"},
		{"https://x.example:8443", "q=a+b&size=30&sort=newest", "https://x.example:8443/feed.atom?q=a+b", "https://x.example:8443/feed.atom?cursor=C&q=a+b",
			"https://x.example:8443/?q=a+b&sort=newest"},
		{"", "q=a&sort=relevance&page=2&size=10&facets=tag", "http://news.example/feed.atom?page=2&q=a&size=10&sort=relevance",
			"http://news.example/feed.atom?cursor=C&q=a&size=10&sort=relevance", "http://news.example/?q=a"},
		{"", "from=-7d&tag=%E9%97%B8", "http://news.example/feed.atom?from=-7d&tag=%E9%97%B8", "http://news.example/feed.atom?cursor=C&from=-7d&tag=%E9%97%B8",
			"http://news.example/?from=-7d&tag=%E9%97%B8"},
	} {
		s := newSite(c.base)
		s.result.Cursor = "C"
		got := map[string]string{}
		for _, link := range parseXML(t, s.get("GET", "/feed.atom?"+c.query).Body.Bytes()).all(atomSpace, "link") {
			got[link.attr("rel")] = link.attr("href")
		}
		if diff := cmp.Diff(map[string]string{"self": c.self, "next": c.next, "alternate": c.home}, got); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
		asked := s.asked
		self, err := url.Parse(got["self"])
		if err != nil {
			t.Fatal(err)
		}
		s.get("GET", self.RequestURI())
		if diff := cmp.Diff(asked.Values(), s.asked.Values()); diff != "" {
			t.Errorf("%s asks for something else: %s", c.self, diff)
		}
	}
}

// TestConditional: a client that has the feed is told so by tag or by date, one that has an older one gets it, and no date is given within the second
// in which the feed could still change.
func TestConditional(t *testing.T) {
	for path := range checks {
		s := newSite("", gatehouse()...)
		w := s.get("GET", path+"?q=a")
		tag := w.Header().Get("ETag")
		if w.Code != http.StatusOK || tag == "" || w.Header().Get("Last-Modified") != "" {
			t.Fatalf("%s: %d %v", path, w.Code, w.Header())
		}
		s.now = s.now.Add(2 * time.Second)
		w = s.get("GET", path+"?q=a")
		date := w.Header().Get("Last-Modified")
		if date != now.Add(time.Second).UTC().Format(http.TimeFormat) || w.Header().Get("ETag") != tag {
			t.Errorf("%s: Last-Modified %q, tag %s", path, date, w.Header().Get("ETag"))
		}
		before := now.UTC().Format(http.TimeFormat)
		wants := func(when string, status int, headers ...string) {
			t.Helper()
			for _, method := range []string{"GET", "HEAD"} {
				w := s.get(method, path+"?q=a", headers...)
				if w.Code != status || w.Header().Get("ETag") == "" || (w.Body.Len() > 0) != (method == "GET" && status == http.StatusOK) {
					t.Errorf("%s %s, %s, %v: %d with %d bytes", method, path, when, headers, w.Code, w.Body.Len())
				}
			}
		}
		wants("unchanged", 304, "If-None-Match", tag)
		wants("unchanged", 304, "If-None-Match", `"x", W/`+tag)
		wants("unchanged", 304, "If-Modified-Since", date)
		wants("unchanged", 200, "If-Modified-Since", before)
		wants("unchanged", 200, "If-None-Match", `"x"`, "If-Modified-Since", date)
		s.result.Hits = s.result.Hits[1:]
		s.now = s.now.Add(time.Minute)
		wants("changed", 200, "If-None-Match", tag)
		wants("changed", 200, "If-Modified-Since", date)
		wants("changed", 200, "If-Modified-Since", s.now.UTC().Format(http.TimeFormat))
	}
}
