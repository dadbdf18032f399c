package store

import (
	"fmt"
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
		return index.Refusal(err)
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
		return fmt.Errorf("open article store %q again: %w", s.dir, index.Refusal(err))
	}
	s.view.Store(nil)
	s.journal.Errorf("the database is open again after %v", blown.err())
	return nil
}
