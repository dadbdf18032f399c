// Package searchtest is the conformance suite of search back ends: the laws of the design held by brute force over a small corpus
// of random news, and a table of plain cases. A back end's own test opens it and calls Run. It is for tests only.
package searchtest

import (
	"testing"

	"xunbao/index"
	"xunbao/search"
)

// Backend is what the suite needs of a back end.
type Backend interface {
	search.Backend
	index.Writer
	index.Rebuilder
}

// Run runs the suite. open returns an empty back end and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) Backend) {
	for name, law := range map[string]func(*testing.T, *world){
		"Literal":  testLiteral,
		"Quoted":   testQuoted,
		"Boolean":  testBoolean,
		"Near":     testNear,
		"Fields":   testFields,
		"Counts":   testCounts,
		"Order":    testOrder,
		"Cursor":   testCursor,
		"Collapse": testCollapse,
		"Marks":    testMarks,
		"Explain":  testExplain,
		"Export":   testExport,
		"Trends":   testTrends,
		"Scope":    func(t *testing.T, w *world) { testScope(t, w, open(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, state := range []string{"added", "changed", "rebuilt"} {
				t.Run(state, func(t *testing.T) { law(t, newWorld(t, open(t), state)) })
			}
		})
	}
	t.Run("Cases", func(t *testing.T) { testCases(t, open(t)) })
	t.Run("Relaxing", func(t *testing.T) { testRelaxing(t, open(t)) })
	t.Run("Calendar", func(t *testing.T) { testCalendar(t, open(t)) })
	t.Run("Related", func(t *testing.T) { testRelated(t, open(t)) })
	t.Run("Writes", func(t *testing.T) { testWrites(t, open(t)) })
}
