package ingest

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Watch tells which files below some sources are new or have changed. It looks when it is asked to, at sizes and times of change. Not safe for
// concurrent use.
type Watch struct {
	sources []string
	read    map[string]stamp // as the files were when they were last given out
	before  map[string]stamp // as they were when Changed looked last
}

// stamp is what changes when a file does.
type stamp struct {
	size     int64
	modified time.Time
}

// NewWatch takes the files that are there for read. Sources are files, folders and patterns.
func NewWatch(sources []string) (*Watch, error) {
	w := &Watch{sources: sources}
	now, err := w.look()
	w.read, w.before = now, now
	return w, err
}

// Changed gives the files, in the order of their names, that are new or other than when they were read last, and have stayed as they are since
// the last look: a file that is still being written waits for the next one. What it gives counts as read.
func (w *Watch) Changed() ([]string, error) {
	now, err := w.look()
	if err != nil {
		return nil, err
	}
	var changed []string
	for path, s := range now {
		if s != w.read[path] && s == w.before[path] {
			changed = append(changed, path)
			w.read[path] = s
		}
	}
	w.before = now
	slices.Sort(changed)
	return changed, nil
}

func (w *Watch) look() (map[string]stamp, error) {
	now := map[string]stamp{}
	for _, source := range w.sources {
		paths, err := Options{}.expand([]string{source})
		if err != nil {
			continue // a pattern that nothing matches yet
		}
		for _, path := range paths {
			if err := stampAll(path, now); err != nil {
				return nil, err
			}
		}
	}
	return now, nil
}

// stampAll notes the regular files at a path or below it. What has gone meanwhile is no error.
func stampAll(path string, now map[string]stamp) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode().IsRegular():
		now[path] = stamp{info.Size(), info.ModTime()}
		return nil
	case !info.IsDir():
		return nil
	}
	return walk(path, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // add has told of it
		}
		if info, err := d.Info(); err == nil {
			now[path] = stamp{info.Size(), info.ModTime()}
		}
		return nil
	})
}
