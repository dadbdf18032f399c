package searchtest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// testCalendar: histograms equal brute force by year, month, week, day and hour in zones east and west, with half hours too, around the ends of years, a 29th of February
// that there is and one that there is not, and the nights on which clocks change.
func testCalendar(t *testing.T, b Backend) {
	w := &world{Backend: b, rng: rand.New(rand.NewPCG(29, 2)), articles: map[news.ID]news.Article{}, folded: map[news.ID][2]string{}}
	zones := []*time.Location{news.Shanghai(), time.UTC, zone(t, "America/New_York"), zone(t, "Asia/Shanghai"),
		zone(t, "America/Sao_Paulo"), zone(t, "Asia/Amman"), zone(t, "Asia/Kolkata")}
	var batch []news.Article
	add := func(at time.Time) {
		n := len(batch)
		batch = append(batch, news.Article{ID: news.ID(fmt.Sprint("c/", n)), Title: fmt.Sprintf("第%d班渡轮", n), Published: news.Instant{Time: at}})
	}
	for _, location := range zones {
		for _, day := range []time.Time{
			time.Date(2024, 2, 29, 0, 0, 0, 0, location), time.Date(2024, 3, 1, 0, 0, 0, 0, location), time.Date(2023, 3, 1, 0, 0, 0, 0, location),
			time.Date(2024, 12, 30, 0, 0, 0, 0, location), time.Date(2025, 1, 1, 0, 0, 0, 0, location),
			time.Date(2024, 3, 10, 0, 0, 0, 0, location), time.Date(2024, 11, 3, 0, 0, 0, 0, location), // New York
			time.Date(2018, 2, 18, 0, 0, 0, 0, location), time.Date(2018, 11, 4, 0, 0, 0, 0, location), // São Paulo: back to the evening, and over midnight
			time.Date(2018, 10, 26, 0, 0, 0, 0, location),                                              // Amman: twice midnight
			time.Date(1991, 4, 14, 0, 0, 0, 0, location), time.Date(1991, 9, 15, 0, 0, 0, 0, location), // Shanghai
		} {
			for _, after := range []time.Duration{-time.Second, 0, time.Second, 90 * time.Minute, 150 * time.Minute, 23 * time.Hour, 24 * time.Hour} {
				add(day.Add(after))
			}
		}
	}
	batch = append(batch, news.Article{ID: "c/undated", Title: "旧照"})
	w.put(t, batch)
	for _, location := range zones {
		for _, interval := range []search.Interval{search.Year, search.Month, search.Week, search.Day} {
			for _, years := range [][2]int{{1991, 1992}, {2018, 2019}, {2023, 2026}, {2024, 2025}} {
				req := request("")
				req.Interval, req.Location = interval, location
				req.From, req.To = time.Date(years[0], 1, 1, 0, 0, 0, 0, location), time.Date(years[1], 1, 1, 0, 0, 0, 0, location)
				w.checkCounts(t, req, w.having(t, ""))
			}
		}
		for _, day := range []time.Time{time.Date(2024, 3, 10, 0, 0, 0, 0, location), time.Date(2024, 11, 3, 0, 0, 0, 0, location), time.Date(1991, 4, 14, 0, 0, 0, 0, location)} {
			req := request("")
			req.Interval, req.Location, req.From, req.To = search.Hour, location, day, day.AddDate(0, 0, 1)
			w.checkCounts(t, req, w.having(t, ""))
			req.Interval = search.Auto
			if result, err := w.Search(t.Context(), req); err != nil || result.Histogram.Interval != search.Hour {
				t.Errorf("the histogram of %v is by %v, %v", day, result.Histogram.Interval, err)
			}
		}
	}
}
