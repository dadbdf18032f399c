// Package durable writes files so that they are there after a crash, and holds them against other processes. It knows nothing of what is in them.
package durable

import (
	"errors"
	"os"
	"path/filepath"
)

// Replace puts content in the file path, readable by its owner alone: whoever reads it sees the old content or the new, whole,
// whatever happens meanwhile. The file and its folder are synced when Replace returns. On an error the old file is there, or, when the folder could
// not be synced, the new one, and after a power cut either.
func Replace(path string, content []byte) error {
	aside := path + ".new"
	if err := write(aside, content); err != nil {
		_ = os.Remove(aside) // the first error tells more
		return err
	}
	if err := os.Rename(aside, path); err != nil {
		return err
	}
	return Sync(filepath.Dir(path))
}

func write(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// Sync makes a file durable, or the names in a folder.
func Sync(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// MakeDir makes a folder that its owner alone may use, and its parents. Those that were not there are durable when it returns.
func MakeDir(path string) error {
	if _, err := os.Stat(path); err == nil {
		return os.MkdirAll(path, 0o700) // which says when it is no folder
	}
	parent := filepath.Dir(path)
	if parent != path {
		if err := MakeDir(parent); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return Sync(parent)
}
