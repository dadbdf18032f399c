package durable

import (
	"errors"
	"os"
	"syscall"
)

// ErrHeld: another process holds the file.
var ErrHeld = errors.New("held by another process")

// Hold makes the file path when it is not there and holds it for this process, at once, until it is closed or the process ends. ErrHeld.
func Hold(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = ErrHeld
		}
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
