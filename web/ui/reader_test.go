package ui

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"xunbao/web/ui/words"
)

func TestPreferred(t *testing.T) {
	for header, want := range map[string]words.Language{
		"": words.Chinese, "*": words.Chinese, "zh-CN": words.Chinese, "zh-Hant-HK,en;q=0.9": words.Chinese, "ZH": words.Chinese,
		"en": words.English, "en-US,en;q=0.9,zh;q=0.8": words.English, "EN-gb": words.English, "zh;q=0.5, en;q=0.6": words.English,
		"fr": words.English, "fr-FR,de;q=0.5": words.English, "fr,zh;q=0.1": words.Chinese, "ja, en;q=0.2": words.English,
		"en;q=0": words.Chinese, "en;q=0, zh;q=0.1": words.Chinese, "zh;q=x, en;q=0.1": words.English, "en;q=7": words.Chinese, "en;q=nan": words.Chinese,
		",,;;=": words.Chinese, "english": words.English, "zh;q=1;x=y, en": words.Chinese,
	} {
		if got := preferred(header); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}

// ask sends headers by their names with a request.
func ask(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestChoices: the address counts more than the cookie, the cookie more than the browser; what the address says is kept.
func TestChoices(t *testing.T) {
	h := handler(t, harbour())
	for _, c := range []struct {
		name, path, cookie, accept string
		lang, theme                string
		keeps                      string
	}{
		{"nothing said", "/", "", "", "zh-CN", "", ""},
		{"browser", "/", "", "en-US", "en", "", ""},
		{"cookie", "/", "xunbao_ui=en; xunbao_theme=dark", "zh-CN", "en", "dark", ""},
		{"cookie of no sense", "/", "xunbao_ui=fr; xunbao_theme=<b>", "", "zh-CN", "", ""},
		{"address", "/?ui=en", "xunbao_ui=zh", "zh-CN", "en", "", "xunbao_ui=en"},
		{"theme", "/?theme=light&q=a", "xunbao_theme=dark", "", "zh-CN", "light", "xunbao_theme=light"},
		{"theme of the system", "/trends?theme=auto", "xunbao_theme=dark", "", "zh-CN", "", "xunbao_theme=auto"},
		{"article", "/articles/4?ui=en&theme=dark", "", "", "en", "dark", "xunbao_ui=en"},
		{"no such page", "/articles/nobody?ui=en", "", "", "en", "", "xunbao_ui=en"},
		{"error", "/?page=-1", "xunbao_ui=en", "", "en", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, c.path, "Cookie", c.cookie, "Accept-Language", c.accept)
			page := read(t, w.Body.String()).all("html")[0]
			if attr(page, "lang") != c.lang || attr(page, "data-theme") != c.theme {
				t.Errorf("got %q, %q", attr(page, "lang"), attr(page, "data-theme"))
			}
			cookies := strings.Join(w.Header().Values("Set-Cookie"), "\n")
			if (cookies != "") != (c.keeps != "") || !strings.Contains(cookies, c.keeps) {
				t.Errorf("keeps %q, want %q", cookies, c.keeps)
			}
			if cookies != "" && !strings.Contains(cookies, "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict") {
				t.Errorf("the cookie is %q", cookies)
			}
			if vary := strings.Join(w.Header().Values("Vary"), ", "); !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Cookie") {
				t.Errorf("varies by %q", vary)
			}
		})
	}
	for _, path := range []string{"/?ui=fr", "/?ui=zh&ui=en", "/?ui=", "/trends?theme=pink", "/articles/4?theme=dark&theme=dark"} {
		w := get(t, h, path)
		if w.Code != http.StatusBadRequest || len(w.Header().Values("Set-Cookie")) > 0 {
			t.Errorf("%s: status %d, keeps %q", path, w.Code, w.Header().Values("Set-Cookie"))
		}
	}
}

// TestSwitches: a switch leads to the page itself, with all it asks for.
func TestSwitches(t *testing.T) {
	d := read(t, get(t, handler(t, harbour()), escapedQuery("/?q=渡口&tag=a&page=2&ui=zh")).Body.String())
	links := d.links("ul.switch")
	for label, want := range map[string]string{
		"English": "?page=2&q=%E6%B8%A1%E5%8F%A3&tag=a&ui=en", "中文": "?page=2&q=%E6%B8%A1%E5%8F%A3&tag=a&ui=zh", "深色": "?page=2&q=%E6%B8%A1%E5%8F%A3&tag=a&theme=dark",
	} {
		if links[label] != want {
			t.Errorf("%s leads to %q, want %q", label, links[label], want)
		}
	}
}

// TestEnglishPages: nothing but names and texts of articles is Chinese on an English page.
func TestEnglishPages(t *testing.T) {
	f := regatta()
	f.result.Query, f.trends.Trends[0].Query, f.trends.Trends[1].Query = "ferry", "boat", "ferry"
	for _, path := range []string{"/?q=ferry", "/?q=ferry&page=99", "/trends", "/trends?q=boat&q=ferry", "/articles/nobody", "/?page=-1", "/?tag=a&from=-7d"} {
		d := read(t, ask(handler(t, f), path, "Accept-Language", "en").Body.String())
		for _, n := range append(d.all("bdi"), d.all("ul.switch")...) {
			n.Parent.RemoveChild(n)
		}
		if found := regexp.MustCompile(`\p{Han}+`).FindAllString(text(d.root), -1); len(found) > 0 {
			t.Errorf("%s says %q", path, found)
		}
		for n := range d.root.Descendants() {
			for _, a := range n.Attr {
				if (a.Key == "title" || a.Key == "placeholder" || a.Key == "aria-label") && regexp.MustCompile(`\p{Han}`).MatchString(a.Val) {
					t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
			}
		}
	}
}
