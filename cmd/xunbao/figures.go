package main

import (
	"fmt"
	"time"

	"xunbao/internal/digits"
)

// count writes n with commas between thousands: 12,345.
func count(n int) string { return digits.Grouped(n) }

// plural writes a count with its noun: "1 article", "2 articles".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}

// byteSize writes n bytes in the unit that suits, in powers of 1000: 12.3 MB.
func byteSize(n int64) string {
	if n < 1000 {
		return plural(int(n), "byte")
	}
	value, unit := float64(n), 0
	for value >= 999.95 && unit < 4 {
		value /= 1000
		unit++
	}
	return fmt.Sprintf("%.1f %s", value, [...]string{"", "kB", "MB", "GB", "TB"}[unit])
}

// seconds writes how long something took, to a tenth of a second, or to the millisecond below one.
func seconds(d time.Duration) string {
	if d < time.Second {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(100 * time.Millisecond).String()
}
