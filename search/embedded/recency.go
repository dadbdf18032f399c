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
	today int64     // days since 1970
	byAge []float64 // by age in days; empty when recency is off
}

// newRecency returns what adds at most so much.
func newRecency(halfLife time.Duration, today int64, most float64) recency {
	days := halfLife.Hours() / 24
	if days <= 0 || most <= 0 {
		return recency{}
	}
	r := recency{today: today, byAge: make([]float64, int(math.Ceil(10*days)))}
	for age := range r.byAge {
		r.byAge[age] = most * math.Exp2(-float64(age)/days)
	}
	return r
}

// most is the most that an article gets that is no newer than that second.
func (r recency) most(newest int64) float64 { return r.of(newest) }

// of returns what an article published at that second gets. One of the future counts as one of today.
func (r recency) of(published int64) float64 {
	if published == index.Undated || len(r.byAge) == 0 {
		return 0
	}
	age := max(0, r.today-dayOf(published))
	if age >= int64(len(r.byAge)) {
		return 0
	}
	return r.byAge[age]
}

// dayOf is the day of UTC that a second belongs to, days since 1970.
func dayOf(second int64) int64 {
	day := second / secondsPerDay
	if second%secondsPerDay < 0 {
		day--
	}
	return day
}
