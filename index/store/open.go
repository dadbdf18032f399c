package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/sstable/block"
	"github.com/cockroachdb/pebble/v2/vfs"

	"xunbao/index"
	"xunbao/internal/durable"
)

// Open opens the store in dir and creates it, with missing parent folders, unless ReadOnly. The error is index.ErrLocked when another
// process or another Store holds it, and wraps index.ErrDamaged when it is there and cannot be read.
func Open(dir string, o Options) (*Store, error) {
	s := &Store{dir: dir, readOnly: o.ReadOnly, now: o.Now, journal: &journal{log: o.Log}}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.open(o); err != nil {
		return nil, fmt.Errorf("open article store %q: %w", dir, err)
	}
	return s, nil
}

func (s *Store) open(o Options) (err error) {
	if err := makeDir(s.dir, s.readOnly); err != nil {
		return err
	}
	if s.lock, err = pebble.LockDirectory(s.dir, vfs.Default); err != nil {
		return lockError(err)
	}
	defer func() {
		if err != nil {
			if s.db != nil {
				err = errors.Join(err, s.db.Close())
			}
			err = errors.Join(err, s.lock.Close())
		}
	}()
	if err := errors.Join(checkFiles(s.dir), checkLog(s.dir)); err != nil {
		return err
	}
	if s.db, err = openPebble(s.dir, s.options(o)); err != nil {
		return openError(err)
	}
	return s.loadState()
}

// makeDir creates dir and syncs it and its parent, so that a power cut cannot take the folder away from under synced files.
func makeDir(dir string, readOnly bool) error {
	if _, err := os.Stat(dir); err == nil || readOnly {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return errors.Join(durable.Sync(dir), durable.Sync(filepath.Dir(dir)))
}

// checkFiles refuses a folder with articles whose table of contents is gone, because Pebble would begin an empty database in it.
func checkFiles(dir string) error {
	if d, err := pebble.Peek(dir, vfs.Default); err != nil || d.Exists {
		return openError(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			return err
		}
		if ext := filepath.Ext(f.Name()); ext == ".sst" || ext == ".log" && info.Size() > 0 {
			return fmt.Errorf("%s is there but the list of files (marker.manifest…) is missing: %w", f.Name(), index.ErrDamaged)
		}
	}
	return nil
}

// openPebble turns a panic over nonsense in the files into an error.
func openPebble(dir string, o *pebble.Options) (db *pebble.DB, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", index.ErrDamaged, r)
		}
	}()
	return pebble.Open(dir, o)
}

func (s *Store) options(o Options) *pebble.Options {
	if o.CacheBytes <= 0 {
		o.CacheBytes = DefaultCacheBytes
	}
	p := &pebble.Options{
		CacheSize:                   o.CacheBytes,
		EventListener:               s.journal.listener(),
		FormatMajorVersion:          pebble.FormatTableFormatV6,
		Lock:                        s.lock,
		Logger:                      s.journal,
		MemTableSize:                memTableBytes,
		MemTableStopWritesThreshold: 3,
		ReadOnly:                    o.ReadOnly,
	}
	for i := range p.Levels {
		p.Levels[i] = pebble.LevelOptions{
			BlockSize:    blockBytes,
			Compression:  func() *sstable.CompressionProfile { return block.SnappyCompression },
			FilterPolicy: bloom.FilterPolicy(10), // bits a key; a new ID is nearly always known to be new without a read
		}
	}
	return p
}

const (
	memTableBytes = 32 << 20
	blockBytes    = 4 << 10 // about five articles: larger ones save little room and make every single read slower, see docs/adr/0007
)

func lockError(err error) error {
	if errors.Is(err, syscall.EAGAIN) || strings.Contains(err.Error(), "held by current process") {
		return index.ErrLocked
	}
	return fmt.Errorf("lock the folder: %w", err)
}

// openError calls everything damage that the operator cannot mend by rights or room.
func openError(err error) error {
	switch {
	case err == nil || errors.Is(err, index.ErrDamaged):
		return err
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EROFS),
		errors.Is(err, syscall.EMFILE), errors.Is(err, pebble.ErrDBDoesNotExist):
		return err
	}
	return fmt.Errorf("%w: %w", index.ErrDamaged, err)
}

// loadState reads the counters, or writes the first ones of a store that holds nothing.
func (s *Store) loadState() error {
	value, closer, err := s.db.Get(stateKey)
	if errors.Is(err, pebble.ErrNotFound) {
		return s.initState()
	}
	if err != nil {
		return fmt.Errorf("read the counters: %w", wrapRead(err))
	}
	st, err := decodeState(value)
	if err := errors.Join(err, closer.Close()); err != nil {
		return err
	}
	s.state.Store(&st)
	return s.loadTables(int(st.tables))
}

func (s *Store) initState() error {
	it, err := s.db.NewIter(nil)
	if err != nil {
		return wrapRead(err)
	}
	some := it.First()
	if err := errors.Join(it.Error(), it.Close()); err != nil {
		return wrapRead(err)
	}
	if some {
		return fmt.Errorf("there are entries but no counters: %w", index.ErrDamaged)
	}
	s.state.Store(&state{})
	if s.readOnly {
		return nil
	}
	return s.db.Set(stateKey, state{}.encode(), pebble.Sync)
}
