package ui

import (
	"fmt"
	"time"

	"xunbao/search"
)

// took writes how long a search ran: 3.1 毫秒, 1.25 秒.
func took(rd reader, d time.Duration) string {
	if d >= time.Second {
		return rd.Time.Seconds.Of(fmt.Sprintf("%.2f", d.Seconds()))
	}
	return rd.Time.Milliseconds.Of(fmt.Sprintf("%.1f", float64(d.Microseconds())/1000))
}

// totalLine tells how many articles matched and how many hits they make: 共 31 篇，12 条 · 3.1 毫秒.
func totalLine(rd reader, r *search.Result) string {
	total, hits := rd.Search.Total, ""
	if !r.Exact {
		total = rd.Search.About
	}
	if r.Total != r.Articles {
		hits = rd.Search.Hits.Of(r.Total)
	}
	return total.Of(r.Articles) + hits + " · " + took(rd, r.Took)
}

// relaxedNotice tells that the search was widened; empty when it was not.
func relaxedNotice(rd reader, r search.Relaxed) string {
	switch r {
	case search.RelaxedMost:
		return rd.Search.RelaxedMost
	case search.RelaxedAny:
		return rd.Search.RelaxedAny
	default:
		return ""
	}
}
