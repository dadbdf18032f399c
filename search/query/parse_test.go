package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// testOptions counts from noon of Saturday, 31 August 2024, in Shanghai.
func testOptions(t testing.TB) Options {
	t.Helper()
	zone := Options{}.zone()
	return Options{Now: time.Date(2024, 8, 31, 12, 0, 0, 0, zone), Location: zone}
}

// shape prints a tree with every node and bracket visible.
func shape(n Node) string {
	group := func(name string, nodes ...Node) string {
		parts := []string{name}
		for _, child := range nodes {
			parts = append(parts, shape(child))
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	switch n := n.(type) {
	case nil:
		return "nil"
	case *Term:
		return n.Text
	case *Phrase:
		if n.Exact {
			return "=[" + n.Text + "]"
		}
		return "[" + n.Text + "]"
	case *And:
		return group("and", n.Nodes...)
	case *Or:
		return group("or", n.Nodes...)
	case *Not:
		return group("not", n.Node)
	case *Field:
		return group(n.Name, n.Node)
	case *Near:
		return group(fmt.Sprintf("near%d", n.Distance), n.Left, n.Right)
	case *Date:
		return group(n.Name, &Term{n.Text})
	default:
		return fmt.Sprintf("%T", n)
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, input, want string }{
		{"empty", "", "nil"},
		{"blank", " \t\u3000\n", "nil"},
		{"invisible", "\u200b \u202e", "nil"},
		{"one word", "青石镇", "青石镇"},
		{"words", "青石镇　茶市", "(and 青石镇 茶市)"},
		{"traditional, case and width stay", "臺灣ＧＤＰ iPhone", "(and 臺灣ＧＤＰ iPhone)"},
		{"rare and emoji", "𠮷野家 🍵", "(and 𠮷野家 🍵)"},
		{"zero width inside stays", "青\u200b石", "青\u200b石"},
		{"hyphen inside", "Bio-Park COVID-19", "(and Bio-Park COVID-19)"},
		{"colon inside", "http://a.cn 12:30 时间：早", "(and http://a.cn 12:30 时间：早)"},
		{"percent and currency", "3.5% ￥99", "(and 3.5% ￥99)"},

		{"phrase", `"青石 茶市"`, "[青石 茶市]"},
		{"all quotes", "“甲乙” 「丙」 『丁』 ＂戊＂", "(and [甲乙] [丙] [丁] [戊])"},
		{"straight then curly", `"甲乙” 丙`, "(and [甲乙] 丙)"},
		{"curly then straight", `“甲乙" 丙`, "(and [甲乙] 丙)"},
		{"curly inside straight", `"论“窗口”三题"`, "[论“窗口”三题]"},
		{"title with quotes", "共建茶乡“青石窗口” 开市", "(and 共建茶乡 [青石窗口] 开市)"},
		{"wrong curly twice", "”甲” “乙“", "(and [甲] [乙])"},
		{"unclosed quote", `"甲 乙`, "[甲 乙]"},
		{"stray closing quote", "甲」 乙”", "(and 甲 乙)"},
		{"empty quotes", `"" 甲 “ ”`, "甲"},
		{"only empty quotes", `""`, "nil"},

		{"AND", "甲 AND 乙", "(and 甲 乙)"},
		{"OR", "甲 OR 乙 | 丙", "(or 甲 乙 丙)"},
		{"bar without spaces", "甲|乙 ｜ 丙", "(or 甲 乙 丙)"},
		{"full-width bar in a title", "深度｜茶市", "深度｜茶市"},
		{"lower case is a word", "甲 or 乙 and Not", "(and 甲 or 乙 and Not)"},
		{"precedence", "甲 乙 OR NOT 丙 丁", "(or (and 甲 乙) (and (not 丙) 丁))"},
		{"near binds tighter than and", "甲 乙 NEAR/3 丙 丁", "(and 甲 (near3 乙 丙) 丁)"},
		{"brackets", "(甲 OR 乙) （丙 OR 丁）", "(and (or 甲 乙) (or 丙 丁))"},
		{"nested and stays", "(甲 乙) 丙", "(and (and 甲 乙) 丙)"},
		{"unclosed bracket", "(甲 OR", "甲"},
		{"stray bracket", "甲) OR 乙", "(or 甲 乙)"},
		{"empty brackets", "() 甲 -()", "甲"},
		{"bracket in a title", "增产(同比)-茶叶", "(and 增产 同比 茶叶)"},

		{"minus", "甲 -乙 －丙 !丁", "(and 甲 (not 乙) (not 丙) (not 丁))"},
		{"minus phrase and group", `-"甲 乙" -(丙 OR 丁)`, "(and (not [甲 乙]) (not (or 丙 丁)))"},
		{"minus field", "-source:溪畔日报", "(not (source 溪畔日报))"},
		{"doubled", "甲 --乙 NOT NOT 丙 AND AND 丁 OR | 戊", "(or (and 甲 (not 乙) (not 丙) 丁) 戊)"},
		{"a dash before a text", "－－甲乙", "甲乙"},
		{"not of not", "-(-甲)", "(not (not 甲))"},
		{"lone minus", "甲 - 乙", "(and 甲 乙)"},
		{"minus before an operator word", "甲 -OR", "(and 甲 (not OR))"},
		{"dangling", "AND 甲 OR", "甲"},
		{"dangling near", "NEAR/3 甲 NEAR/3", "甲"},
		{"dangling not", "甲 NOT", "甲"},

		{"only operators", "OR AND NOT", "(and OR AND NOT)"},
		{"one operator", "NOT", "NOT"},
		{"operators in brackets", "-(OR) AND", "(and OR AND)"},
		{"only punctuation", "，。！", "，。！"},
		{"stars", strings.Repeat("*", 60), strings.Repeat("*", 60)},
		{"regexp", "/[/", "/[/"},
		{"punctuation beside words", "甲 ， 乙 + -。 丙", "(and 甲 乙 丙)"},

		{"field", "title:茶市 正文：茶农", "(and (title 茶市) (body 茶农))"},
		{"field case and space", "Source: 溪畔日报", "(source 溪畔日报)"},
		{"field phrase", "来源：“溪畔 日报”", "(source [溪畔 日报])"},
		{"field group", "标题:(茶 -雨 OR 甲 NEAR/2 乙)", "(title (or (and 茶 (not 雨)) (near2 甲 乙)))"},
		{"all fields", "站点:a 作者:b 栏目:c 标签:d 语言:e", "(and (site a) (author b) (category c) (tag d) (lang e))"},
		{"values", "source:(溪畔日报 OR (“南山台” | 海报))", "(source (or 溪畔日报 [南山台] 海报))"},
		{"values and", "tag:(茶 -雨)", "(and (tag 茶) (not (tag 雨)))"},
		{"values mixed", "tag:(茶 OR 雨 雪)", "(or (tag 茶) (and (tag 雨) (tag 雪)))"},
		{"value as it is", "title:-3 title:OR title:a:b", "(and (title -3) (title OR) (title a:b))"},
		{"exact", `exact:"WiFi" exact:臺灣`, "(and =[WiFi] =[臺灣])"},
		{"exact in a field", `title:exact:"WiFi" title:(exact:a b)`, "(and (title =[WiFi]) (title (and =[a] b)))"},
		{"near phrases", `"甲 乙" NEAR/100 exact:丙`, "(near100 [甲 乙] =[丙])"},
		{"near without a number is a word", "甲 NEAR 乙 NEAR/FAR", "(and 甲 NEAR 乙 NEAR/FAR)"},
		{"dates", "date:2024-07 before:2024 after:-7d date:2024-01..2024-06", "(and (date 2024-07) (before 2024) (after -7d) (date 2024-01..2024-06))"},
		{"open ranges", "date:..今天 date:2024..", "(and (date ..今天) (date 2024..))"},
		{"quoted date", `date:"2024-01 .. 2024-06"`, "(date 2024-01..2024-06)"},
		{"deep", strings.Repeat("(", 32) + "国" + strings.Repeat(")", 32), "国"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := Parse(c.input, testOptions(t))
			if err != nil {
				t.Fatalf("Parse(%q): %v", c.input, err)
			}
			if got := shape(n); got != c.want {
				t.Errorf("Parse(%q)\n got %s\nwant %s", c.input, got, c.want)
			}
			checkPrinting(t, n)
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		name, input string
		position    int
	}{
		{"near 0", "甲 NEAR/0 乙", 2},
		{"near 101", "甲 NEAR/101 乙", 2},
		{"near without distance", "甲 NEAR/ 乙", 2},
		{"near negative", "甲 NEAR/-1 乙", 2},
		{"near huge", "甲 NEAR/99999999999999999999 乙", 2},
		{"near group", "(甲 OR 乙) NEAR/3 丙", 9},
		{"near not", "甲 NEAR/3 -乙", 2},
		{"near chain", "甲 NEAR/3 乙 NEAR/3 丙", 11},
		{"near field", "title:甲 NEAR/3 乙", 8},
		{"near in values", "source:(甲 NEAR/3 乙)", 0},
		{"too deep", strings.Repeat("（", 33) + "国", 32},
		{"too many", strings.Repeat("国 ", 65), 128},
		{"too many words of bars", strings.Repeat("|", 65), 64},
		{"field at the end", "甲 source:", 2},
		{"field before operator", "source: OR 甲", 0},
		{"field before minus", "title: -甲", 0},
		{"field empty quotes", `title:"" 甲`, 0},
		{"field empty group", "title:() 甲", 0},
		{"field invisible", "标题:\u200b 甲", 0},
		{"field in field", "title:(甲 source:乙)", 9},
		{"date in field", "title:(date:2024)", 7},
		{"exact group", "exact:(甲)", 0},
		{"exact nothing", "exact: exact:", 0},
		{"bad date", "茶 date:2024-13", 7},
		{"bad day", "before:2024-02-30", 7},
		{"bad range end", "date:2024..某日", 5},
		{"no range", "date:..", 0},
		{"range backwards", "date:2024-06..2024-01", 5},
		{"date group", "date:(2024)", 0},
		{"minus", " -", 1},
		{"minus nothing", `-""`, 0},
		{"invalid", "国\xff", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := Parse(c.input, testOptions(t))
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("Parse(%q) = %s, %v; want a *SyntaxError", c.input, shape(n), err)
			}
			if n != nil {
				t.Errorf("a tree came with the error: %s", shape(n))
			}
			if syntax.Position != c.position {
				t.Errorf("Parse(%q): position %d, want %d (%s)", c.input, syntax.Position, c.position, syntax.Message)
			}
		})
	}
}

func TestParseDates(t *testing.T) {
	o := testOptions(t)
	day := func(month time.Month, day int) time.Time { return time.Date(2024, month, day, 0, 0, 0, 0, o.Location) }
	for _, c := range []struct {
		input    string
		from, to time.Time
	}{
		{"date:2024-07", day(7, 1), day(8, 1)},
		{"date:2024-07..", day(7, 1), time.Time{}},
		{"date:..2024-07", time.Time{}, day(8, 1)},
		{"date:-30d..-7d", day(8, 1), day(8, 25)},
		{"before:2024-07", time.Time{}, day(7, 1)},
		{"after:2024-07", day(7, 1), time.Time{}},
		{"after:-7d", day(8, 24), time.Time{}},
	} {
		n, err := Parse(c.input, o)
		if err != nil {
			t.Errorf("%s: %v", c.input, err)
			continue
		}
		d, ok := n.(*Date)
		if !ok || !d.From.Equal(c.from) || !d.To.Equal(c.to) {
			t.Errorf("%s = %+v, want %v to %v", c.input, n, c.from, c.to)
		}
	}
}

func TestParseLongInput(t *testing.T) {
	for _, unit := range []string{"“", `“"`, "(", ")", "-", "|", "NOT ", "title:", "exact:", "，", "国", `"" `, "」"} {
		input := strings.Repeat(unit, 1<<18/len(unit))
		if n, err := Parse(input, Options{}); err == nil {
			Walk(n, func(Node) bool { return true })
		} else if len(err.Error()) > 500 {
			t.Errorf("%q repeated: the message has %d bytes", unit, len(err.Error()))
		}
	}
}
