package zh

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func load(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func gramsOf(folded string) []string {
	var out []string
	Grams(folded, func(start, end int) { out = append(out, folded[start:end]) })
	return out
}

func wordsOf(s *Segmenter, folded string) []string {
	var out []string
	s.Words(folded, func(start, end int) { out = append(out, folded[start:end]) })
	return out
}

func TestGrams(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"Han", "博鳌,好", []string{"博", "鳌", "博鳌", ",", "好"}},
		{"Latin", "gdp", []string{"g", "d", "gd", "p", "dp", "gdp"}},
		{"mixed", "5g网", []string{"5", "g", "5g", "网", "g网"}},
		{"white space parts", "甲 乙", []string{"甲", "乙"}},
		{"emoji alone", "🎉新", []string{"🎉", "新"}},
		{"kana in pairs only", "アイウ", []string{"ア", "イ", "アイ", "ウ", "イウ"}},
		{"empty", "", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := gramsOf(c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			GramCharacters(c.text, func(start, end int, characters []rune) {
				if string(characters) != c.text[start:end] {
					t.Errorf("%q is given as %q", c.text[start:end], string(characters))
				}
			})
		})
	}
}

// TestNeeded is the law that search stands on: a text that has a string has every gram the string needs; and where Needed says that the
// gram decides, a text that has the gram has the string.
func TestNeeded(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		text := FoldString(randomText(rng, 1+rng.IntN(30)))
		runes := []rune(text)
		if len(runes) == 0 {
			continue
		}
		from := rng.IntN(len(runes))
		part := string(runes[from : from+1+rng.IntN(min(6, len(runes)-from))])
		grams := gramsOf(text)
		needed, exact := Needed(part)
		for _, gram := range needed {
			if !slices.Contains(grams, gram) {
				t.Fatalf("%q is in %q, but the gram %q it needs is not among %q", part, text, gram, grams)
			}
		}
		if exact && (len(needed) != 1 || needed[0] != part) {
			t.Fatalf("Needed(%q) = %q is said to decide", part, needed)
		}
	}
}

func TestNeededDecidesShortStrings(t *testing.T) {
	for _, c := range []struct {
		text  string
		exact bool
	}{{"鳌", true}, {"博鳌", true}, {"ai", true}, {"gdp", true}, {"5g", true}, {"4年", true}, {"博鳌论", false}, {"2024", false}, {"，", true}, {"a b", false}, {" ", false}, {"", false}} {
		if _, exact := Needed(c.text); exact != c.exact {
			t.Errorf("Needed(%q) decides: %v, want %v", c.text, exact, c.exact)
		}
	}
}

func TestWords(t *testing.T) {
	s := load(t)
	cases := []struct {
		name, text string
		has        []string
	}{
		{"sub-words at every level", "华为技术有限公司", []string{"华为技术有限公司", "华为技术", "华为", "技术", "有限公司", "公司"}},
		{"own words", "微信和短视频", []string{"微信", "短视频"}},
		{"Latin and digits", "5g 网络 bio-park 2024", []string{"5g", "网络", "bio", "park", "2024"}},
		{"repeated words", "中国和中国人民在中国", []string{"中国", "中国", "中国"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := wordsOf(s, c.text)
			for _, want := range c.has {
				at := slices.Index(got, want)
				if at < 0 {
					t.Fatalf("%q is missing in %q", want, wordsOf(s, c.text))
				}
				got = slices.Delete(got, at, at+1)
			}
		})
	}
}

// checkWords holds the laws of the word lane: words lie on character boundaries, hold no mark or white space, and Cut goes forward
// without overlap.
func checkWords(t *testing.T, s *Segmenter, text string) {
	t.Helper()
	folded := FoldString(text)
	good := func(start, end int) {
		if start < 0 || start >= end || end > len(folded) || !utf8.ValidString(folded[start:end]) {
			t.Fatalf("word [%d, %d) of %q is no text", start, end, folded)
		}
		if strings.ContainsFunc(folded[start:end], func(r rune) bool { return classes().of(r)&letter == 0 || unicode.IsSpace(r) }) {
			t.Fatalf("word %q of %q has a mark in it", folded[start:end], folded)
		}
	}
	s.Words(folded, good)
	last := 0
	for _, word := range s.Cut(folded) {
		good(word.Start, word.End)
		if word.Start < last {
			t.Fatalf("word at %d of %q overlaps the one before, which ends at %d", word.Start, folded, last)
		}
		last = word.End
	}
}

func TestWordLaws(t *testing.T) {
	s := load(t)
	rng := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		checkWords(t, s, randomText(rng, rng.IntN(60)))
	}
}

func FuzzWords(f *testing.F) {
	s := load(f)
	f.Add("华为技术有限公司在云浦市落地Bio-Park，５Ｇ网络🎉")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 4096 {
			checkWords(t, s, strings.ToValidUTF8(text, "\uFFFD"))
		}
	})
}

func TestIsStop(t *testing.T) {
	for word, want := range map[string]bool{"的": true, "以及": true, "the": true, "水库": false, "": false} {
		if got := IsStop(word); got != want {
			t.Errorf("IsStop(%q) = %v, want %v", word, got, want)
		}
	}
}

const article = "云浦市水利局昨日通报，龙眼潭水库除险加固工程已完成３５％，预计明年汛期前蓄水。记者在坝顶看到，两台旋挖钻机正在施工，工人们三班倒，赶在雨季之前完成防渗墙。\n"

func BenchmarkWords(b *testing.B) {
	s := load(b)
	folded := FoldString(strings.Repeat(article, 20))
	b.SetBytes(int64(len(folded)))
	for b.Loop() {
		s.Words(folded, func(int, int) {})
	}
}

func BenchmarkGrams(b *testing.B) {
	folded := FoldString(strings.Repeat(article, 20))
	b.SetBytes(int64(len(folded)))
	for b.Loop() {
		Grams(folded, func(int, int) {})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := loadEmbedded(); err != nil {
			b.Fatal(err)
		}
	}
}
