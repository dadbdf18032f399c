package store

import (
	"errors"
	"fmt"

	"xunbao/index"
)

// Checkpoint makes a store of its own in the folder to, which must not be there, on the same disk: this one as it stands between two batches.
// Files that never change are hard links, so it takes little room until they are merged away here. Writes wait for as long as that takes. It is synced when Checkpoint returns;
// on an error the folder is to be removed.
func (s *Store) Checkpoint(to string) error {
	if err := s.freeze(to); err != nil {
		return fmt.Errorf("copy the article store to %q: %w", to, err)
	}
	if err := s.settle(to); err != nil {
		return fmt.Errorf("settle the copy of the article store in %q: %w", to, err)
	}
	return nil
}

// freeze writes most of the log into tables first, while writes go on: what is left of it is copied while they wait. Every batch is synced, so Pebble
// need not be told to sync its log (WithFlushedWAL).
func (s *Store) freeze(to string) error {
	if err := s.enterWrite(); err != nil {
		return err
	}
	err := s.checkRoom(memTableBytes)
	s.write.Unlock()
	defer s.gate.leave()
	if err != nil {
		return err
	}
	if err := s.fuse.within(s.db.Flush); err != nil {
		return err
	}
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.fuse.err(); err != nil {
		return index.Refusal(err)
	}
	return s.fuse.within(func() error { return s.db.Checkpoint(to) })
}

// settle writes the log of a copy into a table. The file of a log is one that was written over, and as long as the longest that ever was.
func (s *Store) settle(to string) error {
	f := newFuse(s.disk)
	p := s.options(f, false)
	p.DisableAutomaticCompactions = true // they would write anew what is linked
	return f.within(func() error {
		db, err := openPebble(to, p)
		if err != nil {
			return openError(err)
		}
		return errors.Join(db.Flush(), db.Close())
	})
}
