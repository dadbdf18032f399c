package embedded

import (
	"sync"
	"time"

	"xunbao/search"
)

// calendars remembers where the buckets of an interval begin, by the calendar of Shanghai: to go through the days of years costs as much as half a
// search, and the first and last moment of a collection seldom change. Safe for concurrent use.
type calendars struct {
	mu   sync.Mutex
	kept map[calendarSpan][]time.Time
}

// calendarSpan is the time from a first to a last second since 1970, in buckets.
type calendarSpan struct {
	interval  search.Interval
	low, high int64
}

// keptCalendars is how many are remembered.
const keptCalendars = 32

// starts is bucketStarts of that time. The result is shared: it must not be changed.
func (c *calendars) starts(interval search.Interval, low, high int64) ([]time.Time, error) {
	key := calendarSpan{interval, low, high}
	c.mu.Lock()
	starts, ok := c.kept[key]
	c.mu.Unlock()
	if ok {
		return starts, nil
	}
	starts, err := bucketStarts(interval, inShanghai(low), inShanghai(high))
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= keptCalendars {
		c.kept = make(map[calendarSpan][]time.Time)
	}
	c.kept[key] = starts
	return starts, nil
}
