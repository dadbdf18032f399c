package store

import (
	"io/fs"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// counted is a disk in memory that tells each change before it is made, and can refuse it.
type counted struct {
	vfs.FS
	before func() error
}

func (c *counted) GetDiskUsage(string) (vfs.DiskUsage, error) {
	return vfs.DiskUsage{AvailBytes: 1 << 40, TotalBytes: 1 << 40}, nil
}

func (c *counted) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	return c.open(func() (vfs.File, error) { return c.FS.Create(name, category) })
}

func (c *counted) ReuseForWrite(from, to string, category vfs.DiskWriteCategory) (vfs.File, error) {
	return c.open(func() (vfs.File, error) { return c.FS.ReuseForWrite(from, to, category) })
}

func (c *counted) OpenDir(name string) (vfs.File, error) {
	file, err := c.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return &countedFile{file, c.before}, nil
}

func (c *counted) open(call func() (vfs.File, error)) (vfs.File, error) {
	if err := c.before(); err != nil {
		return nil, err
	}
	file, err := call()
	if err != nil {
		return nil, err
	}
	return &countedFile{file, c.before}, nil
}

func (c *counted) change(call func() error) error {
	if err := c.before(); err != nil {
		return err
	}
	return call()
}

func (c *counted) Rename(from, to string) error {
	return c.change(func() error { return c.FS.Rename(from, to) })
}

func (c *counted) Remove(name string) error {
	return c.change(func() error { return c.FS.Remove(name) })
}

func (c *counted) MkdirAll(dir string, mode fs.FileMode) error {
	return c.change(func() error { return c.FS.MkdirAll(dir, mode) })
}

type countedFile struct {
	vfs.File
	before func() error
}

func (f *countedFile) Write(p []byte) (int, error) {
	if err := f.before(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // a disk that fills up takes a part
		return n, err
	}
	return f.File.Write(p)
}

func (f *countedFile) Sync() error {
	if err := f.before(); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f *countedFile) SyncData() error { return f.Sync() }
