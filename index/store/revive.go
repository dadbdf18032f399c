package store

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"xunbao/index"
)

// Revive waits at most this long for readers to leave; meanwhile others wait.
const reviveWithin = 500 * time.Millisecond

// Failed is why the store takes no writes until Revive: index.ErrDiskFull or index.ErrUnwritable, with the cause. nil when it takes them.
func (s *Store) Failed() error {
	if err := s.gate.enter(); err != nil {
		return err
	}
	defer s.gate.leave()
	if err := s.fuse.err(); err != nil {
		return writeError(err)
	}
	return nil
}

// Revive opens the database anew in place of one that failed (which stays behind, unclosed), at a moment when nobody reads: index.ErrBusy when there is none soon. Readers
// that come meanwhile wait. Nothing acknowledged is lost; the batch that failed is there now, wholly or not at all. On another error the failed
// one stays, for reading, and Revive can be called again.
func (s *Store) Revive() error {
	if !s.gate.hold(reviveWithin) {
		return index.ErrBusy
	}
	defer s.gate.release()
	if s.fuse.err() == nil {
		return nil
	}
	blown := s.fuse
	if err := s.tryDatabase(s.readOnly); err != nil {
		return fmt.Errorf("open article store %q again: %w", s.dir, writeError(err))
	}
	s.view.Store(nil)
	s.journal.Errorf("the database is open again after %v", blown.err())
	return nil
}

// refusedWrite reports whether an error means that the disk takes no more, or nothing at all, and not that what is on it is damaged.
func refusedWrite(err error) bool {
	return noRoom(err) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EIO)
}

func noRoom(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// writeError says in the words of package index why something could not be written.
func writeError(err error) error {
	switch {
	case err == nil, errors.Is(err, index.ErrDiskFull), errors.Is(err, index.ErrUnwritable):
		return err
	case noRoom(err):
		return fmt.Errorf("%w: %w", index.ErrDiskFull, err)
	default:
		return fmt.Errorf("%w: %w", index.ErrUnwritable, err)
	}
}
