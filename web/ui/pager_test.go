package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"xunbao/search"
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
			p := newPager(chineseReader(), r, &search.Result{Total: c.total, Cursor: "下"})
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
	p := newPager(chineseReader(), r, &search.Result{Total: 50_000, Cursor: "乙"})
	if !strings.Contains(p.Next, "cursor=%E4%B9%99") || strings.Contains(p.Pages[0].URL, "cursor") {
		t.Errorf("got next %q, first %q", p.Next, p.Pages[0].URL)
	}
	if last := newPager(chineseReader(), r, &search.Result{Total: 50_000}); last.Next != "" {
		t.Errorf("the last page leads on to %q", last.Next)
	}
}
