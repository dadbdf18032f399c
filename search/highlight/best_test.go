package highlight

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// find marks every occurrence of the words in text.
func find(text string, words ...string) []Span {
	var marks []Span
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			start := utf8.RuneCountInString(text[:at+i])
			marks = append(marks, Span{start, start + utf8.RuneCountInString(w)})
			at += i + len(w)
		}
	}
	return Merge(marks)
}

// show prints fragments with brackets round the marks.
func show(fragments []Fragment) []string {
	var out []string
	for _, f := range fragments {
		var b strings.Builder
		for _, r := range Runs(f.Text, f.Marks) {
			if r.Match {
				b.WriteString("[" + r.Text + "]")
			} else {
				b.WriteString(r.Text)
			}
		}
		out = append(out, b.String())
	}
	return out
}

func TestBest(t *testing.T) {
	const news = "青石镇的春茶昨日开秤。茶农天不亮就上山，鲜叶每斤四十元！\n　　溪畔合作社社长说：“今年雨水足。”他预计产量增加一成。\n市场上的外地客商也多了，客栈住满了人。"
	for _, c := range []struct {
		name  string
		text  string
		words []string
		o     Options
		want  []string
	}{
		{"sentences that fit", news, []string{"鲜叶"}, Options{1, 20}, []string{"茶农天不亮就上山，[鲜叶]每斤四十元！"}},
		{"whole line", news, []string{"鲜叶"}, Options{1, 40}, []string{"青石镇的春茶昨日开秤。茶农天不亮就上山，[鲜叶]每斤四十元！"}},
		{"indent goes, line ends stay out", news, []string{"雨水"}, Options{1, 40}, []string{"溪畔合作社社长说：“今年[雨水]足。”他预计产量增加一成。"}},
		{"several, in the order of the text", news, []string{"客商", "春茶", "雨水"}, Options{3, 20},
			[]string{"青石镇的[春茶]昨日开秤。茶农天不亮就上山，鲜叶每斤四十元！", "溪畔合作社社长说：“今年[雨水]足。”", "市场上的外地[客商]也多了，客栈住满了人。"}},
		{"different words before more of one", "茶，茶，茶，茶，茶。\n茶和雨。", []string{"茶", "雨"}, Options{1, 10}, []string{"[茶]和[雨]。"}},
		{"clause of a long sentence", strings.Repeat("很长的句子没有尽头，", 20) + "这里有茶市，" + strings.Repeat("又说了许多别的话，", 20), []string{"茶市"}, Options{1, 20},
			[]string{"这里有[茶市]，又说了许多别的话，"}},
		{"touching and overlapping marks", "博览会开幕", []string{"博览", "览会", "开幕"}, Options{1, 20}, []string{"[博览会开幕]"}},
		{"mark longer than all", "前文前文。甲乙丙丁戊己庚辛壬癸。后文", []string{"甲乙丙丁戊己庚辛壬癸"}, Options{1, 4}, []string{"[甲乙丙丁戊己庚辛壬癸]"}},
		{"mark over a line end", "上一行茶\n市下一行", []string{"茶\n市"}, Options{1, 20}, []string{"上一行[茶\n市]下一行"}},
		{"mark of white space stays", "茶 市", []string{" "}, Options{}, []string{"茶[ ]市"}},
		{"no marks", "\n\n　　第一句。第二句很长很长很长。第三句。\n下一段", nil, Options{1, 12}, []string{"第一句。第二句很长很长很长。"}},
		{"no sentence", strings.Repeat("字", 50), nil, Options{1, 10}, []string{strings.Repeat("字", 10)}},
		{"emoji sequence stays whole", strings.Repeat("字", 8) + "👩‍🌾👩‍🌾", nil, Options{1, 9}, []string{strings.Repeat("字", 8)}},
		{"empty", "", []string{}, Options{}, nil},
		{"blank", " \n　", nil, Options{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			marks := find(c.text, c.words...)
			got := Best(c.text, marks, c.o)
			if !reflect.DeepEqual(show(got), c.want) {
				t.Errorf("\n got %q\nwant %q", show(got), c.want)
			}
			checkFragments(t, c.text, marks, c.o, got)
		})
	}
}

// checkFragments holds fragments against the laws in the comment of Best.
func checkFragments(t *testing.T, text string, marks []Span, o Options, fragments []Fragment) {
	t.Helper()
	o = o.withDefaults()
	m := newMarked(text, marks)
	if len(fragments) > o.Fragments {
		t.Fatalf("%d fragments, at most %d are wanted", len(fragments), o.Fragments)
	}
	if len(m.marks) > 0 && len(fragments) == 0 {
		t.Fatal("marks, but no fragment")
	}
	last := 0
	for _, f := range fragments {
		stop := f.Start + utf8.RuneCountInString(f.Text)
		if f.Start < last || stop > len(m.runes) || f.Text == "" {
			t.Fatalf("fragment [%d,%d) overlaps, is empty or out of range", f.Start, stop)
		}
		last = stop
		if text[m.bytes[f.Start]:m.bytes[stop]] != f.Text {
			t.Fatalf("%q does not stand at %d", f.Text, f.Start)
		}
		checkMarks(t, m, f, stop)
		alone := len(f.Marks) == 1 && f.Marks[0] == Span{0, stop - f.Start}
		if stop-f.Start > o.longest() && !alone {
			t.Fatalf("fragment of %d code points, at most %d: %q", stop-f.Start, o.longest(), f.Text)
		}
		for p := f.Start; p < stop; p++ {
			outer := p == f.Start || p == stop-1
			if _, in := m.inMark(p); !in && (isBreak(m.runes[p]) || outer && unicode.IsSpace(m.runes[p])) {
				t.Fatalf("line end or outer white space in %q", f.Text)
			}
		}
	}
}

// checkMarks checks that each mark of the text lies wholly in the fragment, and is there, or wholly outside.
func checkMarks(t *testing.T, m *marked, f Fragment, stop int) {
	t.Helper()
	var want []Span
	for _, mark := range m.marks {
		switch {
		case mark.Start >= f.Start && mark.End <= stop:
			want = append(want, Span{mark.Start - f.Start, mark.End - f.Start})
		case mark.Start < stop && mark.End > f.Start:
			t.Fatalf("mark %v is cut by fragment [%d,%d)", mark, f.Start, stop)
		}
	}
	if !reflect.DeepEqual(f.Marks, want) {
		t.Fatalf("marks %v, want %v", f.Marks, want)
	}
	if len(m.marks) > 0 && len(want) == 0 {
		t.Fatalf("fragment %q holds no mark", f.Text)
	}
}

func randomText(r *rand.Rand, n int) string {
	letters := []string{"茶", "市", "雨", "a", "B", "，", "。", "！”", "\n", "　", " ", ".", "👩‍🌾", "e\u0301", "𠮷", "\xff", "\r\n", "……"}
	var b strings.Builder
	for range n {
		b.WriteString(letters[r.IntN(len(letters))])
	}
	return b.String()
}

func TestBestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		text := randomText(r, r.IntN(200))
		n := utf8.RuneCountInString(text)
		var marks []Span
		for at := r.IntN(20); at < n; at += 1 + r.IntN(40) {
			marks = append(marks, Span{at, at + r.IntN(2+r.IntN(30))}) // may be empty, overlap and pass the end
		}
		o := Options{Fragments: r.IntN(5), Size: r.IntN(60)}
		checkFragments(t, text, marks, o, Best(text, marks, o))
	}
}

// The first fragment alone shows as many different words as any stretch of its size in one line can.
func TestBestShowsMostWords(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3_000 {
		text := randomText(r, 150)
		marks := find(text, "茶", "市", "雨", "a")
		o := Options{Fragments: 1, Size: 5 + r.IntN(30)}
		m := newMarked(text, marks)
		words := func(marks []Span, low, high int) int {
			seen := map[string]bool{}
			for _, mark := range marks {
				if mark.Start >= low && mark.End <= high {
					seen[string(m.runes[mark.Start:mark.End])] = true
				}
			}
			return len(seen)
		}
		most := 0
		for i := range m.runes {
			stop := i
			for stop < len(m.runes) && stop-i < o.Size && !m.breaks(stop) {
				stop++
			}
			most = max(most, words(m.marks, i, stop))
		}
		for _, f := range Best(text, marks, o) {
			if got := words(m.marks, f.Start, f.Start+utf8.RuneCountInString(f.Text)); got < most {
				t.Fatalf("%q shows %d words, %d fit (size %d)", f.Text, got, most, o.Size)
			}
		}
	}
}

func FuzzBest(f *testing.F) {
	f.Add("青石镇的春茶昨日开秤。\n茶农上山。", 4, 2, 12, 1, 3, 10)
	f.Add("a\u0301👩‍🌾\r\n\xff", 0, 9, 2, 2, 1, 1)
	f.Fuzz(func(t *testing.T, text string, start1, len1, start2, len2, fragments, size int) {
		const limit = 1 << 20
		marks := []Span{{start1 % limit, start1%limit + len1%limit}, {start2 % limit, start2%limit + len2%limit}}
		o := Options{fragments % 10, size % 1000}
		checkFragments(t, text, marks, o, Best(text, marks, o))
	})
}

func BenchmarkBest(b *testing.B) {
	line := strings.Repeat("青石镇的春茶昨日开秤，茶农天不亮就上山。", 30) + "\n"
	text := strings.Repeat(line, 100<<10/len(line))
	n := utf8.RuneCountInString(text)
	var marks []Span
	for i := range 5_000 {
		marks = append(marks, Span{i * n / 5_000, i*n/5_000 + 1 + i%3})
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Best(text, marks, Options{})
	}
}
