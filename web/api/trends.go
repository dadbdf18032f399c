package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// trends is the answer to several queries over time. Every list of numbers is by bucket.
type trends struct {
	Interval   search.Interval `json:"interval"`
	TZ         string          `json:"tz"`
	Exact      bool            `json:"exact"`
	TookMS     float64         `json:"took_ms"`
	Buckets    []span          `json:"buckets"`
	Coverage   coverage        `json:"coverage"`
	Trends     []trend         `json:"trends"`
	Generation string          `json:"generation"`
}

// span is days, From inclusive, To exclusive.
type span struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// coverage is all articles that the filters leave.
type coverage struct {
	Articles int   `json:"articles"`
	Undated  int   `json:"undated"`
	Counts   []int `json:"counts"`
}

// trend is one query. A share is null where there is nothing to have a share of.
type trend struct {
	Query    string         `json:"query"`
	Relaxed  search.Relaxed `json:"relaxed"`
	Articles int            `json:"articles"`
	Undated  int            `json:"undated"`
	Share    *float64       `json:"share"`
	Counts   []int          `json:"counts"`
	Shares   []*float64     `json:"shares"`
}

// trends answers GET /api/v1/trends.
func (a *api) trends(c *gin.Context) error {
	req, err := search.ParseTrends(c.Request.URL.Query(), a.Now())
	if err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	found, err := a.Backend.Trends(ctx, req)
	if err != nil {
		return err
	}
	return answer(c, newTrends(found))
}

func newTrends(t *search.Trends) trends {
	out := trends{Interval: t.Interval, TZ: t.Location.String(), Exact: t.Exact, TookMS: milliseconds(t.Took), Generation: t.Generation,
		Buckets: []span{}, Coverage: coverage{Articles: t.Articles, Undated: t.Undated, Counts: []int{}}, Trends: []trend{}}
	for _, b := range t.Buckets {
		out.Buckets = append(out.Buckets, span{b.From.In(t.Location).Format(time.DateOnly), b.To.In(t.Location).Format(time.DateOnly)})
		out.Coverage.Counts = append(out.Coverage.Counts, b.Count)
	}
	for _, one := range t.Trends {
		row := trend{Query: one.Query, Relaxed: one.Relaxed, Articles: one.Articles, Undated: one.Undated, Share: share(one.Articles, t.Articles),
			Counts: list(one.Counts), Shares: make([]*float64, len(one.Counts))}
		for i, n := range one.Counts {
			row.Shares[i] = share(n, t.Buckets[i].Count)
		}
		out.Trends = append(out.Trends, row)
	}
	return out
}

// share is nil where there is no whole.
func share(part, whole int) *float64 {
	if s, ok := search.Share(part, whole); ok {
		return &s
	}
	return nil
}
