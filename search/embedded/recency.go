package embedded

import (
	"math"
	"time"

	index "xunbao/index/embedded"
)

// recencyShare is the most that recency adds, of the weight of what is asked for in a body: enough to decide between articles that are
// about alike, too little to lift one that hardly matches.
const recencyShare = 0.1

// secondsPerDay is of a day without a change of clocks: recency counts days of UTC.
const secondsPerDay = 24 * 60 * 60

// recency is what the age of an article adds to its score: most for one of today, half of it for one a half-life old, nothing after
// ten half-lives or without a date. It is the same all day, so that the pages of a list fit together.
type recency struct {
	today int64   // days since 1970
	share float64 // for an article of today
	left  []float64
}

// leftByAge is the part of it that is left by age in days, none at all when there is no half-life.
func leftByAge(halfLife time.Duration) []float64 {
	days := max(0, halfLife.Hours()/24)
	left := make([]float64, int(math.Ceil(10*days)))
	for age := range left {
		left[age] = math.Exp2(-float64(age) / days)
	}
	return left
}

// most is the most that an article gets that is no newer than that second.
func (r recency) most(newest int64) float64 { return r.of(newest) }

// of returns what an article published at that second gets. One of the future counts as one of today.
func (r recency) of(published int64) float64 {
	if published == index.Undated {
		return 0
	}
	age := max(0, r.today-dayOf(published))
	if age >= int64(len(r.left)) {
		return 0
	}
	return r.share * r.left[age]
}

// dayOf is the day of UTC that a second belongs to, days since 1970.
func dayOf(second int64) int64 {
	day := second / secondsPerDay
	if second%secondsPerDay < 0 {
		day--
	}
	return day
}
