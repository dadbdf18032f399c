package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"xunbao/index"
	"xunbao/internal/durable"
)

// lock holds a data folder for this process until it is closed or the process ends.
type lock struct{ file *os.File }

// lockFolder takes the lock at once or returns index.ErrLocked.
func lockFolder(dir string) (*lock, error) {
	file, err := durable.Hold(filepath.Join(dir, "LOCK"))
	if errors.Is(err, durable.ErrHeld) {
		return nil, index.ErrLocked
	}
	if err != nil {
		return nil, fmt.Errorf("lock %q: %w", dir, err)
	}
	return &lock{file}, nil
}

// Held reports whether another process holds a data folder, at once and without opening anything else. Open still has to be asked: the
// answer may be old when it arrives.
func Held(dir string) bool {
	held, err := lockFolder(dir)
	if err == nil {
		err = held.release()
	}
	return errors.Is(err, index.ErrLocked)
}

func (l *lock) release() error { return l.file.Close() }
