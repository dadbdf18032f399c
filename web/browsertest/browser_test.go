package browsertest

import "testing"

// TestBrowser runs everything that is asked of pages in a browser, in one browser and on one server.
func TestBrowser(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, *world)
	}{
		{"pages", testPages},
		{"journey by keys", testJourney},
		{"suggestions", testSuggestions},
		{"shortcuts", testShortcuts},
		{"matches", testMatches},
		{"chart", testChart},
		{"copy", testCopy},
		{"find", testFind},
		{"several", testSeveral},
		{"place", testPlace},
		{"reprints", testReprints},
		{"long story", testLongStory},
		{"connection", testConnection},
		{"status", testStatus},
		{"sights", testSights},
		{"weight", testWeight},
		{"hostile articles", testHostile},
		{"axe", testAxe},
		{"axe sees", testAxeSees},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, w) })
	}
}
