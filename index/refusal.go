package index

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// OfDisk reports whether an error means that the disk takes no more, or nothing at all, and not that what is on it is damaged.
func OfDisk(err error) bool {
	return noRoom(err) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EIO)
}

// Refusal says in the words of this package, ErrDiskFull or ErrUnwritable, that the disk refused a write. Bleve passes errors on as text.
func Refusal(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrDiskFull), errors.Is(err, ErrUnwritable):
		return err
	case noRoom(err), strings.Contains(err.Error(), syscall.ENOSPC.Error()):
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	default:
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
}

func noRoom(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
