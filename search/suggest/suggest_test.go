package suggest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

// small is an index of invented texts.
func small(t testing.TB) *Index {
	return Build([]Entry{
		{"水库", 40, Word}, {"水库大坝", 9, Word}, {"水酷", 1, Word}, {"经济", 300, Word}, {"经济发展", 80, Word}, {"发展", 200, Word},
		{"厦门", 30, Word}, {"夏门", 1, Word}, {"银行", 90, Word}, {"银杏", 20, Word}, {"iphone", 12, Word}, {"重庆", 60, Word},
		{"云溪日报", 25, Name}, {"云溪日报", 3, Word}, {"云溪水库开始蓄水", 1, Title}, {"云溪水库 今日开闸", 2, Title}, {"南京", 50, Word},
		{"兰晶", 1, Word}, {"ＡＢＣ电视台", 7, Name}, {"", 5, Word}, {"空", 0, Word},
	}, readings(t))
}

func suggestions(t testing.TB, x *Index, typed string, count Counter) []string {
	t.Helper()
	found, err := x.Suggest(t.Context(), typed, 8, count)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range found {
		mark := ""
		if s.Kind == search.Correction {
			mark = "!"
		}
		out = append(out, mark+s.Text)
	}
	return out
}

func TestSuggest(t *testing.T) {
	x := small(t)
	for _, c := range []struct {
		typed string
		want  []string // corrections begin with !
	}{
		{"水", []string{"水库", "水库大坝", "水酷"}},
		{"水库", []string{"水库大坝"}},
		{"shuiku", []string{"水库", "水酷", "水库大坝"}},
		{"SHUI库", []string{"水库", "水库大坝"}},
		{"ｓｋ", []string{"水库", "水酷", "水库大坝"}},
		{"skdb", []string{"水库大坝"}},
		{"shuikudb", []string{"水库大坝"}},
		{"水酷", []string{"!水库"}},
		{"xiamen", []string{"厦门", "夏门"}},
		{"夏門", []string{"!厦门"}},
		{"yinhang", []string{"银行"}},
		{"yinxing", []string{"银杏"}},
		{"chongqing", []string{"重庆"}},
		{"雲溪日", []string{"云溪日报"}},
		{"云溪水", []string{"云溪水库 今日开闸", "云溪水库开始蓄水"}},
		{"云溪曰报", []string{"!云溪日报"}},
		{"经济发占", []string{"!经济发展"}},
		{"iphnoe", []string{"!iphone"}},
		{"nanjin", []string{"南京"}},
		{"lanjing", []string{"!南京", "兰晶"}},
		{"abc电", []string{"ＡＢＣ电视台"}},
		{"空", nil},
		{"", nil},
		{"  ", nil},
		{"\u200b", nil},
		{"？！", nil},
		{strings.Repeat("水", MaxRunes+1), nil},
	} {
		if diff := cmp.Diff(c.want, suggestions(t, x, c.typed, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.typed, diff)
		}
	}
}

// TestCounter: what articles have is not corrected; a phrase is corrected to one that they have.
func TestCounter(t *testing.T) {
	x := small(t)
	for _, c := range []struct {
		typed  string
		counts map[string]int
		want   []string
	}{
		{"银航", nil, []string{"!银行"}},
		{"银航", map[string]int{"银航": 3}, nil},
		{"银航", map[string]int{"银航": 2}, []string{"!银行"}},
		{"南京银航", map[string]int{"南京银行": 5}, []string{"!南京银行"}},
		{"南京 银航", map[string]int{"南京 银行": 4}, []string{"!南京 银行"}},
		{"南京银航", nil, nil},
		{"南京 AND (银航", map[string]int{"南京 AND (银行": 4}, nil},
	} {
		count := func(_ context.Context, text string) (int, error) { return c.counts[text], nil }
		if diff := cmp.Diff(c.want, suggestions(t, x, c.typed, count)); diff != "" {
			t.Errorf("%s with %v (-want +got):\n%s", c.typed, c.counts, diff)
		}
	}
}

func TestSuggestErrors(t *testing.T) {
	x := small(t)
	broken := errors.New("broken")
	_, err := x.Suggest(t.Context(), "银航", 8, func(context.Context, string) (int, error) { return 0, broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want the counter's error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Suggest(ctx, "水", 8, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// FuzzSuggest: any text gives at most limit suggestions, none of them what was typed, each once, and a counter is asked little.
func FuzzSuggest(f *testing.F) {
	for _, seed := range []string{"水库", "shui库", "zhongguo", "aeoaeoaeo", "經濟 发占", "a'b'c", "𠮷祥", "ｉｐｈｏｎｅ", strings.Repeat("an", 32), "\xff水"} {
		f.Add(seed, 5)
	}
	x := small(f)
	f.Fuzz(func(t *testing.T, typed string, limit int) {
		asked := 0
		found, err := x.Suggest(t.Context(), typed, limit, func(_ context.Context, text string) (int, error) {
			asked++
			return len(text) % 5, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > max(0, limit) || asked > maxTried+1 {
			t.Fatalf("%q: %d suggestions for %d, %d counted", typed, len(found), limit, asked)
		}
		seen := map[string]bool{}
		for _, s := range found {
			if s.Text == typed || seen[s.Text] || s.Count <= 0 || !utf8.ValidString(s.Text) {
				t.Fatalf("%q: suggested %q of %d", typed, s.Text, s.Count)
			}
			seen[s.Text] = true
		}
	})
}

// BenchmarkSuggest asks for what real typing brings, on the texts beside the repository or else the sample.
func BenchmarkSuggest(b *testing.B) {
	c := sharedCorpus(b, 3)
	if c == nil {
		c = sampleCorpus(b)
	}
	for name, typed := range map[string]string{
		"letter": "z", "initials": "zgrm", "syllables": "jingjifazhan", "character": "中", "homophone": "京济", "phrase": "推动京济高质量发展的若干意见",
		"worst": strings.Repeat("an", 32),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.index.Suggest(b.Context(), typed, 8, func(context.Context, string) (int, error) { return 0, nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
