package ui

import (
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
func newWhen(rd reader, i news.Instant, loc *time.Location) When {
	if i.IsZero() {
		return When{Words: rd.Time.Unknown}
	}
	now := rd.now.In(loc)
	if i.DayOnly {
		return When{Words: dayWords(rd, i.Time, now), Exact: i.Time.Format(rd.Time.Day), Machine: i.String()}
	}
	local := i.Time.In(loc)
	return When{Words: instantWords(rd, local, now), Exact: exactWords(rd, i.Time), Machine: i.String()}
}

// exactWords gives the time in the zone it was published with. Few pages tell the second, so a full minute is shown as one.
func exactWords(rd reader, t time.Time) string {
	if t.Second() == 0 {
		return t.Format(rd.Time.Exact)
	}
	return t.Format(rd.Time.ExactSeconds)
}

// instantWords is coarse for what is long past and fine for today.
func instantWords(rd reader, t, now time.Time) string {
	age := now.Sub(t)
	switch days := daysBetween(t, now); {
	case age < 0:
		return t.Format(rd.Time.Future)
	case age < time.Minute:
		return rd.Time.Now
	case age < time.Hour:
		return rd.Time.Minutes.Of(int(age.Minutes()))
	case days == 0:
		return rd.Time.Hours.Of(int(age.Hours()))
	case days <= 2:
		return rd.Time.At.Of(dayWords(rd, t, now), t.Format("15:04"))
	default:
		return dayWords(rd, t, now)
	}
}

// dayWords names a calendar day as seen from now.
func dayWords(rd reader, t, now time.Time) string {
	switch days := daysBetween(t, now); {
	case days == 0:
		return rd.Time.Today
	case days == 1:
		return rd.Time.Yesterday
	case days == 2:
		return rd.Time.Before
	case days > 0 && t.Year() == now.Year():
		return t.Format(rd.Time.DayOfYear)
	default:
		return t.Format(rd.Time.Day)
	}
}

// daysBetween counts calendar days from t to now by what their calendars show.
func daysBetween(t, now time.Time) int {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(now).Sub(midnight(t)).Hours() / 24)
}
