package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"xunbao/index"
)

// lock holds a data folder for this process until it is closed or the process ends.
type lock struct{ file *os.File }

// lockFolder takes the lock at once or returns index.ErrLocked.
func lockFolder(dir string) (*lock, error) {
	file, err := os.OpenFile(filepath.Join(dir, "LOCK"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock of %q: %w", dir, err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, index.ErrLocked
		}
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
