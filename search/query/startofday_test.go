package query

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestStartOfDay: at the start of a day the calendar shows that day or, where the zone left it out, the next; a moment before it shows an earlier one.
// The zones change their clocks at midnight, before or after it, by an hour, half an hour and a day.
func TestStartOfDay(t *testing.T) {
	for _, name := range []string{"America/Sao_Paulo", "America/Havana", "Asia/Amman", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia", "America/Asuncion", "Asia/Tehran", "Asia/Shanghai",
		"Australia/Lord_Howe", "America/New_York", "UTC", "Europe/London", "Asia/Gaza"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		var before time.Time
		for day := range 90 * 365 {
			wanted := time.Date(1935, 1, 1+day, 0, 0, 0, 0, time.UTC)
			got := StartOfDay(1935, 1, 1+day, zone)
			if shown(got).Before(wanted) || !shown(got.Add(-time.Nanosecond)).Before(wanted) || got.Location() != zone {
				t.Fatalf("%s begins at %v in %s, a moment earlier it is %v", wanted.Format(time.DateOnly), got, name, got.Add(-time.Nanosecond))
			}
			if got.Before(before) || got.Equal(before) && name != "Pacific/Apia" {
				t.Fatalf("%s: a day begins at %v, the next at %v", name, before, got)
			}
			before = got
		}
	}
}
