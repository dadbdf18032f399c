package query

import (
	"time"
)

// Limits of one query.
const (
	MaxTerms = 64  // words, phrases and dates together
	MaxDepth = 32  // brackets inside brackets
	MaxNear  = 100 // code points between the two sides of NEAR
)

// Options are what a query's meaning depends on besides its text.
type Options struct {
	// Now is the time that today and -7d are counted from. Queries with such dates need it.
	Now time.Time
	// Location is the zone of dates that name none and of today; nil is Asia/Shanghai.
	Location *time.Location
}

// zone returns Location or its default.
func (o Options) zone() *time.Location {
	if o.Location != nil {
		return o.Location
	}
	if loc, err := time.LoadLocation("Asia/Shanghai"); err == nil {
		return loc
	}
	return time.FixedZone("CST", 8*60*60)
}
