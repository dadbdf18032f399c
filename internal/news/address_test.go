package news

import "testing"

func TestCanonical(t *testing.T) {
	const page = "https://news.example/a/1.html"
	for _, address := range []string{
		page, "http://news.example/a/1.html", "HTTP://News.Example:80/a/1.html", "https://news.example:443/a/1.html#comments", "http://news.example./a/1.html?",
		" https://news.example/a/1.html?utm_source=x&UTM_medium=y ", "https://news.example/a/1.html?spm=1.2&gclid=3#", "https://news.example/a/1.html?&",
	} {
		if got := Canonical(address); got != page {
			t.Errorf("%q becomes %q", address, got)
		}
	}
	for address, want := range map[string]string{
		"http://news.example":                      "https://news.example/",
		"https://news.example:8080/a":              "https://news.example:8080/a",
		"https://news.example/A/1.html":            "https://news.example/A/1.html",
		"https://news.example/?b=2&a=1&utm_term=水": "https://news.example/?b=2&a=1",
		"https://news.example/#!/a/1":              "https://news.example/#!/a/1",
		"https://news.example/#/a/1":               "https://news.example/#/a/1",
		"https://news.example/新闻?id=1":             "https://news.example/%E6%96%B0%E9%97%BB?id=1",
		"https://news.example/%E6%96%B0%E9%97%BB":  "https://news.example/%E6%96%B0%E9%97%BB",
		"https://www.news.example/a":               "https://www.news.example/a",
		"n-2":                                      "n-2",
		"tag:news.example,2024:1":                  "tag:news.example,2024:1",
		"//news.example/a":                         "//news.example/a",
		"http://[::1":                              "http://[::1",
		"https://user@news.example/":               "https://user@news.example/",
		"mailto:a@news.example":                    "mailto:a@news.example",
		"":                                         "",
	} {
		if got := Canonical(address); got != want {
			t.Errorf("%q becomes %q, want %q", address, got, want)
		}
	}
}

// FuzzCanonical: what is canonical stays so.
func FuzzCanonical(f *testing.F) {
	f.Add("http://News.Example:80/a?utm_source=x&b=1#c")
	f.Add("https://news.example/%e6%96%b0?a=%&&b#!x")
	f.Fuzz(func(t *testing.T, address string) {
		once := Canonical(address)
		if twice := Canonical(once); twice != once {
			t.Errorf("%q becomes %q, and that %q", address, once, twice)
		}
	})
}
