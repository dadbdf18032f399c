package query

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// checkPrinting holds a tree that Parse made against the law of printing.
func checkPrinting(t *testing.T, n Node) {
	t.Helper()
	if n == nil {
		return
	}
	again, err := Parse(n.String(), testOptions(t))
	if err != nil {
		t.Fatalf("%s prints as %q, which does not parse: %v", shape(n), n.String(), err)
	}
	if !reflect.DeepEqual(n, again) {
		t.Fatalf("%s prints as %q, which parses as %s", shape(n), n.String(), shape(again))
	}
}

// maker makes random trees of the kinds Parse makes.
type maker struct {
	*rand.Rand
	t *testing.T
}

func (m maker) pick(texts ...string) string { return texts[m.IntN(len(texts))] }

func (m maker) text() Node {
	switch m.IntN(4) {
	case 0:
		return &Phrase{Text: m.pick("青石 茶市", `他说"好"`, `"”混`, `"”」套`, " 空 ", "(OR", "-x"), Exact: m.IntN(3) == 0}
	default:
		return &Term{m.pick("青石镇", "Bio-Park", "臺灣", "or", "12:30", "🍵", "𠮷", "a\u200bb", "深度｜茶")}
	}
}

func (m maker) nodes(depth int, inField bool) []Node {
	nodes := make([]Node, 2+m.IntN(2))
	for i := range nodes {
		nodes[i] = m.tree(depth-1, inField)
	}
	return nodes
}

func (m maker) tree(depth int, inField bool) Node {
	if depth == 0 {
		return m.text()
	}
	kinds := 8
	if inField {
		kinds = 5
	}
	switch m.IntN(kinds) {
	case 0:
		return &And{m.nodes(depth, inField)}
	case 1:
		return &Or{m.nodes(depth, inField)}
	case 2:
		return &Not{m.tree(depth-1, inField)}
	case 3:
		return &Near{Left: m.text(), Right: m.text(), Distance: 1 + m.IntN(MaxNear)}
	case 5:
		return &Field{Name: m.pick("title", "body"), Node: m.tree(depth-1, true)}
	case 6:
		name := m.pick("source", "site", "author", "category", "tag", "lang")
		if m.IntN(2) == 0 {
			return &Field{Name: name, Node: m.text()}
		}
		return &Field{Name: name, Node: &Or{[]Node{m.text(), m.text()}}}
	case 7:
		return m.date()
	default:
		return m.text()
	}
}

func (m maker) date() Node {
	text := m.pick("2024-07", "-7d", "今天", "2024年7月", "2024-07-21T14:45:00+08:00")
	d := &Date{Name: m.pick("date", "before", "after"), Text: text}
	from, to, err := ParseDate(text, testOptions(m.t))
	if err != nil {
		m.t.Fatal(err)
	}
	switch d.Name {
	case "before":
		d.To = from
	case "after":
		d.From = from
	default:
		d.From, d.To = from, to
	}
	return d
}

func TestPrintedTreesParse(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(1, 2)), t}
	tried := 0
	for range 20_000 {
		n := m.tree(m.IntN(5), false)
		terms := 0
		Walk(n, func(n Node) bool {
			if _, isDate := n.(*Date); isDate || isText(n) {
				terms++
			}
			return true
		})
		if terms > MaxTerms {
			continue
		}
		checkPrinting(t, n)
		tried++
	}
	if tried < 10_000 {
		t.Errorf("only %d trees were small enough", tried)
	}
}

// Whatever is typed, in any order, is read or refused, and what is read prints.
func TestRandomInputPrints(t *testing.T) {
	pieces := []string{
		"甲", "乙", "a-b", "OR", "AND", "NOT", "NEAR/3", "|", "｜", "-", "－", "!", "(", ")", "（", "）", `"`, "＂", "“", "”", "「", "」", "『", "』",
		" ", "　", "\n", "title:", "标题：", "source:", "tag:", "exact:", "date:", "2024-07", "..", "-7d", "before:", "，", "。", "\u200b", "🍵", ":", "x:",
	}
	r := rand.New(rand.NewPCG(9, 10))
	read := 0
	for range 100_000 {
		input := ""
		for range r.IntN(14) {
			input += pieces[r.IntN(len(pieces))]
		}
		n, err := Parse(input, testOptions(t))
		if err == nil {
			checkPrinting(t, n)
			checkProse(t, input, n)
			read++
		}
	}
	if read < 10_000 {
		t.Errorf("only %d inputs were read", read)
	}
}

func TestWalk(t *testing.T) {
	n, err := Parse(`a (title:b OR -c) d NEAR/2 "e" source:(f OR g)`, testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	var got string
	Walk(n, func(n Node) bool {
		if isText(n) {
			got += n.String()
		}
		f, ok := n.(*Field)
		return !ok || f.Name != "source"
	})
	if want := `abcd"e"`; got != want {
		t.Errorf("Walk met %s, want %s", got, want)
	}
	Walk(nil, func(Node) bool { t.Error("Walk visits nil"); return true })
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"青石镇 茶市", `"甲 乙" OR -丙`, "title:(a NEAR/3 b) -source:“溪畔日报”", "date:2024-01..2024-06 after:-7d",
		"-(OR) AND", "“\"“」』", "tag:(a OR (b -c))", "title:exact:-x", "-」OR", "((a) OR (b c", "，。！ | -", "title:\u200b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		n, err := Parse(input, testOptions(t))
		if err != nil {
			if e, ok := err.(*SyntaxError); !ok || e.Position < 0 || e.Position > len([]rune(input)) {
				t.Fatalf("Parse(%q): %#v", input, err)
			}
			return
		}
		checkPrinting(t, n)
		checkProse(t, input, n)
	})
}

// What reads like a piece of text steers nothing.
func checkProse(t *testing.T, input string, n Node) {
	t.Helper()
	if !Prose(input) {
		return
	}
	Walk(n, func(n Node) bool {
		switch n.(type) {
		case *Field, *Not, *Near, *Date:
			t.Errorf("%q reads like a piece of text and has %s", input, n)
		}
		return true
	})
}
