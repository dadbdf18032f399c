package browsertest

import (
	"context"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"xunbao/internal/app"
	"xunbao/web"
	"xunbao/web/ledger"
)

// world is one browser with one tab, and the server of the sample articles, shared by all tests: windows cost more than pages.
type world struct {
	browser context.Context
	server  *httptest.Server
	ledger  *ledger.Book          // of the server
	now     atomic.Pointer[watch] // of the test that has the tab
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := newBrowser(t)
	a, err := app.OpenOrSample(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = ledger.New(nil)
	w.server = serveTelling(t, a, w.ledger)
	return w
}

// newBrowser is a world without a server.
func newBrowser(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.now.Store(&watch{})
	w.browser = startChromium(t, func(event any) { w.now.Load().event(event) })
	return w
}

// serve answers for a as the program does, until t ends. What can be suggested has been read.
func serve(t *testing.T, a *app.App) *httptest.Server { return serveTelling(t, a, nil) }

// serveTelling is serve with a status that tells what stands in the book.
func serveTelling(t *testing.T, a *app.App, book *ledger.Book) *httptest.Server {
	t.Helper()
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Errorf("close the data folder: %v", err)
		}
	})
	handler, err := web.New(web.Config{Version: "1.2.3"}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a, Suggester: a, Ledger: book})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Suggest(t.Context(), "", 1); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}
