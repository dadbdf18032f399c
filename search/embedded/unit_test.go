package embedded

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/analysis/zh"
	"xunbao/search/lexicon"
)

func plannerWith(t testing.TB, words []string, groups [][]string) planner {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.New(zh.FoldString, nil, words, groups)
	if err != nil {
		t.Fatal(err)
	}
	return planner{segmenter, l}
}

func TestUnits(t *testing.T) {
	p := plannerWith(t, []string{"蓝鲸湾", "湾区快线", "park", "5G专网", "的士"},
		[][]string{{"鲸研中心", "藍鯨研究中心"}, {"北大", "北京大学"}, {"京", "北京"}, {"蓝鲸湾", "鲸湾"}, {"论坛", "forum"}})
	typed := func(texts ...string) (out []unit) {
		for _, text := range texts {
			out = append(out, unit{text: text})
		}
		return out
	}
	with := func(text string, synonyms ...string) unit { return unit{text: text, synonyms: synonyms} }
	for _, c := range []struct {
		name, text string
		expand     bool
		want       []unit
	}{
		{"a user word with its synonym", "藍鯨灣", true, []unit{with("蓝鲸湾", "鲸湾")}},
		{"not expanded", "蓝鲸湾", false, typed("蓝鲸湾")},
		{"between other words", "参观蓝鲸湾水库", false, typed("参观", "蓝鲸湾", "水库")},
		{"the leftmost wins", "蓝鲸湾区快线", false, typed("蓝鲸湾", "区快线")},
		{"alone", "湾区快线", false, typed("湾区快线")},
		{"a group's name, though not a word", "鲸研中心", true, []unit{with("鲸研中心", "蓝鲸研究中心")}},
		{"the same in a longer word", "鲸研中心报告", true, []unit{with("鲸研中心", "蓝鲸研究中心"), {text: "报告"}}},
		{"a group's name is cut where it is not expanded", "鲸研中心", false, typed("鲸研", "中心")},
		{"not inside another word", "东北大学", true, typed("东北大学")},
		{"one character by itself", "京", true, []unit{with("京", "北京")}},
		{"one character inside a word is none", "京剧", true, typed("京剧")},
		{"a dictionary word", "国际论坛", true, []unit{{text: "国际"}, with("论坛", "forum")}},
		{"from Latin", "FORUM", true, []unit{with("forum", "论坛")}},
		{"not inside a Latin run", "bio-park", false, typed("bio-park")},
		{"Latin apart", "PARK公园", false, typed("park", "公园")},
		{"Latin and Han", "５Ｇ專網", false, typed("5g专网")},
		{"not from the middle of a number", "15g专网", false, typed("15g", "专网")},
		{"a user word is no stop word", "的士", false, typed("的士")},
		{"twice is once", "蓝鲸湾蓝鲸湾", false, typed("蓝鲸湾")},
		{"kept for the word lane", "著名的乾坤，乾淨看著", false, []unit{{text: "着名", words: "著名"}, {text: "干坤", words: "乾坤"}, {text: "干净"}, {text: "看着"}}},
		{"nothing", "", true, []unit{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := p.units(zh.FoldText(c.text).Words, c.expand)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(unit{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestUnitsStandInTheText is what the literal law rests on: with any lexicon, every part stands in what was typed, so every text that has
// what was typed has the parts.
func TestUnitsStandInTheText(t *testing.T) {
	pieces := strings.Split("水库 云浦市 乾坤 著名 发展银行 银行行长 行长 人工智能 ai openai 5g gdp bio-park c++ 3.5% 的 和 张益唐 鳌 🎉 𬭚 ， ab 2,400 ㎡", " ")
	rng := rand.New(rand.NewPCG(11, 12))
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		return b.String()
	}
	part := func() string {
		for {
			runes := []rune(text(3))
			from := rng.IntN(len(runes))
			s := string(runes[from : from+1+rng.IntN(min(5, len(runes)-from))])
			if strings.ContainsAny(s, "水云发行人工智能aiopeng5dbrkc张益唐鳌24350") && !strings.ContainsAny(s, ",，") {
				return s
			}
		}
	}
	for range 60 {
		var words []string
		var groups [][]string
		for range 6 {
			words = append(words, part())
			if a, b := part(), part(); zh.FoldString(a) != zh.FoldString(b) {
				groups = append(groups, []string{a, b})
			}
		}
		p := plannerWith(t, words, groups)
		for range 40 {
			typed := zh.FoldText(text(1 + rng.IntN(6)))
			folded := typed.Folded
			for _, u := range p.units(typed.Words, true) {
				if !strings.Contains(folded, u.text) || u.text == "" {
					t.Fatalf("%q, cut with %q and %q, has the part %q", folded, words, groups, u.text)
				}
			}
		}
	}
}

func TestLongestCommon(t *testing.T) {
	for _, c := range []struct{ text, want, longest string }{
		{"参观蓝鲸湾水库", "蓝鲸山水库", "蓝鲸"},
		{"水库在蓝鲸湾", "蓝鲸湾水库", "蓝鲸湾"},
		{"甲乙甲乙丙", "甲乙丙", "甲乙丙"},
		{"aaaab", "aab", "aab"},
		{"𬭚厂", "𬭛厂", "厂"},
		{"没有", "别的", ""},
		{"", "甲", ""},
		{"甲", "", ""},
	} {
		start, end, err := longestCommon(t.Context(), c.text, c.want)
		if got := c.text[start:end]; got != c.longest || err != nil {
			t.Errorf("%q and %q have %q in common, %v; want %q", c.text, c.want, got, err, c.longest)
		}
	}
}

// TestLongestCommonByBruteForce compares with every stretch of the shorter text.
func TestLongestCommonByBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		out := make([]rune, rng.IntN(12))
		for i := range out {
			out[i] = []rune("甲乙丙𬭚")[rng.IntN(4)]
		}
		return string(out)
	}
	for range 3000 {
		text, want := random(), random()
		longest := 0
		for i := range want {
			for j := i; j <= len(want); j++ {
				if strings.Contains(text, want[i:j]) {
					longest = max(longest, j-i)
				}
			}
		}
		start, end, err := longestCommon(t.Context(), text, want)
		if err != nil || !strings.Contains(want, text[start:end]) {
			t.Fatalf("%q and %q: %q, %v", text, want, text[start:end], err)
		}
		if end-start < longest-3 { // a part of a character counts for brute force
			t.Fatalf("%q and %q have %d bytes in common, not %d", text, want, longest, end-start)
		}
	}
}
