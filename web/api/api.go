// Package api answers the JSON API under /api/v1 and the health checks: each handler decodes what was asked, lets the back end
// decide, and answers. The reference is openapi.yaml, embedded here and held against the handlers by a test. It is neither the
// router (package web sets limits, headers and the log) nor the pages (web/ui).
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/search"
	"xunbao/search/admit"
	"xunbao/web/fault"
	"xunbao/web/ledger"
)

// Deps is what the handlers work with. All of it is needed, but for Copier, Suggester and Feeds.
type Deps struct {
	Backend   search.Backend
	Writer    index.Writer
	Rebuilder index.Rebuilder
	Copier    index.Copier // nil: there are no backups
	Lexicon   search.Lexicographer
	Explainer search.Explainer
	Saver     search.Saver
	Suggester search.Suggester   // nil: there are no suggestions
	Feeds     index.FeedReporter // nil: no feeds are polled
	Log       *slog.Logger
	Writes    *admit.Gate       // for requests that write
	Rejected  func(records int) // is told of records that could not be taken
	Ledger    *ledger.Book      // is told of them too, and of what goes on

	Writable bool             // there is a token for writing over HTTP
	Version  string           // of the program, shown in the status
	Timeout  time.Duration    // of one search, article, story, analysis or status
	Now      func() time.Time // for dates such as "today" and for the pace of progress
}

// api holds the handlers; safe for concurrent use as the back end is.
type api struct{ Deps }

// Register adds every route of the API and the health checks to r.
func Register(r gin.IRouter, d Deps) {
	a := &api{d}
	a.read(r, "/api/v1/search", a.getSearch)
	r.POST("/api/v1/search", a.handle(a.postSearch))
	a.read(r, "/api/v1/trends", a.trends)
	a.read(r, "/api/v1/articles/*id", a.article)
	a.read(r, "/api/v1/stories/*id", a.story)
	a.read(r, AnalyzePath, a.analyze)
	a.read(r, "/api/v1/suggest", a.suggest)
	a.read(r, "/api/v1/why", a.why)
	a.read(r, "/api/v1/dictionary", a.getDictionary)
	a.read(r, "/api/v1/synonyms", a.getSynonyms)
	a.read(r, "/api/v1/searches", a.savedSearches)
	a.read(r, "/api/v1/searches/:name", a.savedSearch)
	a.read(r, "/api/v1/searches/:name/matches", a.matches)
	a.read(r, "/api/v1/status", a.status)
	a.read(r, "/api/v1/export", a.export)
	a.read(r, "/api/v1/openapi.yaml", a.openapi)
	a.read(r, "/healthz", a.healthy)
	a.read(r, "/readyz", a.ready)

	r.POST("/api/v1/articles", a.handle(a.writing(a.putArticles)))
	r.DELETE("/api/v1/articles", a.handle(a.writing(a.deleteArticles)))
	r.DELETE("/api/v1/articles/*id", a.handle(a.writing(a.deleteArticle)))
	r.POST("/api/v1/reindex", a.handle(a.writing(a.reindex)))
	r.POST("/api/v1/backup", a.handle(a.writing(a.backup)))
	r.POST("/api/v1/digest", a.handle(a.writing(a.digest)))
	r.PUT("/api/v1/dictionary", a.handle(a.writing(a.putDictionary)))
	r.PUT("/api/v1/synonyms", a.handle(a.writing(a.putSynonyms)))
	r.PUT("/api/v1/searches/:name", a.handle(a.writing(a.putSavedSearch)))
	r.DELETE("/api/v1/searches/:name", a.handle(a.writing(a.deleteSavedSearch)))
}

// handler answers a request, or returns the error to answer with.
type handler func(c *gin.Context) error

// read registers h for GET and HEAD.
func (a *api) read(r gin.IRouter, path string, h handler) {
	r.Match([]string{http.MethodGet, http.MethodHead}, path, a.handle(h))
}

// handle turns a returned error into its answer. Once an answer has begun the error can only be logged; what follows from a client
// that has gone away is not worth it.
func (a *api) handle(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		err := h(c)
		if err == nil {
			return
		}
		f := fault.Of(err)
		if f.OfServer() && c.Request.Context().Err() == nil {
			a.Log.ErrorContext(c.Request.Context(), "request failed", "route", c.FullPath(), "code", f.Code,
				"request_id", c.Writer.Header().Get("X-Request-Id"), "error", err)
		}
		if !c.Writer.Written() {
			Refuse(c, f)
		}
	}
}

// bounded is the request's context with the time limit of a search.
func (a *api) bounded(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), a.Timeout)
}
