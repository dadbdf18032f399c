package fetch

import (
	"fmt"
	"io"
)

// limited is a body that fails when it is larger than it may be.
type limited struct {
	io.ReadCloser
	left, limit int64
}

// TooLargeError is the end of an answer that is larger than it may be.
type TooLargeError struct{ Limit int64 }

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("what it answers is larger than %d MiB", e.Limit>>20)
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		var more [1]byte
		n, err := l.ReadCloser.Read(more[:])
		if n > 0 {
			err = &TooLargeError{l.limit}
		}
		return 0, err
	}
	n, err := l.ReadCloser.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}
