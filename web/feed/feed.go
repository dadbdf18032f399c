// Package feed answers any search, and what a saved search has matched, as a feed (Atom, RSS, JSON Feed) and describes the engine to browsers and readers (OpenSearch). It decides
// what a feed says once, as a document, and writes that in each form. It is neither the JSON API (web/api) nor a page (web/ui).
package feed

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/fault"
	"xunbao/web/public"
)

// Deps is what the feeds need. All of it but Suggester, Base and Version must be set.
type Deps struct {
	Searcher  search.Searcher
	Saver     search.Saver
	Suggester search.Suggester // nil: none are offered
	Base      string           // the address of the site without a path, such as https://news.example; empty: the one that a request names
	Version   string           // of the program, told as the generator
	Timeout   time.Duration
	Now       func() time.Time
	Log       *slog.Logger
	Refuse    func(*gin.Context, fault.Fault) // sends an error
}

// feeds holds the handlers; safe for concurrent use.
type feeds struct {
	Deps
	memory *memory
}

// form is one way to write a document.
type form struct {
	path, mediaType string // without a character set
	write           func(*document) ([]byte, error)
}

// forms are all of them, the first the one that is offered first.
var forms = []form{
	{"/feed.atom", "application/atom+xml", writeAtom},
	{"/feed.rss", "application/rss+xml", writeRSS},
	{"/feed.json", "application/feed+json", writeJSON},
}

// Register adds GET and HEAD of /feed.atom, /feed.rss, /feed.json, /opensearch.xml and, where there are suggestions, /opensearch/suggestions.
func Register(r gin.IRouter, d Deps) {
	f := &feeds{d, newMemory(rememberedFeeds)}
	for _, form := range forms {
		f.get(r, form.path, func(c *gin.Context) error { return f.serve(c, form) })
	}
	f.get(r, describedPath, f.describe)
	if f.Suggester != nil {
		f.get(r, suggestionsPath, f.suggest)
	}
}

// get registers a handler for GET and HEAD. An error that it returns is sent; the log is told of one that is not the request's.
func (f *feeds) get(r gin.IRouter, path string, handle func(*gin.Context) error) {
	r.Match([]string{http.MethodGet, http.MethodHead}, path, func(c *gin.Context) {
		err := handle(c)
		if err == nil {
			return
		}
		told := fault.Of(err)
		if told.OfServer() && c.Request.Context().Err() == nil {
			f.Log.ErrorContext(c.Request.Context(), "feed failed", "path", path, "error", err)
		}
		f.Refuse(c, told)
	})
}

// serve answers with the feed of a search.
func (f *feeds) serve(c *gin.Context, form form) error {
	values := c.Request.URL.Query()
	language, err := voice(values)
	if err != nil {
		return err
	}
	place := address{public.Address(f.Base, c.Request), form.path, language}
	if values.Has(savedName) {
		return f.serveMatches(c, form, place, values)
	}
	request, err := parse(values, f.Now())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), f.Timeout)
	defer cancel()
	result, err := f.Searcher.Search(ctx, asked(request))
	if err != nil {
		return err
	}
	body, err := form.write(newDocument(place, request, result, f.Version))
	if err != nil {
		return err
	}
	f.send(c, form.mediaType+"; charset=utf-8", place.of(request), body)
	return nil
}
