package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
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
)

// Open opens the store in dir and creates it, with missing parent folders, unless ReadOnly. The error is index.ErrLocked when another
// process or another Store holds it, and wraps index.ErrDamaged when it is there and cannot be read.
func Open(dir string, o Options) (*Store, error) {
	s := &Store{dir: dir, disk: o.fs, readOnly: o.ReadOnly, now: o.Now, journal: &journal{log: o.Log}, gate: newGate()}
	if s.disk == nil {
		s.disk = vfs.Default
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.open(o); err != nil {
		return nil, fmt.Errorf("open article store %q: %w", dir, err)
	}
	return s, nil
}

func (s *Store) open(o Options) (err error) {
	if err := s.makeDir(); err != nil {
		return err
	}
	if s.lock, err = pebble.LockDirectory(s.dir, s.disk); err != nil {
		return lockError(err)
	}
	s.cache = pebble.NewCache(cmp.Or(max(o.CacheBytes, 0), DefaultCacheBytes))
	defer func() {
		if err != nil {
			s.cache.Unref()
			err = errors.Join(err, s.lock.Close())
		}
	}()
	return s.openDatabase()
}

// openDatabase opens what is in the folder. On a disk that takes no writes it is opened for reading, with the fuse blown.
func (s *Store) openDatabase() error {
	err := s.tryDatabase(s.readOnly)
	if index.OfDisk(err) && !s.readOnly {
		cause := err
		if err = s.tryDatabase(true); err == nil {
			s.fuse.blow(cause)
		}
	}
	return err
}

// tryDatabase opens the database under a fresh fuse and reads the counters. s.db and s.fuse are set when it succeeds.
func (s *Store) tryDatabase(readOnly bool) error {
	if err := errors.Join(s.checkFiles(), s.checkLog()); err != nil {
		return err
	}
	f := newFuse(s.disk)
	var db *pebble.DB
	err := f.within(func() error {
		opened, err := openPebble(s.dir, s.options(f, readOnly))
		db = opened
		return err
	})
	if err != nil {
		return openError(err)
	}
	if err := s.loadState(db, f, readOnly); err != nil {
		if f.err() != nil {
			return err // what waits for the disk may still use the database
		}
		return errors.Join(err, f.within(db.Close))
	}
	s.db, s.fuse = db, f
	return nil
}

// makeDir creates the folder and syncs it and its parent, so that a power cut cannot take the folder away from under synced files.
func (s *Store) makeDir() error {
	if _, err := s.disk.Stat(s.dir); err == nil || s.readOnly {
		return err
	}
	if err := s.disk.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	return errors.Join(syncDir(s.disk, s.dir), syncDir(s.disk, filepath.Dir(s.dir)))
}

func syncDir(disk vfs.FS, dir string) error {
	opened, err := disk.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(opened.Sync(), opened.Close())
}

// checkFiles refuses a folder with articles whose table of contents is gone, because Pebble would begin an empty database in it.
func (s *Store) checkFiles() error {
	if d, err := pebble.Peek(s.dir, s.disk); err != nil || d.Exists {
		return openError(err)
	}
	names, err := s.disk.List(s.dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		info, err := s.disk.Stat(filepath.Join(s.dir, name))
		if err != nil {
			return err
		}
		if ext := filepath.Ext(name); ext == ".sst" || ext == ".log" && info.Size() > 0 {
			return fmt.Errorf("%s is there but the list of files (marker.manifest…) is missing: %w", name, index.ErrDamaged)
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

func (s *Store) options(f *fuse, readOnly bool) *pebble.Options {
	j := *s.journal
	j.fuse = f
	p := &pebble.Options{
		Cache:                       s.cache,
		EventListener:               j.listener(),
		FormatMajorVersion:          pebble.FormatTableFormatV6,
		FS:                          f,
		Logger:                      &j,
		MemTableSize:                memTableBytes,
		MemTableStopWritesThreshold: 3,
		ReadOnly:                    readOnly,
	}
	p.Experimental.ReadSamplingMultiplier = -1 // reading begins no compaction, and so waits for no write
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
	case strings.Contains(err.Error(), "unknown format major version"): // Pebble has no error of its own for it
		return fmt.Errorf("%w: %w", index.ErrNewer, err)
	case index.OfDisk(err), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EMFILE), errors.Is(err, pebble.ErrDBDoesNotExist):
		return err
	}
	return fmt.Errorf("%w: %w", index.ErrDamaged, err)
}

// loadState reads the counters, which waits for no write, or writes the first ones of a store that holds nothing.
func (s *Store) loadState(db *pebble.DB, f *fuse, readOnly bool) error {
	value, closer, err := db.Get(stateKey)
	if errors.Is(err, pebble.ErrNotFound) {
		return f.within(func() error { return s.initState(db, readOnly) })
	}
	if err != nil {
		return fmt.Errorf("read the counters: %w", wrapRead(err))
	}
	st, err := decodeState(value)
	if err := errors.Join(err, closer.Close()); err != nil {
		return err
	}
	s.state.Store(&st)
	return s.loadTables(db, int(st.tables))
}

func (s *Store) initState(db *pebble.DB, readOnly bool) error {
	it, err := db.NewIter(nil)
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
	if readOnly {
		return nil
	}
	return db.Set(stateKey, state{}.encode(), pebble.Sync)
}
