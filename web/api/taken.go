package api

import (
	"math"
	"time"

	"xunbao/web/ledger"
)

// running is how far something long has come.
type running struct {
	Kind    ledger.Way `json:"kind"`
	Stage   string     `json:"stage"`
	Done    int        `json:"done"`
	Total   int        `json:"total"`
	Rate    float64    `json:"per_second"`
	Left    *int       `json:"left_seconds"`
	Started time.Time  `json:"started"`
}

// refused counts the records that could not be taken since the server was started, and tells of the last.
type refused struct {
	Count int             `json:"count"`
	Last  []refusedRecord `json:"last"`
}

type refusedRecord struct {
	Time    time.Time  `json:"time"`
	Kind    ledger.Way `json:"kind"`
	Origin  string     `json:"origin"`
	Message string     `json:"message"`
	Times   int        `json:"times"`
}

func newRunning(s ledger.State) []running {
	list := make([]running, len(s.Runs))
	for i, r := range s.Runs {
		list[i] = running{Kind: r.Way, Stage: r.Stage, Done: r.Done, Total: r.Total, Rate: math.Round(r.Rate*10) / 10, Started: r.Started.UTC()}
		if r.Left > 0 {
			seconds := int(math.Ceil(r.Left.Seconds()))
			list[i].Left = &seconds
		}
	}
	return list
}

func newRefused(s ledger.State) refused {
	list := make([]refusedRecord, len(s.Last))
	for i, r := range s.Last {
		list[i] = refusedRecord{r.Time.UTC(), r.Way, r.Origin, r.Reason, r.Times}
	}
	return refused{s.Refused, list}
}
