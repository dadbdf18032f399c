package store

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"

	"xunbao/index"
)

// fuse is the file system below Pebble, which answers a failed write in four ways: it retries without a pause, it panics, it unlocks a lock twice,
// which ends the process, or it ends the process itself. So the first write, sync, rename or removal that fails blows the fuse: that call and
// every later one wait for ever, and nothing on disk changes any more. Reading goes on. The store tells its callers why, and puts a fresh database
// under a fresh fuse in place of this one when the disk takes writes again: all that the blown one leaves behind is a few goroutines that wait, and
// their memory.
//
// Only what is written to the list of files fails instead of waiting: Pebble holds a lock then that closing a snapshot needs, and takes that error
// well.
type fuse struct {
	vfs.FS
	once  sync.Once
	cause error         // set before blown is closed
	blown chan struct{} // closed by the first failure
}

var _ vfs.FS = (*fuse)(nil)

func newFuse(below vfs.FS) *fuse { return &fuse{FS: below, blown: make(chan struct{})} }

// blow stops all writing.
func (f *fuse) blow(cause error) {
	f.once.Do(func() {
		f.cause = cause
		close(f.blown)
	})
}

// err is why nothing is written any more, or nil.
func (f *fuse) err() error {
	select {
	case <-f.blown:
		return f.cause
	default:
		return nil
	}
}

// within runs what may have to write, and stops waiting for it when the fuse blows: it then goes on waiting by itself. The error is index.Refusal's.
func (f *fuse) within(call func() error) error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	select {
	case err := <-done:
		return err
	case <-f.blown:
		return index.Refusal(f.cause)
	}
}

// guard runs what changes the disk. It does not return when that fails, or something failed before, unless it is said to fail.
func (f *fuse) guard(fails bool, change func() error) error {
	err := f.err()
	if err == nil {
		err = change()
		if err == nil || errors.Is(err, fs.ErrNotExist) { // what is gone need not be removed
			return err
		}
		f.blow(err)
	}
	if !fails {
		select {}
	}
	return err
}

// ofList reports whether a name is of Pebble's list of files, or of the marker that names the list in force.
func (f *fuse) ofList(name string) bool {
	name = f.PathBase(name)
	return strings.HasPrefix(name, listPrefix) || strings.HasPrefix(name, markerPrefix)
}

const (
	listPrefix   = "MANIFEST-"
	markerPrefix = "marker."
)

// open guards the file that a call returns.
func (f *fuse) open(fails bool, call func() (vfs.File, error)) (file vfs.File, err error) {
	err = f.guard(fails, func() error {
		file, err = call()
		return err
	})
	if err != nil {
		return nil, err
	}
	return &fusedFile{file, f, fails}, nil
}

// Create also makes the name of a list of files durable: Pebble makes it so together with the marker that names the list, and a power cut may keep
// the one without the other.
func (f *fuse) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	listed := f.ofList(name)
	file, err := f.open(listed, func() (vfs.File, error) { return f.FS.Create(name, category) })
	if err != nil || !listed {
		return file, err
	}
	if err = f.guard(true, func() error { return syncDir(f.FS, f.PathDir(name)) }); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func (f *fuse) OpenReadWrite(name string, category vfs.DiskWriteCategory, options ...vfs.OpenOption) (vfs.File, error) {
	return f.open(f.ofList(name), func() (vfs.File, error) { return f.FS.OpenReadWrite(name, category, options...) })
}

func (f *fuse) ReuseForWrite(from, to string, category vfs.DiskWriteCategory) (vfs.File, error) {
	return f.open(f.ofList(to), func() (vfs.File, error) { return f.FS.ReuseForWrite(from, to, category) })
}

// OpenDir opens a folder: to sync the names in it.
func (f *fuse) OpenDir(name string) (vfs.File, error) {
	dir, err := f.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return &fusedFile{dir, f, false}, nil
}

func (f *fuse) Link(from, to string) error {
	return f.guard(false, func() error { return f.FS.Link(from, to) })
}

func (f *fuse) Rename(from, to string) error {
	return f.guard(f.ofList(to), func() error { return f.FS.Rename(from, to) })
}

func (f *fuse) Remove(name string) error {
	return f.guard(f.ofList(name), func() error { return f.FS.Remove(name) })
}

func (f *fuse) RemoveAll(name string) error {
	return f.guard(false, func() error { return f.FS.RemoveAll(name) })
}

func (f *fuse) MkdirAll(dir string, mode fs.FileMode) error {
	return f.guard(false, func() error { return f.FS.MkdirAll(dir, mode) })
}

// Lock does nothing: the store holds the lock of the folder over all the databases that it opens in it, one after another.
func (f *fuse) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func (f *fuse) Unwrap() vfs.FS { return f.FS }

// fusedFile is a file that may be written.
type fusedFile struct {
	vfs.File
	fuse  *fuse
	fails bool // see guard
}

func (f *fusedFile) Write(p []byte) (n int, err error) {
	err = f.fuse.guard(f.fails, func() error {
		n, err = f.File.Write(p)
		return err
	})
	return n, err
}

func (f *fusedFile) WriteAt(p []byte, at int64) (n int, err error) {
	err = f.fuse.guard(f.fails, func() error {
		n, err = f.File.WriteAt(p, at)
		return err
	})
	return n, err
}

func (f *fusedFile) Sync() error     { return f.fuse.guard(f.fails, f.File.Sync) }
func (f *fusedFile) SyncData() error { return f.fuse.guard(f.fails, f.File.SyncData) }
func (f *fusedFile) Close() error    { return f.fuse.guard(f.fails, f.File.Close) }

func (f *fusedFile) SyncTo(length int64) (all bool, err error) {
	err = f.fuse.guard(f.fails, func() error {
		all, err = f.File.SyncTo(length)
		return err
	})
	return all, err
}

// Preallocate is a wish: a disk that does not grant it may take the bytes all the same.
func (f *fusedFile) Preallocate(offset, length int64) error {
	_ = f.File.Preallocate(offset, length)
	return nil
}
