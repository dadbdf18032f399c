// Package ui serves the pages: the search page with its results, the trends page, the article page, the error page, and the assets they need.
// Each page is decided first (pure functions from a request and an answer to a page struct) and then rendered whole, so that no
// half page leaves the server. The pages need no JavaScript; every state is a URL. All words are those of web/ui/words. It answers no JSON (web/api
// does) and sets no headers of security or caching for the site at large (web does).
package ui

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/search"
	"xunbao/web/ledger"
)

// Deps is what the pages need. Backend, Now and Log must be set.
type Deps struct {
	Backend   search.Backend
	Suggester search.Suggester   // nil: no other spellings are offered
	Saver     search.Saver       // nil: there is no page of saved searches
	Feeds     index.FeedReporter // nil: no feeds are polled
	Ledger    *ledger.Book       // nil: the status tells of nothing that goes on
	Explainer search.Explainer   // nil: no page tells why an article is found
	PublicURL string             // the address of the site without a path; empty: the one that a request names
	Version   string             // shown at the foot of every page; empty shows none
	Now       func() time.Time
	Log       *slog.Logger
	Timeout   time.Duration // of the back end's work for one page; 0 sets no limit

	busy *busyPages // set by Register
}

// Register parses and checks all templates and adds the routes: GET and HEAD of /, /trends, /articles/*id, /status, /help, /searches and
// /assets/*name.
func Register(r gin.IRouter, d Deps) error {
	if _, err := loaded(); err != nil {
		return err
	}
	d.busy = new(busyPages)
	get := []string{http.MethodGet, http.MethodHead}
	r.Match(get, "/", d.serveSearch)
	r.Match(get, trendsPath, d.serveTrends)
	r.Match(get, "/articles/*id", d.serveArticle)
	r.Match(get, statusPath, d.serveStatus)
	r.Match(get, helpPath, d.serveHelp)
	r.Match(get, "/components", d.serveComponents)
	if d.Saver != nil {
		r.Match(get, searchesPath, d.serveSearches)
		r.Match(get, searchesPath+"/:name", d.serveSearches)
	}
	r.Match(get, "/assets/*name", serveAsset)
	return nil
}

// limit derives the context for the back end's work on one page.
func (d Deps) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if d.Timeout <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, d.Timeout)
}
