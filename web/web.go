// Package web is the HTTP server's handler: the router with its limits, headers and log around the JSON API (web/api), the
// pages (web/ui) and the feeds (web/feed). It sees the contracts search and index, never a back end, and does not listen: cmd does.
package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/search"
	"xunbao/search/admit"
	"xunbao/web/api"
	"xunbao/web/caller"
	"xunbao/web/feed"
	"xunbao/web/ledger"
	"xunbao/web/meter"
	"xunbao/web/ui"
)

// DefaultSearchTimeout is the time limit of one search when Config names none.
const DefaultSearchTimeout = 10 * time.Second

// Config is the settings of the server. The zero value serves searches and refuses all writing.
type Config struct {
	Token         string           // that clients send to write over HTTP; empty turns that off
	ControlKey    string           // that the command line of the same machine sends; empty turns that off
	Version       string           // of the program, shown in the status and at the foot of pages
	PublicURL     string           // the address of the site without a path, for feeds; empty: the one that a request names
	SearchTimeout time.Duration    // of one search; 0 is DefaultSearchTimeout
	AtOnce        int              // searches that run at once; 0: one for each core, and two at least
	Readers       []caller.Grant   // who may read; none: everyone
	Proxies       []netip.Prefix   // whose word for the address of a caller is taken
	Rate          float64          // requests a second of one address; 0: any number
	Burst         int              // requests at once of one address; 0: those of a second
	Origins       []string         // sites whose pages may read the API and the feeds, such as https://news.example
	Now           func() time.Time // nil is time.Now
}

// Deps is the back end and the log. All but Suggester, Feeds, Log, Meter and Ledger are needed; a nil Log drops what it is told.
type Deps struct {
	Backend   search.Backend
	Writer    index.Writer
	Rebuilder index.Rebuilder
	Copier    index.Copier // nil: no backups are made
	Lexicon   search.Lexicographer
	Explainer search.Explainer
	Saver     search.Saver
	Suggester search.Suggester   // nil: the server has no suggestions
	Feeds     index.FeedReporter // nil: no feeds are polled
	Log       *slog.Logger
	Meter     *meter.Meter // nil: what is counted is told on the public address only
	Ledger    *ledger.Book // nil: the status tells only of what is sent over HTTP
}

// New returns the handler of the whole site, safe for concurrent use. It fails when a part of Deps is missing or a template is
// broken.
func New(cfg Config, d Deps) (http.Handler, error) {
	if d.Backend == nil || d.Writer == nil || d.Rebuilder == nil || d.Lexicon == nil || d.Explainer == nil || d.Saver == nil {
		return nil, fmt.Errorf("make the web handler: it needs a backend, a writer, a rebuilder, a lexicographer, an explainer and a saver")
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.SearchTimeout <= 0 {
		cfg.SearchTimeout = DefaultSearchTimeout
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if d.Meter == nil {
		d.Meter = meter.New(cfg.Version)
	}
	if d.Ledger == nil {
		d.Ledger = ledger.New(cfg.Now)
	}
	gates := admit.NewGates(cfg.AtOnce)
	for _, read := range []func() []meter.Reading{watchGates(gates), watchCollection(d.Backend), watchSaved(d.Saver)} {
		d.Meter.Watch(read)
	}
	if d.Feeds != nil {
		d.Meter.Watch(watchFeeds(d.Feeds))
	}
	return newRouter(cfg, d, gates)
}

// newRouter puts the middleware before the routes, outermost first.
func newRouter(cfg Config, d Deps, gates *admit.Gates) (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, fmt.Errorf("trust no proxy: %w", err)
	}
	r.RedirectTrailingSlash = false
	r.HandleMethodNotAllowed = true
	book := caller.New(caller.Config{Token: cfg.Token, Key: cfg.ControlKey, Readers: cfg.Readers, Proxies: cfg.Proxies, Rate: cfg.Rate, Burst: cfg.Burst, Now: cfg.Now})
	r.Use(headers, accessLog(d.Log, d.Meter), recovery(d.Log), limits, origins(cfg.Origins), identify(book), hold, visit)
	r.NoRoute(noRoute)
	r.NoMethod(noMethod)
	r.Match([]string{http.MethodGet, http.MethodHead}, metricsPath, metrics(d.Meter, cfg.Token != ""))
	d.Backend, d.Explainer, d.Saver = gates.Backend(d.Backend), gates.Explainer(d.Explainer), scopedSaver{d.Saver}
	if d.Suggester != nil {
		d.Suggester = gates.Suggester(d.Suggester)
	}
	api.Register(r, api.Deps{
		Backend: d.Backend, Copier: d.Copier, Writer: d.Writer, Rebuilder: d.Rebuilder, Lexicon: d.Lexicon, Explainer: d.Explainer, Saver: d.Saver, Suggester: d.Suggester, Feeds: d.Feeds, Log: d.Log,
		Writes: gates.Writes, Rejected: d.Meter.Rejected, Ledger: d.Ledger, Writable: cfg.Token != "", Version: cfg.Version, Timeout: cfg.SearchTimeout, Now: cfg.Now,
	})
	err := ui.Register(r, ui.Deps{Backend: d.Backend, Suggester: d.Suggester, Explainer: d.Explainer, Saver: d.Saver, Feeds: d.Feeds, Ledger: d.Ledger, PublicURL: cfg.PublicURL, Version: cfg.Version, Now: cfg.Now, Log: d.Log, Timeout: cfg.SearchTimeout})
	if err != nil {
		return nil, fmt.Errorf("set up the pages: %w", err)
	}
	feed.Register(r, feed.Deps{Searcher: d.Backend, Saver: d.Saver, Suggester: d.Suggester, Base: cfg.PublicURL, Version: cfg.Version, Timeout: cfg.SearchTimeout, Now: cfg.Now, Log: d.Log,
		Refuse: api.Refuse})
	return r, nil
}
