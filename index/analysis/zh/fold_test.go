package zh

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"simplified stays", "国际论坛今天开幕。", "国际论坛今天开幕。"},
		{"traditional", "國際論壇在臺灣舉行", "国际论坛在台湾举行"},
		{"one for several", "頭髮發展裡面後面麵條乾淨", "头发发展里面后面面条干净"},
		{"full width", "ＧＤＰ增长３．５％，ＡＩ！", "gdp增长3.5%,ai!"},
		{"case", "Bio-Park and ΣΊΓΜΑ ЖУРНАЛ", "bio-park and σιγμα журнал"},
		{"accents", "Café Zürich e\u0301", "cafe zurich e"},
		{"compatibility", "㎡ ㍿ ﬁ ① Ⅳ …", "m2 株式会社 fi 1 iv ..."},
		{"half width kana", "ｱｲｳ", "アイウ"},
		{"quotes and dashes", "“甲”‘乙’—丙－丁・戊", "\"甲\"'乙'-丙-丁·戊"},
		{"white space stays", "甲\t乙\n丙　丁\u00a0戊", "甲\t乙\n丙 丁 戊"},
		{"zero width goes", "博\u200b鳌\u202e论\ufeff坛", "博鳌论坛"},
		{"control goes", "甲\x00乙\x1b[31m", "甲乙[31m"},
		{"rare characters", "𬭚㙟喆堃囍", "𬭚㙟喆堃囍"},
		{"variants", "峯峰 羣群 啟启 爲为", "峰峰 群群 启启 为为"},
		{"emoji", "🎉新年👨\u200d👩\u200d👧", "🎉新年👨👩👧"},
		{"kept apart", "陶喆 彷徨", "陶喆 彷徨"},
		{"empty", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := FoldString(c.text); got != c.want {
				t.Errorf("FoldString(%q) = %q, want %q", c.text, got, c.want)
			}
			if got := Fold(c.text).Text; got != c.want {
				t.Errorf("Fold(%q).Text = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// TestFoldEveryCharacter: folding is a fixed point for every character there is, and its result is valid UTF-8.
func TestFoldEveryCharacter(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		once := FoldString(string(r))
		if !utf8.ValidString(once) {
			t.Fatalf("%U folds to invalid UTF-8 %q", r, once)
		}
		if twice := FoldString(once); twice != once {
			t.Errorf("%U folds to %q, which folds to %q", r, once, twice)
		}
	}
}

// checkFold holds the laws of folding on one text.
func checkFold(t *testing.T, text string) {
	t.Helper()
	folded := Fold(text)
	if fast := FoldString(text); folded.Text != fast {
		t.Fatalf("Fold(%q).Text = %q, FoldString gives %q", text, folded.Text, fast)
	}
	var apart strings.Builder
	for _, r := range text {
		apart.WriteString(FoldString(string(r)))
	}
	if folded.Text != apart.String() {
		t.Fatalf("Fold(%q).Text = %q, its characters fold to %q", text, folded.Text, apart.String())
	}
	runes := []rune(text)
	for at := len(folded.Text); at >= 0; at-- { // as from the beginning, wherever the last place was
		from, to := folded.Original(at, at)
		again := OriginsOf(text)
		if want, _ := again.Original(at, at); from != want || to != want {
			t.Fatalf("Fold(%q): byte %d comes from %d, or %d", text, at, from, want)
		}
	}
	for at, r := range folded.Text {
		from, to := folded.Original(at, at+utf8.RuneLen(r))
		if from < 0 || from >= to || to > len(runes) {
			t.Fatalf("Fold(%q): byte %d comes from [%d, %d) of %d characters", text, at, from, to, len(runes))
		}
		if !strings.Contains(FoldString(string(runes[from:to])), string(r)) {
			t.Fatalf("Fold(%q): %q at byte %d is said to come from %q", text, r, at, string(runes[from:to]))
		}
	}
}

var pool = []rune("博鳌论坛國際论壇发展髮發の鐵道AIＡＩ5Ｇ３.,，。“”\u200b\u202e\n\t 　é½㎡…ﬁ🎉𬭚ΣςжЖ①\u0301\x00")

func randomText(rng *rand.Rand, n int) string {
	out := make([]rune, n)
	for i := range out {
		out[i] = pool[rng.IntN(len(pool))]
	}
	return string(out)
}

func TestFoldLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		checkFold(t, randomText(rng, rng.IntN(40)))
	}
}

func FuzzFold(f *testing.F) {
	f.Add("用好论坛“国际窗口” ＡＩ 發展\u200b\xff")
	f.Fuzz(func(t *testing.T, text string) { checkFold(t, strings.ToValidUTF8(text, "\uFFFD")) })
}

// BenchmarkFoldText folds a text without any character that may be kept, as nearly all are.
func BenchmarkFoldText(b *testing.B) {
	text := strings.Repeat(article, 20)
	b.Run("grams only", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			FoldString(text)
		}
	})
	b.Run("both lanes", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			FoldText(text)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := []byte(strings.Repeat("云浦市水利局昨日通報，龍眼潭水庫除險加固工程已完成３５％，預計明年汛期前蓄水。\n", 100))
	var dst []byte
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dst = AppendFold(dst[:0], text)
	}
}
