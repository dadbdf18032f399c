package query

import "time"

// StartOfDay is the first moment of a day in a zone. Month and day may be out of range, as for time.Date. Where clocks skip midnight the day begins
// later, where they go back over it the first midnight counts, and a day that a zone left out begins with the next.
func StartOfDay(year int, month time.Month, day int, zone *time.Location) time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, zone)
	wanted := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if shown(t).Before(wanted) { // time.Date chose the evening before: the clocks go forward over midnight
		_, change := t.ZoneBounds()
		return change
	}
	if change, _ := t.ZoneBounds(); !change.IsZero() {
		_, offset := change.Add(-time.Second).Zone()
		if earlier := wanted.Add(-time.Duration(offset) * time.Second); earlier.Before(change) {
			return earlier.In(zone)
		}
	}
	return t
}

// shown is what the calendar and the clock show at t, as if that were in UTC.
func shown(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
