package lexicon

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// testFold stands in for the folding of the index: case, one traditional character, zero width.
func testFold(s string) string {
	return strings.NewReplacer("島", "岛", "\u200b", "").Replace(strings.ToLower(s))
}

func mustNew(t *testing.T, builtin [][]string, words []string, groups [][]string) *Lexicon {
	t.Helper()
	l, err := New(testFold, builtin, words, groups)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func anywhere(int) bool { return true }

func TestWord(t *testing.T) {
	l := mustNew(t, nil, []string{"望潮", "望潮島渡轮", "潮岛", "Wi-Fi", "㙟", "𠮷祥街"}, [][]string{{"望潮岛", "潮洲"}})
	for _, c := range []struct {
		name, text string
		start      int
		ends       func(int) bool
		want       string
	}{
		{"the longest", "望潮岛渡轮复航", 0, anywhere, "望潮岛渡轮"},
		{"a shorter one where the long one does not stand", "望潮岛渡口", 0, anywhere, "望潮"},
		{"a shorter one where the long one may not end", "望潮岛渡轮", 0, func(end int) bool { return end == 6 }, "望潮"},
		{"in the middle", "望潮岛", 3, anywhere, "潮岛"},
		{"folded", "wi-fi", 0, anywhere, "wi-fi"},
		{"a rare character", "㙟堃", 0, anywhere, "㙟"},
		{"beyond the basic plane", "𠮷祥街", 0, anywhere, "𠮷祥街"},
		{"cut off", "望", 0, anywhere, ""},
		{"at the end", "望", 3, anywhere, ""},
		{"a synonym is no word", "潮洲", 0, anywhere, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if end := l.Word(c.text, c.start, c.ends); c.text[c.start:end] != c.want {
				t.Errorf("got %q, want %q", c.text[c.start:end], c.want)
			}
		})
	}
	if end := l.Member("潮洲", 0, anywhere); end != len("潮洲") {
		t.Errorf("the member ends at %d", end)
	}
	var none *Lexicon
	if none.Word("望潮", 0, anywhere) != 0 || none.Member("望潮", 0, anywhere) != 0 || none.Synonyms("望潮") != nil || !none.Empty() || none.Version() != "" {
		t.Error("the nil lexicon is not empty")
	}
}

func TestSynonyms(t *testing.T) {
	l := mustNew(t, [][]string{{"岚石镇", "岚石"}, {"望潮岛", "潮洲"}}, nil, [][]string{{"望潮島", "WC Island"}, {"海货", "海产", "海產"}})
	for text, want := range map[string][]string{
		"岚石": {"岚石镇"}, "岚石镇": {"岚石"}, "望潮岛": {"wc island", "潮洲"}, "潮洲": {"望潮岛"}, "wc island": {"望潮岛"},
		"海货": {"海产", "海產"}, "没有": nil,
	} {
		if diff := cmp.Diff(want, l.Synonyms(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// TestBuiltin: the groups of the program keep the rules under the folding of the index, and whoever finds is found.
func TestBuiltin(t *testing.T) {
	builtin, err := Builtin(zh.FoldString)
	if err != nil {
		t.Fatal(err)
	}
	l, err := New(zh.FoldString, builtin, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for member, others := range l.others {
		for _, other := range others {
			if !slices.Contains(l.Synonyms(other), member) {
				t.Errorf("%s finds %s, but not the other way", member, other)
			}
		}
	}
	if len(builtin) < 20 {
		t.Errorf("only %d built-in groups", len(builtin))
	}
}

// TestSynonymsAreBounded: a word in very many groups stays cheap to ask for.
func TestSynonymsAreBounded(t *testing.T) {
	var groups [][]string
	for r := range rune(200) {
		groups = append(groups, []string{"云", string('千' + r)})
	}
	if n := len(mustNew(t, nil, nil, groups).Synonyms("云")); n != MaxSynonyms {
		t.Errorf("%d synonyms, want %d", n, MaxSynonyms)
	}
}

func TestVersion(t *testing.T) {
	seen := map[string]string{}
	for name, l := range map[string]*Lexicon{
		"empty":       mustNew(t, nil, nil, nil),
		"a word":      mustNew(t, nil, []string{"望潮岛"}, nil),
		"two words":   mustNew(t, nil, []string{"望潮岛", "岚石"}, nil),
		"one group":   mustNew(t, nil, nil, [][]string{{"望潮岛", "岚石"}}),
		"another":     mustNew(t, nil, nil, [][]string{{"望潮岛", "岚石镇"}}),
		"two halves":  mustNew(t, nil, []string{"望潮岛"}, [][]string{{"望潮岛", "岚石"}}),
		"two groups":  mustNew(t, nil, nil, [][]string{{"望潮岛", "岚石"}, {"海货", "海产"}}),
		"joined ones": mustNew(t, nil, nil, [][]string{{"望潮岛", "岚石", "海货", "海产"}}),
	} {
		if other := seen[l.Version()]; other != "" || l.Version() == "" {
			t.Errorf("%s has the version %q of %s", name, l.Version(), other)
		}
		seen[l.Version()] = name
	}
	again := mustNew(t, [][]string{{"甲", "乙"}}, []string{" 望潮岛 ", "望潮島"}, nil)
	if seen[again.Version()] != "a word" {
		t.Errorf("the same word again is %q", again.Version())
	}
}

func TestRules(t *testing.T) {
	many := func(n int) []string { return slices.Repeat([]string{"云"}, n) }
	for _, c := range []struct {
		name    string
		words   []string
		groups  [][]string
		message string // part of it; empty: taken
	}{
		{"a word", []string{"云"}, nil, ""},
		{"32 characters", []string{strings.Repeat("云", 32)}, nil, ""},
		{"33 characters", []string{"好", strings.Repeat("云", 33)}, nil, "entry 2, "},
		{"empty", []string{"云", ""}, nil, "entry 2, \"\": is empty"},
		{"white space alone", []string{" \u3000\t"}, nil, "entry 1, \"\": is empty"},
		{"white space inside", []string{"大 模型"}, nil, "holds white space"},
		{"full width space inside", []string{"大\u3000模型"}, nil, "holds white space"},
		{"marks alone", []string{"——"}, nil, "no letter or digit"},
		{"emoji alone", []string{"🎉"}, nil, "no letter or digit"},
		{"digits", []string{"12345"}, nil, ""},
		{"a letter among marks", []string{"c++"}, nil, ""},
		{"nothing after folding", []string{"\u200b"}, nil, "no letter or digit"},
		{"two lines", []string{"云\n溪"}, nil, "holds a line end"},
		{"a control character", []string{"云\x01溪"}, nil, "control character"},
		{"a comment", []string{"#云"}, nil, "begins with #"},
		{"bad UTF-8", []string{"云\xff"}, nil, "not valid UTF-8"},
		{"very long", []string{strings.Repeat("云", 1000)}, nil, "has 1000 characters"},
		{"50,000 words", many(MaxWords), nil, ""},
		{"more", many(MaxWords + 1), nil, "50001 words, at most 50000"},
		{"a group", nil, [][]string{{"云", "雲"}, {"海", "洋"}}, ""},
		{"a group with white space in a member", nil, [][]string{{"人工智能", "artificial intelligence"}}, ""},
		{"a group of one", nil, [][]string{{"云", "溪"}, {"云"}}, "entry 2, \"云\": needs at least 2"},
		{"a group of none", nil, [][]string{{}}, "entry 1, \"\": needs at least 2"},
		{"a group of the same", nil, [][]string{{"岛", "島"}}, "needs at least 2"},
		{"20 members", nil, [][]string{append(many(19), "溪")}, ""},
		{"21 members", nil, [][]string{append(many(20), "溪")}, "has 21 members"},
		{"an empty member", nil, [][]string{{"云", ""}}, "the member \"\" is empty"},
		{"a comma in a member", nil, [][]string{{"云", "溪,湾"}}, "holds a comma"},
		{"a full width comma in a member", nil, [][]string{{"云", "溪，湾"}}, "holds a comma"},
		{"a long member", nil, [][]string{{"云", strings.Repeat("溪", 65)}}, "has 65 characters"},
		{"too many groups", nil, slices.Repeat([][]string{{"云", "溪"}}, MaxGroups+1), "20001 groups, at most 20000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(testFold, nil, c.words, c.groups)
			var parameter *search.ParameterError
			switch {
			case c.message == "":
				if err != nil {
					t.Errorf("refused: %v", err)
				}
			case !errors.As(err, &parameter) || !strings.Contains(parameter.Message, c.message):
				t.Errorf("got %v, want %q", err, c.message)
			case (parameter.Field == "words") != (c.groups == nil) || len(parameter.Message) > 400:
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestParse(t *testing.T) {
	if diff := cmp.Diff([]string{"云溪湾", "望潮岛", "c#"}, ParseWords("\uFEFF# 地名\r\n云溪湾\r\n\n  望潮岛\t\n#完\nc#")); diff != "" {
		t.Error(diff)
	}
	want := [][]string{{"云溪湾", "云湾"}, {"望潮岛", "潮洲", "Wang Island"}, nil, {"单"}}
	if diff := cmp.Diff(want, ParseGroups("云溪湾,云湾\n# x,y\n 望潮岛 ， 潮洲,, Wang Island,\n,，\n单\n")); diff != "" {
		t.Error(diff)
	}
}

// FuzzText: what is taken from a text is written and read as the same, and recognised where it stands.
func FuzzText(f *testing.F) {
	f.Add("云溪湾\n# 注\n Ｗｉ－Ｆｉ \n", "云溪湾,云湾\n海货，海产\n")
	f.Add("\uFEFF甲\r\n\u200b乙", ",,\n甲,乙,#丙")
	f.Fuzz(func(t *testing.T, words, groups string) {
		if l, err := New(testFold, nil, ParseWords(words), nil); err == nil {
			again, err := New(testFold, nil, ParseWords(FormatWords(l.given.Words)), nil)
			if err != nil || !slices.Equal(again.given.Words, l.given.Words) || again.Version() != l.Version() {
				t.Errorf("%q is read again as %q, %v", l.given.Words, again.Given().Words, err)
			}
			for _, word := range l.given.Words {
				if folded := testFold(word); l.Word(folded, 0, anywhere) != len(folded) || strings.ContainsFunc(word, unicode.IsSpace) {
					t.Errorf("%q is not recognised", word)
				}
			}
		}
		if l, err := New(testFold, nil, nil, ParseGroups(groups)); err == nil {
			again, err := New(testFold, nil, nil, ParseGroups(FormatGroups(l.given.Synonyms)))
			if err != nil || !cmp.Equal(again.given.Synonyms, l.given.Synonyms) {
				t.Errorf("%q is read again as %q, %v", l.given.Synonyms, again.Given().Synonyms, err)
			}
		}
	})
}
