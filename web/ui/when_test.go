package ui

import (
	"strings"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

func TestTotalLine(t *testing.T) {
	for _, c := range []struct {
		result search.Result
		want   string
	}{
		{search.Result{Articles: 31, Total: 12, Exact: true, Took: 3100 * time.Microsecond}, "共 31 篇，12 条 · 3.1 毫秒"},
		{search.Result{Articles: 12000, Total: 12000, Exact: true, Took: 1250 * time.Millisecond}, "共 12,000 篇 · 1.25 秒"},
		{search.Result{Articles: 5, Total: 4, Took: 10 * time.Microsecond}, "约 5 篇，4 条 · 0.0 毫秒"},
		{search.Result{Exact: true}, "共 0 篇 · 0.0 毫秒"},
	} {
		if got := totalLine(chineseReader(), &c.result); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWhen(t *testing.T) {
	for _, c := range []struct{ published, want string }{
		{"2024-07-22 09:59", "1 分钟前"},
		{"2024-07-22 10:00", "刚刚"},
		{"2024-07-22 09:00", "1 小时前"},
		{"2024-07-22 00:00", "10 小时前"},
		{"2024-07-21 23:59", "昨天 23:59"},
		{"2024-07-20 08:00", "前天 08:00"},
		{"2024-07-19 08:00", "7月19日"},
		{"2024-01-01 00:00", "1月1日"},
		{"2023-12-31 23:59", "2023年12月31日"},
		{"2024-07-22 10:01", "2024年7月22日 10:01"},
		{"1949-10-01 15:00", "1949年10月1日"},
	} {
		got := newWhen(chineseReader(), instant(c.published), news.Shanghai())
		if got.Words != c.want {
			t.Errorf("%s: got %q, want %q", c.published, got.Words, c.want)
		}
		if !strings.HasPrefix(got.Machine, c.published[:10]) {
			t.Errorf("%s: machine form %q", c.published, got.Machine)
		}
	}
}

func TestWhenAcrossZones(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	for _, c := range []struct {
		name      string
		published news.Instant
		want      When
	}{
		{"unknown", news.Instant{}, When{Words: "时间不详"}},
		{"only the day", news.Instant{Time: day(2024, 7, 21), DayOnly: true}, When{"昨天", "2024年7月21日", "2024-07-21"}},
		{"today", news.Instant{Time: day(2024, 7, 22), DayOnly: true}, When{"今天", "2024年7月22日", "2024-07-22"}},
		{"tomorrow", news.Instant{Time: day(2024, 7, 23), DayOnly: true}, When{"2024年7月23日", "2024年7月23日", "2024-07-23"}},
		{"another zone", news.Instant{Time: time.Date(2024, 7, 22, 0, 30, 0, 0, tokyo)},
			When{"昨天 23:30", "2024年7月22日 00:30（UTC+09:00）", "2024-07-22T00:30:00+09:00"}},
		{"seconds", news.Instant{Time: time.Date(2024, 7, 1, 8, 30, 5, 0, news.Shanghai())},
			When{"7月1日", "2024年7月1日 08:30:05（UTC+08:00）", "2024-07-01T08:30:05+08:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newWhen(chineseReader(), c.published, news.Shanghai()); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestRangeWords(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"2024-07", "", "2024-07 起"},
		{"", "2024", "2024 止"},
		{"2024-07", "2024-07", "2024-07"},
		{"2024-07-01", "2024-07-07", "2024-07-01 至 2024-07-07"},
		{"-7d", "", "近一周"},
		{"-7d", "yesterday", "-7d 至 昨天"},
		{"today", "today", "今天"},
		{"-9d", "", "-9d 起"},
	} {
		if got := rangeWords(chineseReader(), search.Request{FromText: c.from, ToText: c.to}); got != c.want {
			t.Errorf("%q to %q: got %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
