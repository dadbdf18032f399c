package ui

import (
	"time"

	"xunbao/search"
)

// merged joins neighbours until there are at most maxBars.
func merged(buckets []search.Bucket) []search.Bucket {
	step := (len(buckets) + maxBars - 1) / maxBars
	if step == 1 {
		return buckets
	}
	var list []search.Bucket
	for i, b := range buckets {
		if i%step == 0 {
			list = append(list, b)
			continue
		}
		last := &list[len(list)-1]
		last.To, last.Count = b.To, last.Count+b.Count
	}
	return list
}

// narrowed keeps to one bucket, and within the range that was in force where the two meet.
func narrowed(r search.Request, interval search.Interval, b search.Bucket) search.Request {
	return changed(r, func(r *search.Request) {
		from, to := bucketDates(interval, b)
		if (!r.From.IsZero() && !r.From.Before(b.To)) || (!r.To.IsZero() && !r.To.After(b.From)) {
			clearDates(r)
		}
		if r.From.IsZero() || r.From.Before(b.From) {
			r.From, r.FromText = b.From, from
		}
		if r.To.IsZero() || r.To.After(b.To) {
			r.To, r.ToText = b.To, to
		}
	})
}

// bucketDates are the inclusive ends as the address writes them: 2024, 2024-07, 2024-07-21 or RFC 3339.
func bucketDates(interval search.Interval, b search.Bucket) (from, to string) {
	form := bucketForm(interval)
	return b.From.Format(form), lastOf(interval, b).Format(form)
}

// lastOf is a time in the last day of a bucket, or in the last second of one of hours.
func lastOf(interval search.Interval, b search.Bucket) time.Time {
	if interval == search.Hour {
		return b.To.Add(-time.Second)
	}
	return b.To.AddDate(0, 0, -1)
}

// bucketForm is the layout of a date that names one bucket.
func bucketForm(interval search.Interval) string {
	switch interval {
	case search.Hour:
		return time.RFC3339
	case search.Year:
		return "2006"
	case search.Month:
		return "2006-01"
	default:
		return time.DateOnly
	}
}

var intervalWords = map[search.Interval]string{
	search.Year:  "按年",
	search.Month: "按月",
	search.Week:  "按周",
	search.Day:   "按日",
	search.Hour:  "按小时",
}

// bucketWords names the span of time of a bar.
func bucketWords(interval search.Interval, b search.Bucket) string {
	form := "2006年1月2日"
	switch interval {
	case search.Hour:
		return b.From.Format("1月2日15:04") + "至" + b.To.Format("15:04")
	case search.Year:
		form = "2006年"
	case search.Month:
		form = "2006年1月"
	}
	from, to := b.From.Format(form), b.To.AddDate(0, 0, -1).Format(form)
	if from == to {
		return from
	}
	return from + "至" + to
}
