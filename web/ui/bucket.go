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

// bucketWords names the span of time of a bar.
func bucketWords(rd reader, interval search.Interval, b search.Bucket) string {
	form := rd.Time.Day
	switch interval {
	case search.Hour:
		return rd.Time.Span.Of(b.From.Format(rd.Time.HourFrom), b.To.Format(rd.Time.HourTo))
	case search.Year:
		form = rd.Time.Year
	case search.Month:
		form = rd.Time.Month
	}
	from, to := b.From.Format(form), b.To.AddDate(0, 0, -1).Format(form)
	if from == to {
		return from
	}
	return rd.Time.Span.Of(from, to)
}
