package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"xunbao/index"
	"xunbao/internal/durable"
)

// Folder is a backup that is being written. Close it.
type Folder struct {
	dir  string
	lock *os.File
	have map[string]bool
}

// ErrForeign: the folder holds other things than a backup.
var ErrForeign = errors.New("it holds other things than a backup; name an empty folder or one that does not exist")

// OpenFolder makes dir when it is not there, holds it, and reads every file in it: one that is not what its name says is removed, to be sent again. The former
// manifest stays until a new one is whole. ErrForeign; index.ErrLocked when another process writes it.
func OpenFolder(dir string) (*Folder, error) {
	f := &Folder{dir: dir, have: make(map[string]bool)}
	err := f.open()
	if err != nil {
		if f.lock != nil {
			err = errors.Join(err, f.lock.Close())
		}
		return nil, fmt.Errorf("open the backup %q: %w", dir, err)
	}
	return f, nil
}

func (f *Folder) open() error {
	if err := checkOurs(f.dir); err != nil {
		return err
	}
	if err := durable.MakeDir(filepath.Join(f.dir, filesName)); err != nil {
		return err
	}
	lock, err := durable.Hold(filepath.Join(f.dir, lockName))
	if errors.Is(err, durable.ErrHeld) {
		return fmt.Errorf("%w: another backup writes to it", index.ErrLocked)
	}
	if err != nil {
		return fmt.Errorf("hold it: %w", err)
	}
	f.lock = lock
	return f.findFiles()
}

// checkOurs refuses a folder with anything but the names of a backup.
func checkOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		switch e.Name() {
		case manifestName, manifestName + ".new", filesName, lockName, progressName:
		default:
			return fmt.Errorf("%w (%s)", ErrForeign, e.Name())
		}
	}
	return err
}

// findFiles lists the files that can be trusted.
func (f *Folder) findFiles() error {
	entries, err := os.ReadDir(filepath.Join(f.dir, filesName))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if !isSum(strings.TrimSuffix(name, aside)) {
			return fmt.Errorf("%w (%s)", ErrForeign, filepath.Join(filesName, name))
		}
		sum, _, err := hashFile(f.path(name))
		switch {
		case err != nil:
			return err
		case sum == name:
			f.have[name] = true
		default:
			if err := os.Remove(f.path(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// aside ends the name of a file that is being written.
const aside = ".new"

func (f *Folder) path(name string) string { return filepath.Join(f.dir, filesName, name) }

// Have are the SHA-256 of the files that need not be sent. It is the folder's own.
func (f *Folder) Have() map[string]bool { return f.have }

// Close lets go of the folder.
func (f *Folder) Close() error { return f.lock.Close() }

// finish puts a manifest in force whose files are all there, then removes what it does not name.
func (f *Folder) finish(m *Manifest, text []byte) error {
	named := make(map[string]bool)
	for _, file := range m.Files {
		if named[file.SHA256] = true; !f.have[file.SHA256] {
			return fmt.Errorf("%w: %s (file %s) was not sent", index.ErrDamaged, file.Path, file.SHA256)
		}
	}
	if err := durable.Sync(filepath.Join(f.dir, filesName)); err != nil {
		return err
	}
	if err := durable.Replace(filepath.Join(f.dir, manifestName), text); err != nil {
		return err
	}
	for sum := range f.have {
		if !named[sum] {
			if err := os.Remove(f.path(sum)); err != nil {
				return err
			}
			delete(f.have, sum)
		}
	}
	return nil
}
