package diff

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written shows paragraphs as [-gone-]{+added+}, each after the sign of its kind.
func written(paragraphs []Paragraph) []string {
	var lines []string
	for _, p := range paragraphs {
		line := writtenRuns(p.Runs)
		if p.Kind != Changed {
			line = p.Runs[0].Text
		}
		lines = append(lines, string("=+-~"[p.Kind])+line)
	}
	return lines
}

func writtenRuns(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		fmt.Fprintf(&b, []string{"%s", "{+%s+}", "[-%s-]"}[r.Kind], r.Text)
	}
	return b.String()
}

func TestTexts(t *testing.T) {
	simplified := func(r rune) rune {
		if s, ok := map[rune]rune{'灣': '湾', '開': '开'}[r]; ok {
			return s
		}
		return r
	}
	for _, c := range []struct {
		name     string
		old, new []string
		fold     func(rune) rune
		want     []string
	}{
		{"nothing", nil, nil, nil, nil},
		{"same", []string{"渡口开航。", "船票两元。"}, []string{"渡口开航。", "船票两元。"}, nil, []string{"=渡口开航。", "=船票两元。"}},
		{"paragraph more", []string{"渡口开航。"}, []string{"导语一段。", "渡口开航。"}, nil, []string{"+导语一段。", "=渡口开航。"}},
		{"paragraph less", []string{"渡口开航。", "记者摄。"}, []string{"渡口开航。"}, nil, []string{"=渡口开航。", "-记者摄。"}},
		{"words changed", []string{"首班船坐了六十三人，船票两元。"}, []string{"首班船坐了61人，船票两元。"}, nil, []string{"~首班船坐了[-六十三-]{+61+}人，船票两元。"}},
		{"number as a whole", []string{"新码头高出 1203 厘米，汛期靠船"}, []string{"新码头高出 1302 厘米，汛期靠船"}, nil, []string{"~新码头高出 [-1203-]{+1302+} 厘米，汛期靠船"}},
		{"changed and more", []string{"甲段有这些字句。", "乙段有另外的字句。"}, []string{"完全新写出来的话", "甲段有那些字句。", "乙段有另外的字句！"}, nil,
			[]string{"+完全新写出来的话", "~甲段有[-这-]{+那+}些字句。", "~乙段有另外的字句[-。-]{+！+}"}},
		{"other script", []string{"青湾渡口开航"}, []string{"青灣渡口開航"}, simplified, []string{"=青灣渡口開航"}},
		{"nothing alike", []string{"甲乙丙丁"}, []string{"天地玄黄"}, nil, []string{"-甲乙丙丁", "+天地玄黄"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, written(Texts(c.old, c.new, c.fold))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// parts puts the texts together again.
func parts(paragraphs []Paragraph) (old, new []string) {
	for _, p := range paragraphs {
		var was, is strings.Builder
		for _, r := range p.Runs {
			if r.Kind != Added {
				was.WriteString(r.Text)
			}
			if r.Kind != Gone {
				is.WriteString(r.Text)
			}
		}
		if p.Kind != Added {
			old = append(old, was.String())
		}
		if p.Kind != Gone {
			new = append(new, is.String())
		}
	}
	return old, new
}

// TestPartsMakeTheTexts: nothing of either text is lost, nothing is told twice, and what both have is told as such in the shortest way.
func TestPartsMakeTheTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sentence := func() string {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString([]string{"渡", "口", "船", "开", "了", "，", "12", "km", " ", "🚢"}[random.IntN(10)])
		}
		return b.String()
	}
	for range 3000 {
		var old, new []string
		for range random.IntN(6) {
			s := sentence()
			switch random.IntN(4) {
			case 0:
				old = append(old, s)
			case 1:
				new = append(new, s)
			case 2:
				old, new = append(old, s), append(new, s)
			default:
				old, new = append(old, s), append(new, s+sentence())
			}
		}
		gotOld, gotNew := parts(Texts(old, new, nil))
		if diff := cmp.Diff([][]string{old, new}, [][]string{gotOld, gotNew}); diff != "" {
			t.Fatalf("%q, %q: %s", old, new, diff)
		}
	}
}

// TestBounded: texts that no table holds are told as replaced, and lose nothing.
func TestBounded(t *testing.T) {
	var old, new []string
	for i := range 900 {
		old, new = append(old, fmt.Sprint("旧段落", i)), append(new, fmt.Sprint("新段落", i*7))
	}
	gotOld, gotNew := parts(Texts(old, new, nil))
	if !cmp.Equal(old, gotOld) || !cmp.Equal(new, gotNew) {
		t.Error("long texts are not whole")
	}
	long, other := strings.Repeat("渡口船开", 5000), strings.Repeat("开船口渡", 5000)
	gotOld, gotNew = parts(Texts([]string{long}, []string{other}, nil))
	if gotOld[0] != long || gotNew[0] != other {
		t.Error("long paragraphs are not whole")
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("渡口\n开航", "渡口\n复航 12")
	f.Add("", "\xff\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, new := strings.Split(a, "\n"), strings.Split(b, "\n")
		gotOld, gotNew := parts(Texts(old, new, nil))
		if !cmp.Equal(old, gotOld) || !cmp.Equal(new, gotNew) {
			t.Errorf("%q, %q become %q, %q", old, new, gotOld, gotNew)
		}
	})
}
