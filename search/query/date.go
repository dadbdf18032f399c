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

// agoForms are -7d, 近7天 and last 7 days: an amount and a unit.
var agoForms = []*regexp.Regexp{
	regexp.MustCompile(`^-(\d{1,4})([dwmy])$`),
	regexp.MustCompile(`^(?:最近|近|过去|過去)(\d{1,4}|[一二两兩三四五六七八九十]{1,3})个?個?(天|日|周|週|星期|月|年)$`),
	regexp.MustCompile(`^(?:last|past)(\d{1,4})(day|week|month|year)s?$`),
}

// halfWidth are the full-width characters that a date may be typed with.
var halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7",
	"８", "8", "９", "9", "－", "-", "／", "/", "：", ":")

// ParseDate returns the time that text means as the range [from, to):
//
//	2024  2024-07  2024-07-21, with / or 年 月 日, 20240721     that year, month, day
//	2024-07-21T14:45:00+08:00                                   RFC 3339: from that instant on for one second
//	today yesterday 今天 昨天 前天                              that day
//	本周 上周 本月 上月 今年 去年 last week, this month …        that week (from Monday), month, year
//	-7d -2w -3m -1y 近7天 最近三天 过去2周 last 7 days           from the day so long before today to the end of today
//
// Full-width digits and traditional characters are read too, and blanks, - and _ inside English words do not count. Years are 1 to 9999. The error says what is wrong with text, and quotes it.
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
	if from, to, ok := named(joined(plain), today); ok {
		return checkYear(text, from, to, false)
	}
	for _, form := range agoForms {
		if m := form.FindStringSubmatch(joined(plain)); m != nil {
			amount, ok := amountOf(m[1])
			if !ok {
				break
			}
			return checkYear(text, before(today, amount, m[2]), StartOfDay(today.Year(), today.Month(), today.Day()+1, zone), true)
		}
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
		to = StartOfDay(year+1, 1, 1, zone)
	case m[3] == "":
		to = StartOfDay(year, time.Month(month+1), 1, zone)
	default:
		to = StartOfDay(year, time.Month(month), day+1, zone)
	}
	return from, to, nil
}

// joined takes the blanks, - and _ out of the English forms, so that last week may be written last-week; a - that begins the text stays.
func joined(text string) string {
	return text[:min(1, len(text))] + blanks.Replace(text[min(1, len(text)):])
}

var blanks = strings.NewReplacer(" ", "", "-", "", "_", "")

// namedRanges are the days, weeks, months and years that have a name: how far from today's, in which unit.
var namedRanges = map[string]struct {
	unit string
	back int
}{
	"today": {"day", 0}, "今天": {"day", 0}, "今日": {"day", 0}, "当天": {"day", 0}, "當天": {"day", 0},
	"yesterday": {"day", 1}, "昨天": {"day", 1}, "昨日": {"day", 1}, "前天": {"day", 2}, "前日": {"day", 2}, "大前天": {"day", 3},
	"thisweek": {"week", 0}, "本周": {"week", 0}, "本週": {"week", 0}, "这周": {"week", 0}, "這週": {"week", 0}, "本星期": {"week", 0}, "这星期": {"week", 0},
	"lastweek": {"week", 1}, "上周": {"week", 1}, "上週": {"week", 1}, "上星期": {"week", 1}, "上个星期": {"week", 1}, "上個星期": {"week", 1}, "上上周": {"week", 2},
	"thismonth": {"month", 0}, "本月": {"month", 0}, "这个月": {"month", 0}, "這個月": {"month", 0}, "当月": {"month", 0},
	"lastmonth": {"month", 1}, "上月": {"month", 1}, "上个月": {"month", 1}, "上個月": {"month", 1}, "上上个月": {"month", 2},
	"thisyear": {"year", 0}, "今年": {"year", 0}, "本年": {"year", 0},
	"lastyear": {"year", 1}, "去年": {"year", 1}, "上年": {"year", 1}, "前年": {"year", 2},
}

// named reads the names of namedRanges. today is the start of today.
func named(text string, today time.Time) (from, to time.Time, ok bool) {
	y, m, d, zone := today.Year(), int(today.Month()), today.Day(), today.Location()
	r, ok := namedRanges[text]
	switch r.unit {
	case "day":
		return StartOfDay(y, time.Month(m), d-r.back, zone), StartOfDay(y, time.Month(m), d-r.back+1, zone), ok
	case "week":
		monday := d - (int(today.Weekday())+6)%7 - 7*r.back
		return StartOfDay(y, time.Month(m), monday, zone), StartOfDay(y, time.Month(m), monday+7, zone), ok
	case "month":
		return StartOfDay(y, time.Month(m-r.back), 1, zone), StartOfDay(y, time.Month(m-r.back+1), 1, zone), ok
	default:
		return StartOfDay(y-r.back, 1, 1, zone), StartOfDay(y-r.back+1, 1, 1, zone), ok
	}
}

// amountOf reads a number in digits, or in Chinese up to 九十九; not ok when it is none.
func amountOf(text string) (int, bool) {
	if text[0] <= '9' {
		return number(text), true
	}
	tens, ones, has := strings.Cut(text, "十")
	if !has {
		n, ok := digits[text]
		return n, ok
	}
	ten, ok := digits[tens]
	if tens == "" {
		ten, ok = 1, true
	}
	one, alright := digits[ones]
	return 10*ten + one, ok && (alright || ones == "")
}

// digits are the Chinese numbers from one to nine.
var digits = map[string]int{"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

// before goes back from today by n days, weeks, months or years. Where the month it comes to is too short, it is that month's last day.
func before(today time.Time, n int, unit string) time.Time {
	y, m, d := today.Year(), int(today.Month()), today.Day()
	switch unit {
	case "d", "day", "天", "日":
		return StartOfDay(y, time.Month(m), d-n, today.Location())
	case "w", "week", "周", "週", "星期":
		return StartOfDay(y, time.Month(m), d-7*n, today.Location())
	case "y", "year", "年":
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
