package main

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrintHits(t *testing.T) {
	answer := `{"total": 12, "articles": 31, "exact": true, "relaxed": "most", "page": 2, "size": 2, "took_ms": 3.14,
		"hits": [
			{"id": "港-1", "url": "http://a.example/1", "title": "𠮷祥港\u001b[31m开航", "source": "江城日报", "site": "江城网", "published": "2024-07-21T14:45:00+08:00",
			 "title_marks": [[2, 3]], "snippets": [{"text": "新\n航线", "marks": [[0, 1], [9, 99]]}], "story": {"count": 3}},
			{"id": "2", "url": "", "title": "", "source": "", "site": "东岭网", "published": "2024-07", "title_marks": [], "snippets": [], "story": null}
		]}`
	for _, c := range []struct {
		name string
		st   style
		want string
	}{
		{"plain", style{}, `No article has every word; these have most of them.

3. 𠮷祥港␛[31m开航
   江城日报 · 2024-07-21 14:45 · 3 reprints
   新 航线
   港-1 · http://a.example/1

4. (no title)
   东岭网 · 2024-07
   2

12 hits (31 articles), 3-4 shown, 3.1 ms
`},
		{"terminal", style{ansi: true}, "No article has every word; these have most of them.\n\n" +
			"3. 𠮷祥\x1b[1m港\x1b[0m␛[31m开航\n   江城日报 · 2024-07-21 14:45 · 3 reprints\n   \x1b[1m新\x1b[0m 航线\n   \x1b[2m港-1 · http://a.example/1\x1b[0m\n\n" +
			"4. (no title)\n   东岭网 · 2024-07\n   \x1b[2m2\x1b[0m\n\n12 hits (31 articles), 3-4 shown, 3.1 ms\n"},
	} {
		var out bytes.Buffer
		if err := printHits(&out, []byte(answer), c.st); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, out.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestPrintNoHits(t *testing.T) {
	var out bytes.Buffer
	if err := printHits(&out, []byte(`{"total":0,"articles":0,"exact":false,"relaxed":"none","page":1,"size":10,"took_ms":0.2,"hits":[]}`), style{}); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "about 0 hits, 0.2 ms\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := printHits(&out, []byte(`<html>`), style{}); err == nil {
		t.Error("HTML was taken for an answer")
	}
}

func FuzzMarked(f *testing.F) {
	f.Add("江城日报", 1, 3, 2, 9)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if got, want := marked(text, [][2]int{{a, b}, {c, d}}, style{}), harmless(string([]rune(text))); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
