package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// DefaultCacheBytes is the size of the block cache when Options names none.
const DefaultCacheBytes = 64 << 20

// Options of Open. The zero value opens for writing with the default cache, in silence.
type Options struct {
	// ReadOnly opens an existing store and refuses writes. The folder is locked all the same.
	ReadOnly bool
	// CacheBytes of uncompressed blocks kept in memory; 0 means DefaultCacheBytes.
	CacheBytes int64
	// Now tells the time for the history of articles; nil is time.Now.
	Now func() time.Time
	// Log receives trouble found in the background, as for fmt.Sprintf, from any goroutine; nil drops it.
	Log func(format string, args ...any)

	fs vfs.FS // the disk; nil is the real one
}

// Store is an open article store. It is safe for concurrent use; writes take turns.
type Store struct {
	dir      string
	disk     vfs.FS
	lock     *pebble.Lock
	cache    *pebble.Cache
	journal  *journal
	readOnly bool
	now      func() time.Time

	gate  *gate
	db    *pebble.DB // it and fuse are exchanged while the gate is held
	fuse  *fuse
	view  atomic.Pointer[pebble.Snapshot] // what is read while a batch that failed lies above it; nil when none does
	write sync.Mutex                      // held from reading the state to publishing the next
	state atomic.Pointer[state]

	tables atomic.Pointer[tables]
	dull   atomic.Bool // learning a table did not pay; it is not tried again before the next opening
}

// shortened is the tables there are. Records never name one that is not among them.
func (s *Store) shortened() tables {
	if ts := s.tables.Load(); ts != nil {
		return *ts
	}
	return nil
}

// reader is what there is to read.
func (s *Store) reader() pebble.Reader {
	if view := s.view.Load(); view != nil {
		return view
	}
	return s.db
}

// letGo closes a view, unless its database may never let it.
func (s *Store) letGo(view *pebble.Snapshot) error {
	if s.fuse.err() != nil {
		return nil
	}
	err := s.fuse.within(view.Close)
	if s.fuse.err() != nil {
		return nil
	}
	return err
}

// Last is the newest sequence number given out and synced; 0 for a store that never held anything.
func (s *Store) Last() uint64 { return s.state.Load().last }

// Count is the number of live articles.
func (s *Store) Count() int { return int(s.state.Load().count) }

// Bytes is the size on disk, logs and files not yet deleted included; 0 after Close.
func (s *Store) Bytes() int64 {
	if s.gate.enter() != nil {
		return 0
	}
	defer s.gate.leave()
	return int64(s.db.Metrics().DiskSpaceUsage())
}

// Close waits for calls, iterations and snapshots that are under way and lets go of the folder. Further calls return nil and do
// nothing; other methods return index.ErrClosed from then on. It must not be called from inside an iteration.
func (s *Store) Close() error {
	if !s.gate.close() {
		return nil
	}
	err := errors.Join(s.closeDatabase(), s.lock.Close())
	s.cache.Unref()
	if err != nil {
		return fmt.Errorf("close article store %q: %w", s.dir, err)
	}
	return nil
}

// closeDatabase writes the log into tables, so that the next opening has none to replay, and closes. A database whose fuse is blown is left as it
// is, since its goroutines never end: nothing acknowledged is lost.
func (s *Store) closeDatabase() error {
	db, f := s.db, s.fuse
	if f.err() != nil {
		return nil
	}
	var err error
	if !s.readOnly {
		err = f.within(db.Flush)
	}
	if f.err() != nil {
		return err
	}
	return errors.Join(err, f.within(db.Close))
}
