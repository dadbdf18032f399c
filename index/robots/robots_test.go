package robots

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAllows(t *testing.T) {
	tests := []struct {
		name, file string
		yes, no    []string // paths
	}{
		{"an empty file", "", []string{"/", "/a"}, nil},
		{"everything", "User-agent: *\nDisallow: /\n", []string{"/robots.txt"}, []string{"/", "/a", "/a?b"}},
		{"nothing", "User-agent: *\nDisallow:\n", []string{"/", "/a"}, nil},
		{"a folder", "user-agent:*\ndisallow:/b/ # and all in it", []string{"/b", "/a", "/ab/"}, []string{"/b/", "/b/c"}},
		{"our own group", "User-agent: *\nDisallow: /\n\nUser-agent: Xunbao/2.0\nDisallow: /b", []string{"/", "/a"}, []string{"/b", "/bc"}},
		{"a name that only begins like ours", "User-agent: xunbaobot\nDisallow: /", []string{"/"}, nil},
		{"groups of ours are one", "User-agent: xunbao\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: XUNBAO\nDisallow: /b", []string{"/c"}, []string{"/a", "/b"}},
		{"several names", "User-agent: other\nUser-agent: xunbao\nSitemap: https://n.example/s.xml\nUser-agent: third\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"a rule ends the names", "User-agent: xunbao\nDisallow: /a\nUser-agent: other\nDisallow: /b", []string{"/b"}, []string{"/a"}},
		{"rules of nobody", "Disallow: /\nUser-agent: *\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"the longest decides", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", []string{"/a/b", "/a/b/d"}, []string{"/a", "/a/c", "/a/b/c"}},
		{"of two equals the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a", []string{"/a", "/ab"}, nil},
		{"any characters", "User-agent: *\nDisallow: /*.php\nDisallow: *?print", []string{"/a.html", "/php"}, []string{"/a.php", "/b/a.php?x", "/a?print=1"}},
		{"the end", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /x$", []string{"/a.pdf?x", "/a.pdfx", "/xy"}, []string{"/a.pdf", "/a.pdf.pdf", "/x"}},
		{"only the front page", "User-agent: *\nAllow: /$\nDisallow: /", []string{"/", ""}, []string{"/a", "/?a"}},
		{"a dollar amid", "User-agent: *\nDisallow: /a$b", []string{"/a"}, []string{"/a$b", "/a%24b"}},
		{"a star that is meant", "User-agent: *\nDisallow: /file-%2A.html", []string{"/file-a.html"}, []string{"/file-*.html", "/file-%2a.html"}},
		{"octets in every spelling", "User-agent: *\nDisallow: /新闻/\nDisallow: /a%7Eb\nDisallow: /c%2fd", []string{"/c/d"},
			[]string{"/%E6%96%B0%E9%97%BB/1", "/%e6%96%b0%e9%97%bb/", "/新闻/", "/a~b", "/a%7eb", "/c%2Fd"}},
		{"line ends of every kind, a mark in front", "\ufeffUser-agent: *\rDisallow: /a\r\n\r\nDisallow: /b\n", []string{"/c"}, []string{"/a", "/b"}},
		{"nonsense", "<html>\nUser-agent *\nDisallow: /\n: :\n", []string{"/"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rules := Parse([]byte(tt.file), "xunbao")
			for _, path := range tt.yes {
				if !rules.Allows(parsed(t, "https://news.example"+path)) {
					t.Errorf("%s is refused", path)
				}
			}
			for _, path := range tt.no {
				if rules.Allows(parsed(t, "https://news.example"+path)) {
					t.Errorf("%s is allowed", path)
				}
			}
		})
	}
}

func TestForbidden(t *testing.T) {
	if r := Forbidden(); r.Allows(parsed(t, "https://n.example/a")) || r.Allows(parsed(t, "https://n.example")) || !r.Allows(parsed(t, "https://n.example/robots.txt")) {
		t.Error("a site that tells nothing is not closed")
	}
}

func TestDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"Crawl-delay: 5": 5 * time.Second, "crawl-delay: 0.5": 500 * time.Millisecond, "Crawl-delay: 1e300": time.Minute,
		"Crawl-delay: -1": 0, "Crawl-delay: NaN": 0, "Crawl-delay: soon": 0, "": 0,
	} {
		if got := Parse([]byte("User-agent: *\n"+text), "xunbao").Delay; got != want {
			t.Errorf("%q asks for %v, want %v", text, got, want)
		}
	}
}

// TestBounded: what lies beyond the limit is not read.
func TestBounded(t *testing.T) {
	file := "User-agent: *\nDisallow: /a\n" + strings.Repeat("#", MaxBytes) + "\nDisallow: /b\n"
	rules := Parse([]byte(file), "xunbao")
	if rules.Allows(parsed(t, "https://n.example/a")) || !rules.Allows(parsed(t, "https://n.example/b")) {
		t.Error("the limit is not where it is said to be")
	}
}

// FuzzMatches: patterns match as the regular expressions do that they stand for.
func FuzzMatches(f *testing.F) {
	f.Add("/a*b*$", "/axxbyyb")
	f.Add("*/b$", "/a/b/b")
	f.Add("/a**$", "/a")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		body, anchored := strings.CutSuffix(pattern, "$")
		parts := strings.Split(body, "*")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		expression := "(?s)^" + strings.Join(parts, ".*")
		if anchored {
			expression += "$"
		}
		like, err := regexp.Compile(expression)
		if err != nil || strings.ToValidUTF8(pattern+path, "") != pattern+path {
			t.Skip("no expression can tell")
		}
		if got, want := matches(pattern, path), like.MatchString(path); got != want {
			t.Errorf("%q and %q: %v, the expression says %v", pattern, path, got, want)
		}
	})
}

// FuzzParse: any file is read, the same address in another spelling is judged alike, and robots.txt may always be asked for.
func FuzzParse(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*%2f$\nAllow: /新\nCrawl-delay: 3", "/a/%e6?b=*")
	f.Add("User-agent: xunbao\rDisallow: *", "/")
	f.Fuzz(func(t *testing.T, file, path string) {
		rules := Parse([]byte(file), "xunbao")
		u, err := url.Parse("https://news.example/" + path)
		if err != nil {
			return
		}
		allowed := rules.Allows(u)
		if again, err := url.Parse("https://news.example" + normalPath(u)); err == nil && rules.Allows(again) != allowed {
			t.Errorf("%q is judged %v, as %q otherwise", path, allowed, again)
		}
		if !rules.Allows(&url.URL{Path: "/robots.txt"}) {
			t.Error("robots.txt itself is refused")
		}
		if rules.Delay < 0 || rules.Delay > maxDelay {
			t.Errorf("a pause of %v", rules.Delay)
		}
	})
}
