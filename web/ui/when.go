package ui

import (
	"fmt"
	"time"

	"xunbao/internal/news"
)

// When is a time of publication as a page shows it.
type When struct {
	Words   string // 3 小时前, 昨天 14:45, 7月21日
	Exact   string // 2024年7月21日 14:45:00（UTC+08:00）
	Machine string // for the datetime attribute; empty when the time is unknown
}

// newWhen puts i into words as seen at now in loc. A day without a time stays that day in every zone.
func newWhen(i news.Instant, now time.Time, loc *time.Location) When {
	if i.IsZero() {
		return When{Words: "时间不详"}
	}
	now = now.In(loc)
	if i.DayOnly {
		return When{Words: dayWords(i.Time, now), Exact: i.Time.Format("2006年1月2日"), Machine: i.String()}
	}
	local := i.Time.In(loc)
	return When{Words: instantWords(local, now), Exact: exactWords(i.Time), Machine: i.String()}
}

// exactWords gives the time in the zone it was published with. Few pages tell the second, so a full minute is shown as one.
func exactWords(t time.Time) string {
	if t.Second() == 0 {
		return t.Format("2006年1月2日 15:04（UTC-07:00）")
	}
	return t.Format("2006年1月2日 15:04:05（UTC-07:00）")
}

// instantWords is coarse for what is long past and fine for today.
func instantWords(t, now time.Time) string {
	age := now.Sub(t)
	switch days := daysBetween(t, now); {
	case age < 0:
		return t.Format("2006年1月2日 15:04")
	case age < time.Minute:
		return "刚刚"
	case age < time.Hour:
		return fmt.Sprintf("%d 分钟前", int(age.Minutes()))
	case days == 0:
		return fmt.Sprintf("%d 小时前", int(age.Hours()))
	case days <= 2:
		return dayWords(t, now) + t.Format(" 15:04")
	default:
		return dayWords(t, now)
	}
}

// dayWords names a calendar day as seen from now.
func dayWords(t, now time.Time) string {
	switch days := daysBetween(t, now); {
	case days == 0:
		return "今天"
	case days == 1:
		return "昨天"
	case days == 2:
		return "前天"
	case days > 0 && t.Year() == now.Year():
		return t.Format("1月2日")
	default:
		return t.Format("2006年1月2日")
	}
}

// daysBetween counts calendar days from t to now by what their calendars show.
func daysBetween(t, now time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(now).Sub(midnight(t)).Hours() / 24)
}
