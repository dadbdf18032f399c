package api

import (
	"html"
	"math/rand/v2"
	"strings"
	"testing"

	"xunbao/search/highlight"
)

func TestMarkedHTML(t *testing.T) {
	for _, c := range []struct {
		name     string
		fragment highlight.Fragment
		want     string
	}{
		{"no marks", highlight.Fragment{Text: "云溪湾"}, "云溪湾"},
		{"rare characters", highlight.Fragment{Text: "在𠮷祥街", Marks: []highlight.Span{{Start: 1, End: 2}}}, "在<mark>𠮷</mark>祥街"},
		{"a tag in the text", highlight.Fragment{Text: "<mark>&\"'", Marks: []highlight.Span{{Start: 0, End: 6}}}, "<mark>&lt;mark&gt;</mark>&amp;&#34;&#39;"},
		{"whole", highlight.Fragment{Text: "😀", Marks: []highlight.Span{{Start: 0, End: 1}}}, "<mark>😀</mark>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markedHTML(c.fragment); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestMarkedHTMLLaw: without its mark tags and unescaped, the HTML is the text, and what stands in the tags is what the marks name.
func TestMarkedHTMLLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("云溪𠮷😀<>&\"'a\n\u200b;#39")
	for range 2000 {
		text := make([]rune, 1+rng.IntN(30))
		for i := range text {
			text[i] = letters[rng.IntN(len(letters))]
		}
		var marks []highlight.Span
		var want []string
		for at := rng.IntN(4); at < len(text); {
			end := min(len(text), at+1+rng.IntN(4))
			marks = append(marks, highlight.Span{Start: at, End: end})
			want = append(want, string(text[at:end]))
			at = end + 1 + rng.IntN(4)
		}
		page := markedHTML(highlight.Fragment{Text: string(text), Marks: marks})
		bare := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(page)
		if got := html.UnescapeString(bare); got != string(text) || strings.ContainsAny(bare, "<>") {
			t.Fatalf("%q: unescapes to %q", page, got)
		}
		for i, part := range strings.Split(page, "<mark>")[1:] {
			if inside, _, _ := strings.Cut(part, "</mark>"); html.UnescapeString(inside) != want[i] {
				t.Fatalf("%q: mark %d is not %q", page, i, want[i])
			}
		}
	}
}
