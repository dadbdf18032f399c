package news

import (
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata" // zones on machines and in containers that have none
)

// Instant is when an article was published. DayOnly means that only the day is known; Time is then the start of that day in its
// zone. The zero Instant is an unknown time.
type Instant struct {
	Time    time.Time
	DayOnly bool
}

// Shanghai is the zone of a time that names none. China has kept no daylight saving time since 1991, but older dates need the
// real zone, which is embedded.
func Shanghai() *time.Location { return shanghai }

var shanghai = func() *time.Location {
	if loc, err := time.LoadLocation("Asia/Shanghai"); err == nil {
		return loc
	}
	return time.FixedZone("CST", 8*60*60)
}()

// IsZero reports whether the time is unknown.
func (i Instant) IsZero() bool { return i.Time.IsZero() }

// String is RFC 3339 with seconds, or the date alone when only the day is known; empty when unknown.
func (i Instant) String() string {
	switch {
	case i.IsZero():
		return ""
	case i.DayOnly:
		return i.Time.Format(time.DateOnly)
	default:
		return i.Time.Format(time.RFC3339)
	}
}

// MarshalJSON writes String, or null.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.String())
}

// UnmarshalJSON reads what MarshalJSON writes. Other spellings are read by index/extract.ParseTime.
func (i *Instant) UnmarshalJSON(data []byte) error {
	var s string
	if string(data) == "null" {
		*i = Instant{}
		return nil
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("time is not a string: %w", err)
	}
	if s == "" {
		*i = Instant{}
		return nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		*i = Instant{Time: t}
		return nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, Shanghai())
	if err != nil {
		return fmt.Errorf("time %q is neither RFC 3339 nor a date", s)
	}
	*i = Instant{Time: t, DayOnly: true}
	return nil
}
