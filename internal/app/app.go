// Package app opens a data folder and wires the back end that serves it: the one place that chooses one. It holds no logic of its
// own.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	embeddedindex "xunbao/index/embedded"
	"xunbao/index/fetch"
	"xunbao/internal/news"
	"xunbao/search"
	embeddedsearch "xunbao/search/embedded"
	"xunbao/search/lexicon"
	"xunbao/search/saved"
)

// Config of Open.
type Config struct {
	DataDir string
	Log     *slog.Logger // nil drops everything
	Version string       // of the program, told to whoever finds the folder held

	LeaveOut        bool          // lines that recur on a site, of what is indexed and shown
	RecencyHalfLife time.Duration // of what the age of an article adds to its score; 0 turns it off
	WebhookHosts    []string      // that webhooks may be sent to though they are not on the public web
}

// App is an open data folder: it searches, writes and rebuilds. Safe for concurrent use.
type App struct {
	*embeddedsearch.Engine
	*saved.Keeper
	collection *embeddedindex.Collection
	cfg        Config
	copying    sync.Mutex // one backup at a time
}

var (
	_ search.Backend       = (*App)(nil)
	_ search.Lexicographer = (*App)(nil)
	_ search.Explainer     = (*App)(nil)
	_ search.Saver         = (*App)(nil)
	_ index.Writer         = (*App)(nil)
	_ index.Rebuilder      = (*App)(nil)
	_ index.Copier         = (*App)(nil)
)

// lexiconDir is the folder of the user's words and synonyms in the data folder.
const lexiconDir = "lexicon"

// searchesDir is the folder of the saved searches in the data folder.
const searchesDir = "searches"

// OpenOrSample is Open, but a folder that never held an article is filled with the sample articles.
func OpenOrSample(ctx context.Context, cfg Config) (*App, error) {
	a, err := Open(ctx, cfg)
	if err != nil || !a.collection.Fresh() {
		return a, err
	}
	if err := a.fillWithSample(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// Open opens the data folder and creates it when it is missing. *LockedError when another process holds it; the error wraps
// index.ErrDamaged when the articles cannot be read.
func Open(ctx context.Context, cfg Config) (*App, error) {
	if embeddedindex.Held(cfg.DataDir) { // before the dictionary, which takes a second, is loaded for nothing
		return nil, &LockedError{Dir: cfg.DataDir, Holder: readHolder(cfg.DataDir)}
	}
	segmenter, err := zh.Load()
	if err != nil {
		return nil, err
	}
	return openWith(ctx, cfg, embeddedindex.Config{Segmenter: segmenter})
}

// openWith opens the data folder; own says how the index is opened, but for what cfg says.
func openWith(ctx context.Context, cfg Config, own embeddedindex.Config) (*App, error) {
	builtin, err := lexicon.Builtin(zh.FoldString)
	if err != nil {
		return nil, err
	}
	own.Dir, own.Log, own.LeaveOut = cfg.DataDir, cfg.Log, cfg.LeaveOut
	collection, err := embeddedindex.Open(ctx, own)
	if errors.Is(err, index.ErrLocked) {
		return nil, &LockedError{Dir: cfg.DataDir, Holder: readHolder(cfg.DataDir)}
	}
	if err != nil {
		return nil, fmt.Errorf("open the data folder %q: %w", cfg.DataDir, err)
	}
	words := lexicon.Open(filepath.Join(cfg.DataDir, lexiconDir), zh.FoldString, builtin, cfg.Log)
	engine := embeddedsearch.New(collection, own.Segmenter, embeddedsearch.Options{Lexicon: words, RecencyHalfLife: cfg.RecencyHalfLife})
	searches, err := saved.Open(saved.Config{Dir: filepath.Join(cfg.DataDir, searchesDir), Follower: engine, Poster: poster(cfg), Log: cfg.Log})
	if err != nil {
		return nil, errors.Join(err, collection.Close())
	}
	a := &App{Engine: engine, Keeper: searches, collection: collection, cfg: cfg}
	a.withdraw() // what a killed server left behind
	return a, nil
}

// poster sends webhooks: to the public web, and to those hosts that the settings allow.
func poster(cfg Config) saved.Poster {
	return fetch.New(fetch.Config{UserAgent: "xunbao/" + cfg.Version + " (sends matches of saved searches)", AllowHosts: cfg.WebhookHosts})
}

// Close waits for what is under way and lets go of the folder.
func (a *App) Close() error {
	a.withdraw()
	return errors.Join(a.Keeper.Close(), a.collection.Close())
}

// Put implements index.Writer.
func (a *App) Put(ctx context.Context, batch []news.Article) ([]index.Outcome, error) {
	defer a.Wake()
	return a.collection.Put(ctx, batch)
}

// Delete implements index.Writer.
func (a *App) Delete(ctx context.Context, ids []news.ID) (int, error) {
	return a.collection.Delete(ctx, ids)
}

// Rebuild implements index.Rebuilder.
func (a *App) Rebuild(ctx context.Context, records index.Records, report func(index.Progress)) (index.Summary, error) {
	defer a.Wake()
	return a.collection.Rebuild(ctx, records, report)
}
