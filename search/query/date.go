package query

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateForms are the calendar forms: year, year and month, or a day.
var dateForms = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$`),
	regexp.MustCompile(`^(\d{4})/(\d{1,2})(?:/(\d{1,2}))?$`),
	regexp.MustCompile(`^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
}

// agoForm is -7d and 近7天.
var agoForm = regexp.MustCompile(`^(?:-(\d{1,4})([dwmy])|近(\d{1,4})(天|日|周|个月|月|年))$`)

// halfWidth are the full-width characters that a date may be typed with.
var halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7",
	"８", "8", "９", "9", "－", "-", "／", "/", "：", ":")

// ParseDate returns the time that text means as the range [from, to):
//
//	2024  2024-07  2024-07-21, with / or 年 月 日, 20240721     that year, month, day
//	2024-07-21T14:45:00+08:00                                   RFC 3339: from that instant on for one second
//	today yesterday 今天 昨天 前天                              that day
//	本周 上周 本月 上月 今年 去年                               that week (from Monday), month, year
//	-7d -2w -3m -1y 近7天 近2周 近3月 近1年                     from the day so long before today to the end of today
//
// Full-width digits are read too. Years are 1 to 9999. The error says what is wrong with text, and quotes it.
func ParseDate(text string, o Options) (from, to time.Time, err error) {
	from, to, _, err = readDate(text, o)
	return from, to, err
}

// ParseEnd returns the end of what text means where it closes a range: the to of ParseDate, but -7d closes it at the end of the
// day seven days ago, as "up to -7d" says.
func ParseEnd(text string, o Options) (time.Time, error) {
	from, to, ago, err := readDate(text, o)
	if err == nil && ago {
		return StartOfDay(from.Year(), from.Month(), from.Day()+1, from.Location()), nil
	}
	return to, err
}

// readDate is ParseDate and reports whether text counts back from today.
func readDate(text string, o Options) (from, to time.Time, ago bool, err error) {
	plain := strings.ToLower(halfWidth.Replace(strings.TrimSpace(text)))
	zone := o.zone()
	for _, form := range dateForms {
		if m := form.FindStringSubmatch(plain); m != nil {
			from, to, err = calendar(text, m, zone)
			return from, to, false, err
		}
	}
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(plain)); err == nil {
		return checkYear(text, t, t.Add(time.Second), false)
	}
	now := o.Now.In(zone)
	today := StartOfDay(now.Year(), now.Month(), now.Day(), zone)
	if from, to, ok := named(plain, today); ok {
		return checkYear(text, from, to, false)
	}
	if m := agoForm.FindStringSubmatch(plain); m != nil {
		return checkYear(text, before(today, m[1]+m[3], m[2]+m[4]), StartOfDay(today.Year(), today.Month(), today.Day()+1, zone), true)
	}
	return from, to, false, fmt.Errorf("%q is not a date; write 2024, 2024-07, 2024-07-21, today or -7d", short(text))
}

// calendar reads the match of a date form: year, and month and day where they are given.
func calendar(text string, m []string, zone *time.Location) (from, to time.Time, err error) {
	year, month, day := number(m[1]), 1, 1
	if m[2] != "" {
		month = number(m[2])
	}
	if m[3] != "" {
		day = number(m[3])
	}
	from = StartOfDay(year, time.Month(month), day, zone)
	switch {
	case year < 1:
		return from, to, fmt.Errorf("%q: years go from 1 to 9999", text)
	case month < 1 || month > 12:
		return from, to, fmt.Errorf("%q: there is no month %d", text, month)
	case time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day:
		return from, to, fmt.Errorf("%q: that month has no day %d", text, day)
	case m[2] == "":
		to = StartOfDay(year+1, time.January, 1, zone)
	case m[3] == "":
		to = StartOfDay(year, time.Month(month+1), 1, zone)
	default:
		to = StartOfDay(year, time.Month(month), day+1, zone)
	}
	return from, to, nil
}

// named reads the days, weeks, months and years that have a name. today is the start of today.
func named(text string, today time.Time) (from, to time.Time, ok bool) {
	y, m, d, zone := today.Year(), today.Month(), today.Day(), today.Location()
	day := func(n int) time.Time { return StartOfDay(y, m, d+n, zone) }
	month := func(n int) time.Time { return StartOfDay(y, m+time.Month(n), 1, zone) }
	year := func(n int) time.Time { return StartOfDay(y+n, time.January, 1, zone) }
	monday := -(int(today.Weekday()) + 6) % 7
	switch text {
	case "today", "今天", "今日":
		return day(0), day(1), true
	case "yesterday", "昨天", "昨日":
		return day(-1), day(0), true
	case "前天":
		return day(-2), day(-1), true
	case "本周":
		return day(monday), day(monday + 7), true
	case "上周":
		return day(monday - 7), day(monday), true
	case "本月":
		return month(0), month(1), true
	case "上月":
		return month(-1), month(0), true
	case "今年":
		return year(0), year(1), true
	case "去年":
		return year(-1), year(0), true
	}
	return from, to, false
}

// before goes back from today by a number of days, weeks, months or years. Where the month it comes to is too short, it is that
// month's last day.
func before(today time.Time, amount, unit string) time.Time {
	y, m, d, n := today.Year(), int(today.Month()), today.Day(), number(amount)
	switch unit {
	case "d", "天", "日":
		return StartOfDay(y, time.Month(m), d-n, today.Location())
	case "w", "周":
		return StartOfDay(y, time.Month(m), d-7*n, today.Location())
	case "y", "年":
		n *= 12
	}
	last := time.Date(y, time.Month(m-n+1), 0, 0, 0, 0, 0, time.UTC).Day()
	return StartOfDay(y, time.Month(m-n), min(d, last), today.Location())
}

func checkYear(text string, from, to time.Time, ago bool) (time.Time, time.Time, bool, error) {
	if from.Year() < 1 || from.Year() > 9999 {
		return from, to, ago, fmt.Errorf("%q: years go from 1 to 9999", short(text))
	}
	return from, to, ago, nil
}

// number reads digits that a pattern has checked.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
