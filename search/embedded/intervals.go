package embedded

import (
	"fmt"
	"time"

	"xunbao/search"
	"xunbao/search/query"
)

// isAuto reports whether an interval is to be chosen.
func isAuto(interval search.Interval) bool { return interval == search.Auto || interval == "" }

// settled is the interval, or where it is to be chosen the one that suits times from low to high; a month where low is above high, as nothing is
// dated.
func settled(interval search.Interval, low, high int64) search.Interval {
	switch {
	case !isAuto(interval):
		return interval
	case low > high:
		return search.Month
	default:
		return suitable(time.Unix(low, 0), time.Unix(high, 0))
	}
}

// suitable chooses the interval that gives at most about sixty bars. Two times that are the same are a day: perhaps no more is known of them.
func suitable(first, last time.Time) search.Interval {
	switch span := last.Sub(first); {
	case span > 0 && span <= 48*time.Hour:
		return search.Hour
	case span <= 45*24*time.Hour:
		return search.Day
	case span <= 26*7*24*time.Hour:
		return search.Week
	case span <= 5*366*24*time.Hour:
		return search.Month
	default:
		return search.Year
	}
}

// bucketStarts lists the times that bound the buckets from the one with first to the one with last: one more than there are
// buckets.
func bucketStarts(interval search.Interval, first, last time.Time) ([]time.Time, error) {
	var starts []time.Time
	at := bucketStart(interval, first)
	for !at.After(last) {
		if len(starts) == maxBuckets {
			return nil, &search.ParameterError{Field: "interval",
				Message: fmt.Sprintf("%s gives more than %d bars from %s to %s; narrow from and to, or take a wider interval",
					interval, maxBuckets, first.Format(time.DateOnly), last.Format(time.DateOnly))}
		}
		starts = append(starts, at)
		at = next(interval, at)
	}
	return append(starts, at), nil
}

// bucketStart is the first moment of the bucket of t by the calendar and the clocks of its zone. Weeks begin on Monday.
func bucketStart(interval search.Interval, t time.Time) time.Time {
	year, month, day := t.Date()
	switch interval {
	case search.Hour:
		return hourStart(t)
	case search.Year:
		month, day = time.January, 1
	case search.Month:
		day = 1
	case search.Week:
		day -= (int(t.Weekday()) + 6) % 7
	}
	return query.StartOfDay(year, month, day, t.Location())
}

// next is the start of the bucket behind the one that begins at t. A day that the calendar of a zone skips is none.
func next(interval search.Interval, t time.Time) time.Time {
	year, month, day := t.Date()
	switch interval {
	case search.Hour:
		return hourEnd(t)
	case search.Year:
		year, month, day = year+1, time.January, 1
	case search.Month:
		month, day = month+1, 1
	case search.Week:
		day += 7 - (int(t.Weekday())+6)%7
	default:
		day++
	}
	return query.StartOfDay(year, month, day, t.Location())
}

// hourStart is the first moment of the hour that the clocks show at t. An hour that they show twice is two, and one in which they change may be
// shorter.
func hourStart(t time.Time) time.Time {
	at := t.Truncate(time.Second).Add(-time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second)
	if start, _ := t.ZoneBounds(); at.Before(start) {
		return start
	}
	return at
}

// hourEnd is the first moment behind the hour that the clocks show at t.
func hourEnd(t time.Time) time.Time {
	at := t.Truncate(time.Second).Add(time.Hour - time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second)
	if _, end := t.ZoneBounds(); !end.IsZero() && end.Before(at) {
		return end
	}
	return at
}
