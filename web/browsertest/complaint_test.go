package browsertest

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch keeps what a browser complains about in one tab, and what the tab loaded. Safe for concurrent use.
type watch struct {
	base string // the address of the server; nothing else may be asked

	mu         sync.Mutex
	expected   map[string]bool // addresses that may be answered by 400 or more
	lost       bool            // nothing may be loaded
	complaints []string
	loads      []load
}

// load is one request that was answered.
type load struct {
	id    network.RequestID
	url   string
	bytes float64 // transferred, with headers
	ended bool
}

// expect lets the address be answered by 400 or more.
func (w *watch) expect(url string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expected[url] = true
}

// lose lets everything fail to be loaded from now on.
func (w *watch) lose() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lost = true
}

// restart forgets what was loaded before.
func (w *watch) restart() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loads = nil
}

// loaded is what was loaded since the last restart.
func (w *watch) loaded() []load {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]load(nil), w.loads...)
}

// take returns the complaints so far and forgets them.
func (w *watch) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	taken := w.complaints
	w.complaints = nil
	return taken
}

func (w *watch) complain(format string, arguments ...any) {
	w.complaints = append(w.complaints, fmt.Sprintf(format, arguments...))
}

// event takes every event of the tab in their order.
func (w *watch) event(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		w.complain("the console is told (%s): %s", e.Type, asJSON(e.Args))
	case *runtime.EventExceptionThrown:
		w.complain("exception: %s", asJSON(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if !(e.Entry.Source == log.EntrySourceNetwork && (w.lost || w.expected[e.Entry.URL])) {
			w.complain("log, %s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *audits.EventIssueAdded:
		w.complain("issue %s: %s", e.Issue.Code, asJSON(e.Issue.Details))
	case *page.EventJavascriptDialogOpening:
		w.complain("a dialog opens: %s", e.Message)
	case *inspector.EventTargetCrashed:
		w.complain("the tab has crashed")
	default:
		w.traffic(event)
	}
}

// traffic takes the events of the network. A request that the page itself gave up is no failure.
func (w *watch) traffic(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		w.loads = append(w.loads, load{id: e.RequestID, url: e.Request.URL})
		if !strings.HasPrefix(e.Request.URL, w.base+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			w.complain("asks for %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 && !w.expected[e.Response.URL] {
			w.complain("%s is answered by %d", e.Response.URL, e.Response.Status)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled && !w.lost {
			w.complain("not loaded: %s %s (%s)", e.ErrorText, e.BlockedReason, w.urlOf(e.RequestID))
		}
	case *network.EventLoadingFinished:
		for i := range w.loads {
			if w.loads[i].id == e.RequestID {
				w.loads[i].bytes, w.loads[i].ended = e.EncodedDataLength, true
			}
		}
	}
}

func (w *watch) urlOf(id network.RequestID) string {
	for _, l := range w.loads {
		if l.id == id {
			return l.url
		}
	}
	return "an unknown address"
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
