package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"

	"xunbao/index"
	"xunbao/search"
	"xunbao/web"
)

// backend is an open data folder; internal/app opens it.
type backend interface {
	search.Backend
	search.Lexicographer
	search.Explainer
	search.Saver
	index.Writer
	index.Rebuilder
	index.Copier
	Announce(addr string) (key string, err error)
	Follow(ctx context.Context) // matches what arrives with the saved searches, until Close
	Close() error
}

// suggester is the part of a back end that suggests, nil when it has none.
func suggester(own backend) search.Suggester {
	s, _ := own.(search.Suggester)
	return s
}

// holder is the process that serves a data folder.
type holder struct {
	PID  int
	Addr string // host:port
	Key  string // accepted as bearer token
}

// heldError says that another process has the folder: holder is nil when that one does not serve. It is an index.ErrLocked.
type heldError struct {
	dir    string
	holder *holder
}

func (e *heldError) Error() string {
	if e.holder == nil {
		return fmt.Sprintf("the data folder %q is held by another process that does not serve; wait until it is done, or name another folder with --data", e.dir)
	}
	return fmt.Sprintf("the data folder %q is held by process %d, which serves it at http://%s", e.dir, e.holder.PID, e.holder.Addr)
}

func (e *heldError) Unwrap() error { return index.ErrLocked }

// folder is a data folder as the commands use it: opened by this process, or reached through the process that serves it.
type folder struct {
	dir    string
	own    backend // nil when another process serves it
	client *client // the API, in either case
}

// openFolder opens dir here or finds who serves it. A folder that is missing is made when create is set, else it is an error. The
// caller closes the folder.
func (p *program) openFolder(ctx context.Context, s settings, create bool) (*folder, error) {
	if _, err := os.Stat(s.Data); !create && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no data folder %q; make one with xunbao add or xunbao serve, or name another with --data", s.Data)
	}
	log := newLog(p.stderr, max(s.Log, slog.LevelWarn), s.LogJSON)
	own, err := p.open(ctx, s, log)
	var held *heldError
	switch {
	case errors.As(err, &held) && held.holder != nil:
		c := remoteClient(*held.holder)
		return &folder{dir: s.Data, client: c}, c.alive(ctx)
	case err != nil:
		return nil, err
	}
	handler, err := web.New(web.Config{Version: p.version, SearchTimeout: s.SearchTimeout, Now: p.now},
		web.Deps{Backend: own, Writer: own, Rebuilder: own, Copier: own, Lexicon: own, Explainer: own, Saver: own, Suggester: suggester(own), Log: log})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("set up the API: %w", err), own.Close())
	}
	return &folder{dir: s.Data, own: own, client: &client{base: "http://localhost", http: &http.Client{Transport: inProcess{handler}}}}, nil
}

// close gives the folder back. It adds its own failure to err.
func (f *folder) close(err *error) {
	if f.own == nil {
		f.client.http.CloseIdleConnections()
		return
	}
	if failed := f.own.Close(); failed != nil && *err == nil {
		*err = fmt.Errorf("close the data folder %q: %w", f.dir, failed)
	}
}
