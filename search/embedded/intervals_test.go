package embedded

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"xunbao/search"
)

// Buckets are the runs of time in which clocks and calendar show the same hour, day, week, month or year: found by going through all times,
// a quarter of an hour after another, in zones of every kind around the nights on which their clocks change.
func TestBucketsAreBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, c := range []struct{ zone, around string }{
		{"Asia/Shanghai", "2024-02-29"}, {"Asia/Shanghai", "1940-06-01"}, {"Asia/Shanghai", "1991-09-15"}, {"UTC", "2024-12-31"}, {"America/New_York", "2024-03-10"},
		{"America/New_York", "2024-11-03"}, {"America/Sao_Paulo", "2018-11-04"}, {"America/Sao_Paulo", "2018-02-18"}, {"America/Havana", "2024-11-03"},
		{"Asia/Kolkata", "2024-02-28"}, {"Asia/Kathmandu", "2024-01-01"}, {"Australia/Lord_Howe", "2024-04-07"}, {"Australia/Lord_Howe", "2024-10-06"},
		{"Pacific/Apia", "2011-12-30"}, {"Asia/Tehran", "2022-03-22"}, {"Europe/London", "2024-03-31"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		middle, err := time.ParseInLocation(time.DateOnly, c.around, zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, interval := range []search.Interval{search.Hour, search.Day, search.Week, search.Month, search.Year} {
			first := middle.Add(-time.Duration(rng.IntN(72*60)) * time.Minute)
			last := middle.Add(time.Duration(rng.IntN(72*60)) * time.Minute)
			starts, err := bucketStarts(interval, first, last)
			if err != nil {
				t.Fatal(err)
			}
			if first.Before(starts[0]) || !last.Before(starts[len(starts)-1]) || last.Before(starts[len(starts)-2]) {
				t.Fatalf("%s %s: %v to %v is bounded by %v", c.zone, interval, first, last, starts)
			}
			if interval == search.Month || interval == search.Year {
				starts = starts[:1] // and the end is far
			}
			at := starts[0].Add(-time.Minute)
			for i := range starts {
				for ; at.Before(starts[i]); at = at.Add(time.Minute) {
					if shownIn(interval, at) == shownIn(interval, starts[i]) {
						t.Fatalf("%s: %s of %v begins at %v", c.zone, interval, starts[i], at)
					}
					if i > 0 && shownIn(interval, at) != shownIn(interval, starts[i-1]) {
						t.Fatalf("%s: %v is not in the %s of %v", c.zone, at, interval, starts[i-1])
					}
				}
			}
		}
	}
}

// shownIn is what the clocks and the calendar show of a bucket; hours shown twice differ in their offset.
func shownIn(interval search.Interval, t time.Time) string {
	switch interval {
	case search.Hour:
		return t.Format("2006-01-02 15 -07:00")
	case search.Day:
		return t.Format(time.DateOnly)
	case search.Week:
		year, week := t.ISOWeek()
		return fmt.Sprint(year, week)
	case search.Month:
		return t.Format("2006-01")
	default:
		return t.Format("2006")
	}
}

func TestSuitable(t *testing.T) {
	first := time.Date(2024, 7, 21, 6, 0, 0, 0, time.UTC)
	for span, want := range map[time.Duration]search.Interval{
		0: search.Day, time.Second: search.Hour, 24 * time.Hour: search.Hour, 49 * time.Hour: search.Day, 45 * 24 * time.Hour: search.Day,
		46 * 24 * time.Hour: search.Week, 200 * 24 * time.Hour: search.Month, 2000 * 24 * time.Hour: search.Year,
	} {
		if got := suitable(first, first.Add(span)); got != want {
			t.Errorf("%v: %s, want %s", span, got, want)
		}
	}
}
