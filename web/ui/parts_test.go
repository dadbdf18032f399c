package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
	"xunbao/web/fault"
)

func TestPager(t *testing.T) {
	for _, c := range []struct {
		name              string
		page, size, total int
		want              string // pages, with the current one in brackets
		prev, next, noted bool
	}{
		{"none", 1, 10, 0, "", false, false, false},
		{"one page", 1, 10, 10, "", false, false, false},
		{"two", 1, 10, 11, "[1] 2", false, true, false},
		{"last", 2, 10, 11, "1 [2]", true, false, false},
		{"middle", 6, 10, 112, "1 … 4 5 [6] 7 8 … 12", true, true, false},
		{"near the front", 4, 10, 112, "1 2 3 [4] 5 6 … 12", true, true, false},
		{"past the end", 40, 10, 25, "1 … 3", true, false, false},
		{"past the end of nothing", 4, 10, 0, "", true, false, false},
		{"deepest", 1000, 10, 50_000, "1 … 998 999 [1000]", true, true, true},
		{"before the deepest", 999, 10, 50_000, "1 … 997 998 [999] 1000", true, true, false},
		{"exactly as deep", 100, 100, 10_000, "1 … 98 99 [100]", true, false, false},
		{"size 0", 1, 0, 50, "", false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := search.NewRequest()
			r.Page, r.Size = c.page, c.size
			p := newPager(r, &search.Result{Total: c.total, Cursor: "下"})
			if p == nil {
				p = &Pager{}
			}
			var shown []string
			for _, l := range p.Pages {
				switch {
				case l.Gap:
					shown = append(shown, "…")
				case l.Current:
					shown = append(shown, fmt.Sprintf("[%d]", l.Number))
				default:
					shown = append(shown, fmt.Sprint(l.Number))
				}
			}
			if got := strings.Join(shown, " "); got != c.want && c.total > 0 {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := []bool{p.Prev != "", p.Next != "", p.Note != ""}; !slices.Equal(got, []bool{c.prev, c.next, c.noted}) {
				t.Errorf("prev, next, note: got %v", got)
			}
			if c.noted && !strings.Contains(p.Next, "cursor=") {
				t.Errorf("past the depth limit the next page is %q, want a cursor", p.Next)
			}
		})
	}
}

func TestPagerAfterCursor(t *testing.T) {
	r := search.NewRequest()
	r.Query, r.Cursor = "渡口", "甲"
	p := newPager(r, &search.Result{Total: 50_000, Cursor: "乙"})
	if !strings.Contains(p.Next, "cursor=%E4%B9%99") || strings.Contains(p.Pages[0].URL, "cursor") {
		t.Errorf("got next %q, first %q", p.Next, p.Pages[0].URL)
	}
	if last := newPager(r, &search.Result{Total: 50_000}); last.Next != "" {
		t.Errorf("the last page leads on to %q", last.Next)
	}
}

func TestHistogram(t *testing.T) {
	r := search.NewRequest()
	if newHistogram(r, nil) != nil || newHistogram(r, &search.Histogram{Buckets: make([]search.Bucket, 1)}) != nil {
		t.Error("fewer than two buckets are drawn")
	}
	for _, n := range []int{2, 3, 60, 199, 200, 201, 4000} {
		h := &search.Histogram{Interval: search.Day}
		total := 0
		for i := range n {
			h.Buckets = append(h.Buckets, search.Bucket{From: day(2010, 1, 1+i), To: day(2010, 1, 2+i), Count: i % 7})
			total += i % 7
		}
		drawn := newHistogram(r, h)
		if len(drawn.Bars) > maxBars {
			t.Errorf("%d buckets: %d bars", n, len(drawn.Bars))
		}
		for _, b := range drawn.Bars {
			total -= b.Count
			if (b.Count > 0) != (b.URL != "") || (b.Count > 0) != (b.Height >= minHeight) || b.Y+b.Height != barBottom || b.Y < barTop {
				t.Errorf("%d buckets: bar %+v", n, b)
			}
			if b.X < b.SlotX || b.X+b.Width > b.SlotX+b.SlotWidth+.001 || b.SlotX+b.SlotWidth > 100.001 {
				t.Errorf("%d buckets: bar %+v leaves its slot", n, b)
			}
		}
		if total != 0 {
			t.Errorf("%d buckets: %d articles are not drawn", n, total)
		}
	}
}

func TestPercent(t *testing.T) {
	for p, want := range map[percent]string{0: "0", 100: "100", 12.5: "12.5", 100 / percent(3): "33.333", 100 / percent(7): "14.286"} {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestFacets(t *testing.T) {
	var many []search.FacetValue
	for i := range 30 {
		many = append(many, search.FacetValue{Value: fmt.Sprintf("媒体%d", i), Count: 30 - i, Selected: i == 25})
	}
	counted := map[search.Field][]search.FacetValue{
		search.Source:   many,
		search.Site:     {{Value: "云港网", Count: 3}},                              // no choice
		search.Category: {{Value: "", Count: 9}, {Value: "民生", Count: 3}},         // the same
		search.Tag:      {{Value: "渡口", Count: 1, Selected: true}},                // can be taken away
		search.Lang:     {{Value: "zh", Count: 1}, {Value: "en", Count: 1}, {}, {}}, //
	}
	var got []string
	for _, f := range newFacets(search.NewRequest(), counted) {
		got = append(got, fmt.Sprintf("%s %d+%d", f.Label, len(f.Values), len(f.More)))
	}
	if diff := cmp.Diff([]string{"来源 9+21", "标签 1+0", "语言 2+0"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestToggledKeepsTheOriginal(t *testing.T) {
	r := search.NewRequest()
	r.Filters = map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}
	less, more := toggled(r, search.Source, "乙报"), toggled(r, search.Tag, "渡口")
	for _, c := range []struct {
		got  search.Request
		want map[search.Field][]string
	}{
		{r, map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}},
		{less, map[search.Field][]string{search.Source: {"甲报", "丙报"}}},
		{more, map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}, search.Tag: {"渡口"}}},
		{toggled(more, search.Tag, "渡口"), map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}},
	} {
		if diff := cmp.Diff(c.want, c.got.Filters); diff != "" {
			t.Error(diff)
		}
	}
}

func TestStoryNote(t *testing.T) {
	for _, c := range []struct {
		count   int
		sources []string
		want    string
	}{
		{0, nil, ""},
		{1, []string{"甲报"}, ""},
		{2, []string{"甲报", "乙报"}, "另有 1 家转载：乙报"},
		{3, []string{"甲报", "乙报"}, "另有 2 篇转载：乙报"},
		{2, []string{"甲报"}, "另有 1 篇转载："},
		{7, []string{"乙", "甲报", "丙", "丁", "戊", "己", "庚"}, "另有 6 家转载：乙、丙、丁、戊 等"},
	} {
		note := newStoryNote(search.Hit{Article: news.Article{Source: "甲报"}, Story: search.Story{Count: c.count, Sources: c.sources}}, "/articles/1")
		got := ""
		if note != nil {
			got = note.Label + "：" + strings.Join(note.Outlets, "、") + note.More
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestReprints(t *testing.T) {
	var hits []search.Hit
	for i := range 130 {
		hits = append(hits, search.Hit{Article: news.Article{ID: news.ID(fmt.Sprint(i))}})
	}
	r := search.NewRequest()
	if newReprints(r, "0", hits[:1], now) != nil {
		t.Error("an article alone has reprints")
	}
	list := newReprints(r, "3", hits, now)
	if list.Count != 130 || len(list.Items) != 100 || list.Left != 30 || !list.Items[3].Current || list.Items[4].Current {
		t.Errorf("got %d, %d listed, %d left", list.Count, len(list.Items), list.Left)
	}
}

func TestOriginalLink(t *testing.T) {
	for address, wantLink := range map[string]bool{
		"https://news.example/渡口": true, "http://news.example:8080/?a=b#c": true, "HTTPS://news.example/": true,
		"javascript:alert(1)": false, "JaVaScript:alert(1)": false, " javascript:x": false, "data:text/html,x": false, "//news.example/": false,
		"/etc/hosts": false, "http:///x": false, "http:news.example": false, "ftp://news.example/": false, "渡口": false, "http://a b/": false,
	} {
		link := originalLink(address)
		if link == nil || link.Label != address || (link.URL != "") != wantLink {
			t.Errorf("%q: got %+v", address, link)
		}
	}
	if originalLink(" ") != nil {
		t.Error("an empty address is shown")
	}
}

func TestParagraphs(t *testing.T) {
	marks := []highlight.Span{{Start: 1, End: 3}, {Start: 4, End: 8}}
	got := paragraphs("渡口\n\n青🚢湾\n \n完", marks)
	want := [][]highlight.Run{
		{{Text: "渡"}, {Text: "口", Match: true}},
		{{Text: "青🚢湾", Match: true}},
		{{Text: "完"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestParagraphsKeepEveryMark compares with marking character by character.
func TestParagraphsKeepEveryMark(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("青湾渡口a \n\n🚢𠮷")
	for range 2000 {
		var body []rune
		for range random.IntN(40) {
			body = append(body, letters[random.IntN(len(letters))])
		}
		var marks []highlight.Span
		marked := make([]bool, len(body))
		for at := random.IntN(5); at < len(body); at += 1 + random.IntN(6) {
			end := min(at+1+random.IntN(5), len(body))
			marks = append(marks, highlight.Span{Start: at, End: end})
			for ; at < end; at++ {
				marked[at] = true
			}
		}
		var want, got strings.Builder
		line, lineMarks := "", ""
		flush := func() {
			if !blank(line) {
				want.WriteString(lineMarks + "\n")
			}
			line, lineMarks = "", ""
		}
		for i, r := range body {
			if r == '\n' {
				flush()
				continue
			}
			line += string(r)
			lineMarks += fmt.Sprintf("%c%v ", r, marked[i])
		}
		flush()
		for _, runs := range paragraphs(string(body), marks) {
			for _, run := range runs {
				for _, r := range run.Text {
					fmt.Fprintf(&got, "%c%v ", r, run.Match)
				}
			}
			got.WriteString("\n")
		}
		if got.String() != want.String() {
			t.Fatalf("%q with %v: got %q, want %q", string(body), marks, got.String(), want.String())
		}
	}
}

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		query    string
		position int
		want     Place
	}{
		{"渡口 (轮渡", 3, Place{"渡口 ", "(", "轮渡"}},
		{"渡🚢)", 2, Place{"渡🚢", ")", ""}},
		{"渡口", 2, Place{"渡口", "", ""}},
		{"渡口", 99, Place{"渡口", "", ""}},
		{"渡口", -1, Place{"", "渡", "口"}},
		{"", 0, Place{}},
	} {
		got := newPlace(c.query, c.position)
		if *got != c.want {
			t.Errorf("%q at %d: got %+v", c.query, c.position, *got)
		}
		if joined := got.Before + got.At + got.After; joined != c.query || utf8.RuneCountInString(got.At) > 1 {
			t.Errorf("%q at %d: parts make %q", c.query, c.position, joined)
		}
	}
}

func TestErrorWords(t *testing.T) {
	at := 1
	for _, c := range []struct {
		fault           fault.Fault
		heading, detail string
	}{
		{fault.Fault{Status: 400, Code: "invalid_parameter", Field: "page", Message: "m"}, "地址里的参数不对", "page: m"},
		{fault.Fault{Status: 400, Code: "invalid_parameter", Message: "m"}, "地址里的参数不对", "m"},
		{fault.Fault{Status: 400, Code: "invalid_query", Field: "q", Message: "m", Position: &at}, "检索式写得不完整", "m"},
		{fault.Fault{Status: 404, Code: "not_found", Message: "m"}, "没有这个页面", ""},
		{fault.Fault{Status: 405, Code: "method_not_allowed", Message: "m"}, "这个地址不接受这种请求", "m"},
		{fault.Fault{Status: 418, Code: "?", Message: "m"}, "请求无法处理", "m"},
		{fault.Fault{Status: 502, Code: "?", Message: "m"}, "服务器出错了", "m"},
	} {
		got := newErrorPage(c.fault, Layout{Box: newSearchBox("渡口", nil)})
		if got.Heading != c.heading || got.Detail != c.detail || (got.Place != nil) != (c.fault.Position != nil) {
			t.Errorf("%+v: got %q, %q, %v", c.fault, got.Heading, got.Detail, got.Place)
		}
	}
}
