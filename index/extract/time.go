package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"xunbao/internal/news"
)

// The years a publication time may have.
const (
	firstYear = 1800
	lastYear  = 2199
)

// ParseTime reads one time in the forms Chinese pages and feeds use: 2024-07-21 14:45, 2024年7月21日 下午2点45分, 2024/7/21,
// 2024.07.21, 20240721, 二〇二四年七月二十一日, 民國113年7月21日, RFC 3339 and RFC 1123, seconds (10 digits) or milliseconds (13
// digits) since 1970, all in half or full width. A time without a zone is in loc; nil means Asia/Shanghai. Fractions of a second are
// dropped. A date alone is DayOnly. Anything else, a date without a year and a day that does not exist give false.
func ParseTime(s string, loc *time.Location) (news.Instant, bool) {
	if loc == nil {
		loc = news.Shanghai()
	}
	if len(s) > 200 {
		return news.Instant{}, false
	}
	s = strings.TrimSpace(s)
	if at, ok := parseDigits(s, loc); ok {
		return at, true
	}
	if at, ok := parseEnglish(s, loc); ok {
		return at, true
	}
	start, end, at, ok := findTime(s, loc)
	if !ok || start != 0 || end != len(s) {
		return news.Instant{}, false
	}
	return at, true
}

// parseDigits reads times that are nothing but digits: a compact date, with or without the clock, or an epoch.
func parseDigits(s string, loc *time.Location) (news.Instant, bool) {
	var b strings.Builder
	for _, r := range s {
		d, ok := digit(r)
		if _, han := hanDigits[r]; !ok || han || b.Len() == 14 {
			return news.Instant{}, false
		}
		b.WriteByte(byte('0' + d))
	}
	digits := b.String()
	switch len(digits) {
	case 10, 13:
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n == 0 {
			return news.Instant{}, false
		}
		if len(digits) == 13 {
			n /= 1000
		}
		at := time.Unix(n, 0).In(loc)
		return news.Instant{Time: at}, at.Year() <= lastYear
	case 8, 12, 14:
		n := func(from, to int) int { v, _ := strconv.Atoi(digits[from:to]); return v }
		day := date{year: n(0, 4), month: n(4, 6), day: n(6, 8)}
		if len(digits) == 8 {
			return day.instant(nil, loc)
		}
		c := clock{hour: n(8, 10), minute: n(10, 12)}
		if len(digits) == 14 {
			c.second = n(12, 14)
		}
		return day.instant(&c, loc)
	}
	return news.Instant{}, false
}

var english = regexp.MustCompile(`^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ?(.*)$`)

var months = map[string]int{"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}

// parseEnglish reads RFC 1123, the form of feeds: Sun, 21 Jul 2024 14:45:00 +0800.
func parseEnglish(s string, loc *time.Location) (news.Instant, bool) {
	m := english.FindStringSubmatch(s)
	if m == nil {
		return news.Instant{}, false
	}
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	if m[7] != "" {
		named, ok := zone(m[7])
		if !ok {
			return news.Instant{}, false
		}
		loc = named
	}
	return date{n(m[3]), months[m[2]], n(m[1])}.instant(&clock{hour: n(m[4]), minute: n(m[5]), second: n(m[6])}, loc)
}

// findTime finds the first time in s that exists, and where it stands in bytes. Only forms that start with the year are found.
func findTime(s string, loc *time.Location) (start, end int, at news.Instant, ok bool) {
	for from := 0; from < len(s); {
		m := datePattern.find(s[from:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if at, end, ok := readTime(s, m, loc); ok && !digitBefore(s, m[0]) {
			return m[0], end, at, true
		}
		_, n := utf8.DecodeRuneInString(s[m[0]:])
		from = m[0] + n
	}
	return 0, 0, news.Instant{}, false
}

// readTime reads the date that matched at m and the clock behind it, if one is there.
func readTime(s string, m []int, loc *time.Location) (at news.Instant, end int, ok bool) {
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	d, ok := readDate(part)
	if !ok {
		return news.Instant{}, 0, false
	}
	end = m[1]
	if c := clockPattern.FindStringSubmatch(s[end:]); c != nil {
		if at, ok := readClock(d, c, loc); ok && !digitAfter(s, end+len(c[0])) {
			return at, end + len(c[0]), true
		}
		if separated := strings.TrimLeft(c[0], " \t\u3000"); separated == c[0] || digitAfter(s, end) {
			return news.Instant{}, 0, false
		}
	}
	if digitAfter(s, end) {
		return news.Instant{}, 0, false
	}
	at, ok = d.instant(nil, loc)
	if week := weekPattern.FindString(s[end:]); week != "" {
		end += len(week)
	}
	return at, end, ok
}

func digitBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	d, ok := digit(r)
	return ok && d >= 0
}

func digitAfter(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	_, han := hanDigits[r]
	_, ok := digit(r)
	return ok && !han
}
