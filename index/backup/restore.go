package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/durable"
)

// ErrNotEmpty: the folder to restore to holds something.
var ErrNotEmpty = errors.New("it is not empty; name one that does not exist")

// besideSuffix ends the name of the folder in which a restore is made, next to the one that it becomes.
const besideSuffix = ".restoring"

// Restore makes the data folder dir of the backup in src, without its index, which is built when the folder is opened. Every file is checked while it
// is copied to a folder beside, the articles are read and must add up to the digest of the manifest, and only then the folder gets its name: on
// any error, and when the process ends at any moment, there is no dir, or the empty one that was there. ErrNone, ErrNotEmpty, *NewerError;
// index.ErrDamaged with the name of the file that is missing or not what it was. report may be nil.
func Restore(ctx context.Context, src, dir string, report func(index.Progress)) (*Manifest, error) {
	if report == nil {
		report = func(index.Progress) {}
	}
	m, err := Read(src)
	if err != nil {
		return nil, err
	}
	if err := restore(ctx, m, src, filepath.Clean(dir), report); err != nil {
		return nil, fmt.Errorf("restore %q to %q: %w", src, dir, err)
	}
	return m, nil
}

func restore(ctx context.Context, m *Manifest, src, dir string, report func(index.Progress)) (err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) > 0:
		return ErrNotEmpty
	}
	beside := dir + besideSuffix
	if err := os.RemoveAll(beside); err != nil { // of a restore that was stopped
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(beside))
		}
	}()
	if err := m.copyFiles(ctx, src, beside, report); err != nil {
		return err
	}
	if err := m.check(ctx, beside, report); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty folder
		return err
	}
	if err := os.Rename(beside, dir); err != nil {
		return err
	}
	return durable.Sync(filepath.Dir(dir))
}

// copyFiles makes the folder, synced with all in it.
func (m *Manifest) copyFiles(ctx context.Context, src, dir string, report func(index.Progress)) error {
	folders := map[string]bool{dir: true}
	if err := durable.MakeDir(dir); err != nil {
		return err
	}
	for i, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		report(index.Progress{Stage: "files", Done: i, Total: len(m.Files)})
		to := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := durable.MakeDir(filepath.Dir(to)); err != nil {
			return err
		}
		folders[filepath.Dir(to)] = true
		if err := copyFile(f, filepath.Join(src, filesName, f.SHA256), to); err != nil {
			return err
		}
	}
	for folder := range folders {
		if err := durable.Sync(folder); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(f File, from, to string) error {
	file, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is missing, which holds %s", index.ErrDamaged, from, f.Path)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	sum, err := writeFile(to, file)
	if err == nil && sum != f.SHA256 {
		err = fmt.Errorf("%w: %s, which holds %s, is not what it was", index.ErrDamaged, from, f.Path)
	}
	return err
}

// check reads all articles of a restored folder.
func (m *Manifest) check(ctx context.Context, dir string, report func(index.Progress)) (err error) {
	st, err := store.Open(filepath.Join(dir, m.Store), store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sn := st.Snapshot()
	defer sn.Close()
	digest, err := sn.Digest(ctx, func(done int) { report(index.Progress{Stage: "verify", Done: done, Total: m.Articles}) })
	if err != nil {
		return err
	}
	if digest != m.Digest || sn.Count() != m.Articles || sn.Last() != m.Last {
		return fmt.Errorf("%w: %d articles up to change %d with digest %s, the manifest says %d up to %d with %s",
			index.ErrDamaged, sn.Count(), sn.Last(), digest, m.Articles, m.Last, m.Digest)
	}
	return nil
}
