package ui

import (
	"fmt"

	"xunbao/search/highlight"
)

// MarkedRun is a run of an article. What matched has the id of its place in the article: m1, m2 and so on, from the headline on.
type MarkedRun struct {
	highlight.Run
	ID string
}

// shownMarks is how many places the page leads to by number.
const shownMarks = 40

// numbered gives every match its id; before is how many there were.
func numbered(runs []highlight.Run, before *int) []MarkedRun {
	list := make([]MarkedRun, len(runs))
	for i, r := range runs {
		list[i].Run = r
		if r.Match {
			*before++
			list[i].ID = markID(*before)
		}
	}
	return list
}

func markID(n int) string { return fmt.Sprintf("m%d", n) }

// Matches leads to the places of a query in an article.
type Matches struct {
	Count  int
	Places []Link // the first of them
	Left   int    // those that have no link
}

// newMatches is nil where nothing matched.
func newMatches(count int) *Matches {
	if count == 0 {
		return nil
	}
	m := &Matches{Count: count, Left: max(0, count-shownMarks)}
	for n := 1; n <= count-m.Left; n++ {
		m.Places = append(m.Places, Link{Label: fmt.Sprint(n), URL: "#" + markID(n)})
	}
	return m
}
