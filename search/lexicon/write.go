package lexicon

import (
	"errors"
	"os"
	"path/filepath"
)

// write replaces a file of the folder: whoever reads it sees the old content or the new, whole, whatever happens meanwhile. A file that
// could not be read at the start is kept beside it.
func (k *Keeper) write(name, content string) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(k.dir, name)
	if err := writeSynced(path+".new", content); err != nil {
		_ = os.Remove(path + ".new") // the first error tells more
		return err
	}
	if k.damaged[name] {
		if err := os.Rename(path, path+".damaged"); err != nil {
			return err
		}
		delete(k.damaged, name)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return errors.Join(syncFolder(k.dir), syncFolder(filepath.Dir(k.dir)))
}

func writeSynced(path, content string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
