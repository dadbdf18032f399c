package boilerplate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
)

// TestCut: the lines that were learnt are left out where they stand around the text, and nothing else.
func TestCut(t *testing.T) {
	const notice, column = "更多消息请到临桥新闻的小店里看", "堤上观察"
	all := many(20, func(i int) news.Article {
		return news.Article{Site: "临桥网", Body: text(i, column, " "+notice+" ")}
	})
	set := NewSet(learn(all...))
	if set.Len() != 2 {
		t.Fatalf("%d lines were learnt", set.Len())
	}
	for i, a := range all {
		cut := set.Cut(a)
		if cut.Body != text(i, "", "") || len(cut.LeftOut) != 2 || cut.LeftOut[0] != (news.LeftOut{Line: 0, Text: column}) {
			t.Fatalf("article %d becomes %q without %v", i, cut.Body, cut.LeftOut)
		}
		if d := cmp.Diff(a, cut.Whole()); d != "" {
			t.Fatalf("put back (-want +got):\n%s", d)
		}
	}
	for name, a := range map[string]news.Article{
		"another site":     {Site: "江北网", Body: text(1, column, notice)},
		"amid the text":    {Site: "临桥网", Body: text(1, "", "") + strings.Repeat("\n中间的一段话，讲的是别的事情。", 4) + "\n" + notice + strings.Repeat("\n后面的一段话。", 5)},
		"the longest":      {Site: "临桥网", Body: "短。\n" + notice + "  "},
		"nothing else":     {Site: "临桥网", Body: notice},
		"no text":          {Site: "临桥网", Title: "只有标题"},
		"a longer line":    {Site: "临桥网", Body: text(1, "", notice+"吧")},
		"a site like ours": {URL: "http://临桥网/1", Body: "水。"},
	} {
		if cut := set.Cut(a); !cmp.Equal(cut, a) {
			t.Errorf("%s: %v was left out", name, cut.LeftOut)
		}
	}
}

// TestCutLaws: for any body and any set, the whole is as it was, a second cut changes nothing, a body with text keeps some, and another set makes of
// what was cut what it makes of the whole.
func TestCutLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	words := []string{"", " ", "堤上观察", "堤上观察 ", "扫码关注我们", "第二段说的是灯。", "水退下去的时候它是路，水涨上来的时候它是堤。", "\r", "——"}
	for range 5_000 {
		var lines []string
		for range r.IntN(9) {
			lines = append(lines, words[r.IntN(len(words))])
		}
		set := func() *Set {
			var learnt []Line
			for _, w := range words {
				if r.IntN(2) == 0 {
					learnt = append(learnt, Line{Site: "临桥网", Text: w})
				}
			}
			return NewSet(learnt)
		}
		a, one, other := news.Article{Site: "临桥网", Body: strings.Join(lines, "\n")}, set(), set()
		cut := one.Cut(a)
		if whole := cut.Whole(); !cmp.Equal(whole, a) {
			t.Fatalf("%q becomes %q, and put back %q", a.Body, cut.Body, whole.Body)
		}
		if again := one.Cut(cut); !cmp.Equal(again, cut) {
			t.Fatalf("%q is cut again to %q", cut.Body, again.Body)
		}
		if strings.TrimSpace(a.Body) != "" && strings.TrimSpace(cut.Body) == "" {
			t.Fatalf("nothing is left of %q", a.Body)
		}
		if x, y := other.Cut(cut), other.Cut(a); !cmp.Equal(x, y) {
			t.Fatalf("another set makes %q of what was cut, %q of the whole", x.Body, y.Body)
		}
		var none *Set
		if !cmp.Equal(none.Cut(cut), a) {
			t.Fatal("no set does not put back")
		}
	}
}

// TestLearnFromCut: what was left out is learnt again.
func TestLearnFromCut(t *testing.T) {
	all := many(20, func(i int) news.Article {
		return news.Article{Site: "临桥网", Body: text(i, "堤上观察", "更多消息请到临桥新闻的小店里看")}
	})
	before := learn(all...)
	set := NewSet(before)
	for i := range all {
		all[i] = set.Cut(all[i])
	}
	if d := cmp.Diff(before, learn(all...)); d != "" {
		t.Error(d)
	}
}

func TestSetEncode(t *testing.T) {
	set := NewSet([]Line{{"临桥网", "扫码<关注>", 9, 20}, {"n.example", "堤上观察", 8, 8}})
	text, err := set.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseSet(text)
	if err != nil || !cmp.Equal(read.lines, set.lines) || fmt.Sprint(read.sites) != fmt.Sprint(set.sites) {
		t.Errorf("read %v, %v", read, err)
	}
	if _, err := ParseSet([]byte("{")); err == nil {
		t.Error("damage is no error")
	}
}
