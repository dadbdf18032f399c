package app

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"xunbao/index"
	"xunbao/index/backup"
)

// feedsDir is the folder of the state of feeds in the data folder; who polls them writes it.
const feedsDir = "feeds"

// Copy implements index.Copier.
func (a *App) Copy(ctx context.Context, have map[string]bool, to io.Writer) (err error) {
	if !a.copying.TryLock() {
		return index.ErrCopying
	}
	defer a.copying.Unlock()
	dir, store, err := a.collection.Freeze(ctx, feedsDir, searchesDir, lexiconDir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return backup.Send(ctx, to, backup.Source{Dir: dir, Store: store, Program: a.cfg.Version, Time: time.Now()}, have)
}

// Digest implements index.Copier.
func (a *App) Digest(ctx context.Context, report func(index.Progress)) (index.Digest, error) {
	return a.collection.Digest(ctx, report)
}
