package zh

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"xunbao/data"
)

func TestFoldText(t *testing.T) {
	cases := []struct{ name, text, folded, words string }{
		{"famous and the particle", "著名作家看著窗外", "着名作家看着窗外", "著名作家看着窗外"},
		{"both scripts alike", "顯著 显著 編著 编著", "显着 显着 编着 编着", "显著 显著 编著 编著"},
		{"trigram and dry", "乾坤未定，乾淨的餅乾", "干坤未定,干净的饼干", "乾坤未定,干净的饼干"},
		{"typed so", "干坤着名", "干坤着名", "干坤着名"},
		{"to look out and to understand", "瞭望塔，瞭解", "了望塔,了解", "瞭望塔,了解"},
		{"comfort and pretext", "慰藉與藉口，聲名狼藉", "慰借与借口,声名狼借", "慰藉与借口,声名狼藉"},
		{"twice in a word", "藉藉無名", "借借无名", "藉藉无名"},
		{"particle before a name list", "他看著名單", "他看着名单", "他看着名单"},
		{"one word two ways", "執著 执着", "执着 执着", "执着 执着"},
		{"letters that vanish between", "著\u200b名", "着名", "著名"},
		{"longer and shorter forms around", "㎡著名㍿乾隆\x00瞭望", "m2着名株式会社干隆了望", "m2著名株式会社乾隆瞭望"},
		{"alone", "著", "着", "着"},
		{"none", "水库", "水库", "水库"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := FoldText(c.text); got.Folded != c.folded || got.Words != c.words {
				t.Errorf("FoldText(%q) = %q, want %q and %q", c.text, got, c.folded, c.words)
			}
		})
	}
}

// checkFoldText holds the laws of the form for words: folding it gives the folded text, byte for byte in place, and it is a fixed point.
func checkFoldText(t *testing.T, text string) {
	t.Helper()
	got := FoldText(text)
	if got.Folded != FoldString(text) || len(got.Words) != len(got.Folded) || FoldString(got.Words) != got.Folded {
		t.Fatalf("FoldText(%q) = %q", text, got)
	}
	for i := range got.Words {
		if FoldString(got.Words[:i]) != got.Folded[:i] {
			t.Fatalf("FoldText(%q) = %q: the forms part at byte %d", text, got, i)
		}
	}
	if again := FoldText(got.Words); again != got {
		t.Fatalf("FoldText(%q) = %q, and again %q", text, got, again)
	}
}

func TestFoldTextLaws(t *testing.T) {
	content, err := fs.ReadFile(data.Dict(), data.KeptFile)
	if err != nil {
		t.Fatal(err)
	}
	words := append(strings.Fields(string(content)), "看著", "乾", "藉", "瞭", "㎡", "\u200b", "著")
	rng := rand.New(rand.NewPCG(9, 10))
	for range 2000 {
		var text strings.Builder
		for range 1 + rng.IntN(6) {
			text.WriteString(words[rng.IntN(len(words))])
			text.WriteString(randomText(rng, rng.IntN(3)))
		}
		checkFoldText(t, text.String())
	}
}

func FuzzFoldText(f *testing.F) {
	f.Add("著名乾坤㎡瞭望慰藉看著名单\u200b")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1024 {
			checkFoldText(t, strings.ToValidUTF8(text, "\uFFFD"))
		}
	})
}

// TestKeptWordsAreWords: words of the dictionary are in the same form, so that those kept apart are cut as wholes.
func TestKeptWordsAreWords(t *testing.T) {
	s := load(t)
	for _, word := range []string{"著名", "著作", "显著", "编著", "名著", "著述", "卓著", "乾坤", "乾隆", "乾县", "康乾", "瞭望", "慰藉", "狼藉", "蕴藉"} {
		if got := wordsOf(s, FoldText(word).Words); !slices.Contains(got, word) {
			t.Errorf("%q is cut into %q", word, got)
		}
	}
}

func TestReadKeptRefuses(t *testing.T) {
	for _, content := range []string{"著 名家", "水 水库", "著名 著名", "㎡ ㎡数"} {
		if _, err := readKept(content); err == nil {
			t.Errorf("%q is taken", content)
		}
	}
}
