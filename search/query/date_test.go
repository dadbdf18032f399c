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
		{"最近三天", "2024-08-28", "2024-09-01"},
		{"最近 7 天", "2024-08-24", "2024-09-01"},
		{"过去十二个月", "2023-08-31", "2024-09-01"},
		{"近兩週", "2024-08-17", "2024-09-01"},
		{"近三十天", "2024-08-01", "2024-09-01"},
		{"近二十五日", "2024-08-06", "2024-09-01"},
		{"近１年", "2023-08-31", "2024-09-01"},
		{"last 7 days", "2024-08-24", "2024-09-01"},
		{"past-2-weeks", "2024-08-17", "2024-09-01"},
		{"Last Week", "2024-08-19", "2024-08-26"},
		{"last_month", "2024-07-01", "2024-08-01"},
		{"lastyear", "2023-01-01", "2024-01-01"},
		{"this week", "2024-08-26", "2024-09-02"},
		{"this-month", "2024-08-01", "2024-09-01"},
		{"this year", "2024-01-01", "2025-01-01"},
		{"上个月", "2024-07-01", "2024-08-01"},
		{"上週", "2024-08-19", "2024-08-26"},
		{"上星期", "2024-08-19", "2024-08-26"},
		{"大前天", "2024-08-28", "2024-08-29"},
		{"前年", "2022-01-01", "2023-01-01"},
		{"2024年7月21号", "2024-07-21", "2024-07-22"},
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

// Relative dates go by the clock and the zone of the reader: at the same moment it is Sunday in one and Monday, the first of a month, in the other.
func TestRelativeDatesInZones(t *testing.T) {
	now := time.Date(2024, 6, 30, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct{ zone, text, from, to string }{
		{"UTC", "今天", "2024-06-30T00:00:00Z", "2024-07-01T00:00:00Z"},
		{"Asia/Shanghai", "今天", "2024-07-01T00:00:00+08:00", "2024-07-02T00:00:00+08:00"},
		{"Asia/Kolkata", "昨天", "2024-06-30T00:00:00+05:30", "2024-07-01T00:00:00+05:30"},
		{"America/New_York", "last week", "2024-06-17T00:00:00-04:00", "2024-06-24T00:00:00-04:00"},
		{"Asia/Shanghai", "上周", "2024-06-24T00:00:00+08:00", "2024-07-01T00:00:00+08:00"},
		{"Asia/Shanghai", "本月", "2024-07-01T00:00:00+08:00", "2024-08-01T00:00:00+08:00"},
		{"UTC", "上月", "2024-05-01T00:00:00Z", "2024-06-01T00:00:00Z"},
		{"America/New_York", "-4m", "2024-02-29T00:00:00-05:00", "2024-07-01T00:00:00-04:00"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		from, to, err := ParseDate(c.text, Options{Now: now, Location: zone})
		if err != nil || from.Format(time.RFC3339) != c.from || to.Format(time.RFC3339) != c.to {
			t.Errorf("%s in %s: %v to %v, %v; want %s to %s", c.text, c.zone, from, to, err, c.from, c.to)
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
		"2024-07-21 10:00", "某日", "\xff", "最近天", "近三三天", "近十十天", "last", "last days", "lastweekend", "今", "近零天",
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
