package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"xunbao/index"
	"xunbao/internal/durable"
)

// copyPrefix begins the name of a folder with a copy. What a crash leaves of one is removed at the next start.
const copyPrefix = "copy"

// restored stands for the fingerprint of an index in a copy, which has none.
const restored = "none: it comes from a backup"

// Freeze makes a folder inside the data folder that holds the data folder as it stands between two batches, without the index, which is built when the
// copy is opened as a data folder, and tells the name of the store in it. beside are the other folders to take along; they are copied first, so that no
// note of what was done with an article is newer than the articles. The caller removes the folder.
func (c *Collection) Freeze(ctx context.Context, beside ...string) (dir, store string, err error) {
	name, err := nextName(c.dir, copyPrefix)
	if err != nil {
		return "", "", fmt.Errorf("copy the data folder: %w", err)
	}
	dir = filepath.Join(c.dir, name)
	if err = durable.MakeDir(dir); err == nil {
		store, err = c.freezeTo(ctx, dir, beside)
	}
	if err != nil {
		return "", "", errors.Join(fmt.Errorf("copy the data folder: %w", err), os.RemoveAll(dir))
	}
	return dir, store, nil
}

func (c *Collection) freezeTo(ctx context.Context, dir string, beside []string) (string, error) {
	for _, folder := range beside {
		if err := copyFolder(ctx, filepath.Join(c.dir, folder), filepath.Join(dir, folder)); err != nil {
			return "", err
		}
	}
	c.writing.Lock() // so that CURRENT and the store are of one moment
	defer c.writing.Unlock()
	g, err := c.inForce()
	if err != nil {
		return "", err
	}
	state := c.current
	if err := g.store.Checkpoint(filepath.Join(dir, state.Store)); err != nil {
		return "", err
	}
	// The lines that are left out of new articles are no part of the store and cannot be found again without a reindex.
	set := filepath.Join(dir, state.Index)
	if err = durable.MakeDir(set); err == nil {
		state.LeftOut, err = saveSet(set, g.set)
	}
	if err != nil {
		return "", err
	}
	state.Fingerprint = restored
	return state.Store, state.publish(dir)
}

// copyFolder copies the files of a folder that others may replace, append to and remove meanwhile: each is taken as it stands at some moment. There need not be
// a folder.
func copyFolder(ctx context.Context, from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return durable.MakeDir(filepath.Join(to, name))
		case !entry.Type().IsRegular() || strings.HasSuffix(name, ".new"):
			return nil // the content of a file that is being replaced
		}
		content, err := os.ReadFile(path) // #nosec G122 -- in a data folder of our own, which nobody else writes
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return durable.Replace(filepath.Join(to, name), content)
	})
}

// Digest implements index.Copier.
func (c *Collection) Digest(ctx context.Context, report func(index.Progress)) (index.Digest, error) {
	c.mu.RLock()
	g := c.generation
	if g == nil {
		c.mu.RUnlock()
		return index.Digest{}, index.ErrClosed
	}
	st := g.store
	st.readers.Add(1)
	c.mu.RUnlock()
	defer st.readers.Done()
	sn := st.Snapshot()
	defer sn.Close()
	if report == nil {
		report = func(index.Progress) {}
	}
	sum, err := sn.Digest(ctx, func(done int) { report(index.Progress{Stage: "digest", Done: done, Total: sn.Count()}) })
	return index.Digest{Articles: sn.Count(), Last: sn.Last(), SHA256: sum}, err
}
