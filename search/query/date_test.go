package query

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	o := testOptions(t)
	for _, c := range []struct{ text, from, to string }{
		{"2024", "2024-01-01", "2025-01-01"},
		{"2024年", "2024-01-01", "2025-01-01"},
		{" ２０２４ ", "2024-01-01", "2025-01-01"},
		{"0001", "0001-01-01", "0002-01-01"},
		{"9999", "9999-01-01", "10000-01-01"},
		{"2024-07", "2024-07-01", "2024-08-01"},
		{"2024-7", "2024-07-01", "2024-08-01"},
		{"2024/12", "2024-12-01", "2025-01-01"},
		{"2024年7月", "2024-07-01", "2024-08-01"},
		{"2024-02-29", "2024-02-29", "2024-03-01"},
		{"2024/7/21", "2024-07-21", "2024-07-22"},
		{"2024年7月21日", "2024-07-21", "2024-07-22"},
		{"20240721", "2024-07-21", "2024-07-22"},
		{"1940-06-01", "1940-06-01", "1940-06-02"}, // Shanghai's clocks skipped this midnight
		{"today", "2024-08-31", "2024-09-01"},
		{"TODAY", "2024-08-31", "2024-09-01"},
		{"今天", "2024-08-31", "2024-09-01"},
		{"yesterday", "2024-08-30", "2024-08-31"},
		{"昨天", "2024-08-30", "2024-08-31"},
		{"前天", "2024-08-29", "2024-08-30"},
		{"本周", "2024-08-26", "2024-09-02"},
		{"上周", "2024-08-19", "2024-08-26"},
		{"本月", "2024-08-01", "2024-09-01"},
		{"上月", "2024-07-01", "2024-08-01"},
		{"今年", "2024-01-01", "2025-01-01"},
		{"去年", "2023-01-01", "2024-01-01"},
		{"-0d", "2024-08-31", "2024-09-01"},
		{"-7d", "2024-08-24", "2024-09-01"},
		{"近7天", "2024-08-24", "2024-09-01"},
		{"-2w", "2024-08-17", "2024-09-01"},
		{"-2m", "2024-06-30", "2024-09-01"}, // June has no 31st
		{"近6个月", "2024-02-29", "2024-09-01"},
		{"-1y", "2023-08-31", "2024-09-01"},
	} {
		from, to, err := ParseDate(c.text, o)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := from.Format("2006-01-02"); got != c.from {
			t.Errorf("%s begins %s, want %s", c.text, got, c.from)
		}
		if got := to.Format("2006-01-02"); got != c.to {
			t.Errorf("%s ends %s, want %s", c.text, got, c.to)
		}
		if (from.Hour() != 0 && c.text != "1940-06-01") || to.Hour() != 0 || from.Location() != o.Location {
			t.Errorf("%s is %v to %v, want midnights of %v", c.text, from, to, o.Location)
		}
	}
}

func TestParseDateInstant(t *testing.T) {
	for _, text := range []string{"2024-07-21T14:45:00+08:00", "2024-07-21T06:45:00Z", "2024-07-21t06:45:00z"} {
		from, to, err := ParseDate(text, testOptions(t))
		want := time.Date(2024, 7, 21, 6, 45, 0, 0, time.UTC)
		if err != nil || !from.Equal(want) || to.Sub(from) != time.Second {
			t.Errorf("%s = %v, %v, %v; want the second from %v", text, from, to, err, want)
		}
	}
}

func TestParseEnd(t *testing.T) {
	for text, want := range map[string]string{"2024": "2025-01-01", "-7d": "2024-08-25", "近7天": "2024-08-25", "今天": "2024-09-01"} {
		got, err := ParseEnd(text, testOptions(t))
		if err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("ParseEnd(%s) = %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	for _, text := range []string{
		"", " ", "yesterdayish", "0000", "0000-01-01T00:00:00Z", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "2024-1-0", "20240732",
		"2024-", "2024-07-", "24-07-21", "12024", "2024年13月", "2024-07/21", "-9999y", "-7", "7d", "-7h", "-99999d", "近天", "2024-07-21T25:00:00Z",
		"2024-07-21 10:00", "某日", "\xff",
	} {
		if from, to, err := ParseDate(text, testOptions(t)); err == nil {
			t.Errorf("ParseDate(%q) = %v, %v; want an error", text, from, to)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2024", "2024-07-21", "20240721", "2024年7月", "-3m", "近7天", "2024-07-21T14:45:00+08:00", "上周"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := testOptions(t)
		from, to, err := ParseDate(text, o)
		if err != nil {
			return
		}
		if !from.Before(to) || from.Year() < 1 || from.Year() > 9999 {
			t.Errorf("ParseDate(%q) = %v, %v", text, from, to)
		}
		if stop, err := ParseEnd(text, o); err != nil || !from.Before(stop) || stop.After(to) {
			t.Errorf("ParseEnd(%q) = %v, %v; the range is %v to %v", text, stop, err, from, to)
		}
	})
}
