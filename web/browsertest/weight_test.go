package browsertest

import (
	"strings"
	"testing"
)

// Limits of the first page of results, all that belongs to it taken together.
const (
	mostBytes    = 60_000
	mostRequests = 5
)

// layoutShift is how far the page has moved under the reader's eyes so far, in the browser's own measure.
const layoutShift = `new Promise(done => {
	let sum = 0;
	new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: "layout-shift", buffered: true});
	requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})`

// testWeight: the first page of results is light and does not move while it loads.
func testWeight(t *testing.T, w *world) {
	for _, l := range fourLooks() {
		t.Run(l.String(), func(t *testing.T) {
			b := w.open(t, l)
			b.restart()
			b.visit("/?q=" + reservoir)
			b.wantStill("the first page")
			bytes, requests := 0.0, 0
			for _, load := range b.settled() {
				if !strings.HasPrefix(load.url, b.base) {
					continue
				}
				bytes, requests = bytes+load.bytes, requests+1
			}
			t.Logf("%.0f bytes in %d requests", bytes, requests)
			if bytes > mostBytes || requests > mostRequests || requests == 0 {
				t.Errorf("%.0f bytes in %d requests, want at most %d in %d", bytes, requests, mostBytes, mostRequests)
			}
		})
	}
}
