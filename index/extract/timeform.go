package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"xunbao/internal/news"
)

const (
	arabic  = `[0-9０-９]`
	numeral = `[0-9０-９〇零○一二两兩三四五六七八九十廿卅元]`
	blank   = `[\s\x{3000}\x{00a0}]*`
	week    = `(?:[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?)`
)

// datePattern: groups 1-5 are year, separator, month, separator, day of the digit form; 6 the republican era; 7-9 year, month, day of
// the form with 年月日.
var datePattern = newPattern(
	`(` + arabic + `{4})` + blank + `([-/.－／．])` + blank + `(` + arabic + `{1,2})` + blank + `([-/.－／．])` + blank + `(` + arabic + `{1,2})` +
		`|(民[国國])?` + blank + `(` + numeral + `{1,4})` + blank + `年` + blank + `(` + numeral + `{1,3})` + blank + `月` + blank + `(` + numeral + `{1,3})` + blank + `[日号號]`)

var weekPattern = regexp.MustCompile(`^` + blank + week)

// clockPattern: 1 part of the day, 2 hour, 3 minute, 4 second of 14:45:00; 5 hour, 6 minute, 半 or 整, 7 second of 14时45分; 8 AM or
// PM; 9 zone.
var clockPattern = regexp.MustCompile(`^(?:` + blank + week + `)?(?:[Tt-]|` + blank + `)` +
	`(上午|下午|凌晨|清晨|早上|早晨|早|中午|午间|傍晚|晚上|晚间|晚間|晚|深夜|半夜)?` + blank +
	`(?:(` + arabic + `{1,2})[:：](` + arabic + `{2})(?:[:：](` + arabic + `{2})(?:[.,]` + arabic + `{1,9})?)?` +
	`|(` + numeral + `{1,3})` + blank + `[时時点點](?:` + blank + `(?:(半|整|` + numeral + `{1,3})(?:` + blank + `分(?:` + blank + `(` + numeral + `{1,3})` + blank + `秒)?)?))?)` +
	`(?:` + blank + `([AaPp][Mm])\b)?` +
	`(?:` + blank + `([Zz]\b|(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|CST\b|[(（]?北京[时時][间間][)）]?))?`)

type date struct{ year, month, day int }

type clock struct{ hour, minute, second int }

func readDate(part func(int) string) (date, bool) {
	year, month, day := part(1), part(3), part(5)
	if year == "" {
		year, month, day = part(7), part(8), part(9)
	} else if part(2) != part(4) {
		return date{}, false
	}
	y, ok1 := number(year)
	m, ok2 := number(month)
	d, ok3 := number(day)
	if part(6) != "" {
		y += 1911
	}
	return date{y, m, d}, ok1 && ok2 && ok3 && y >= firstYear
}

func readClock(d date, c []string, loc *time.Location) (news.Instant, bool) {
	var at clock
	ok := true
	read := func(s string) int {
		if s == "" {
			return 0
		}
		n, fine := number(s)
		ok = ok && fine
		return n
	}
	at.hour, at.minute, at.second = read(c[2]+c[5]), read(c[3]), read(c[4]+c[7])
	switch c[6] {
	case "整":
	case "半":
		at.minute = 30
	default:
		at.minute += read(c[6])
	}
	at, fits := at.in(c[1], strings.ToLower(c[8]))
	if !ok || !fits {
		return news.Instant{}, false
	}
	if c[9] != "" {
		if loc, ok = zone(c[9]); !ok {
			return news.Instant{}, false
		}
	}
	return d.instant(&at, loc)
}

// in puts an hour of twelve into its part of the day.
func (c clock) in(part, half string) (clock, bool) {
	switch {
	case half == "" && part == "":
		return c, true
	case half != "":
		if c.hour < 1 || c.hour > 12 {
			return c, false
		}
		c.hour %= 12
		if half == "pm" {
			c.hour += 12
		}
	case strings.Contains("上午凌晨清晨早上早晨", part):
		if part == "凌晨" && c.hour == 12 {
			c.hour = 0
		}
		return c, c.hour <= 12
	case part == "深夜" || part == "半夜":
		if c.hour > 6 && c.hour <= 12 {
			c.hour += 12
		}
	case part == "中午" || part == "午间":
		if c.hour < 4 {
			c.hour += 12
		}
	case part == "下午" || part == "傍晚":
		if c.hour < 12 {
			c.hour += 12
		}
	default: // 晚
		if c.hour <= 12 {
			c.hour += 12
		}
	}
	return c, true
}

// instant is the day, or the clock on it, in loc; false when it does not exist. 24:00 is the start of the next day.
func (d date) instant(c *clock, loc *time.Location) (news.Instant, bool) {
	day := time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC)
	if d.year < firstYear || d.year > lastYear || day.Year() != d.year || int(day.Month()) != d.month || day.Day() != d.day {
		return news.Instant{}, false
	}
	if c == nil {
		return news.Instant{Time: time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, loc), DayOnly: true}, true
	}
	endOfDay := c.hour == 24 && c.minute == 0 && c.second == 0
	if (c.hour > 23 && !endOfDay) || c.minute > 59 || c.second > 59 {
		return news.Instant{}, false
	}
	return news.Instant{Time: time.Date(d.year, time.Month(d.month), d.day, c.hour, c.minute, c.second, 0, loc)}, true
}

var offsetPattern = regexp.MustCompile(`^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$`)

// zone reads Z, GMT, UTC, an offset, CST and 北京时间; CST is China's here.
func zone(s string) (*time.Location, bool) {
	switch strings.ToUpper(s) {
	case "Z", "GMT", "UTC", "UT":
		return time.UTC, true
	case "CST":
		return news.Shanghai(), true
	}
	if strings.Contains(s, "北京") {
		return news.Shanghai(), true
	}
	m := offsetPattern.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	if hours > 14 || minutes > 59 {
		return nil, false
	}
	seconds := hours*3600 + minutes*60
	if m[1] == "-" {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}
