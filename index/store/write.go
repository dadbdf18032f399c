package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// ErrReadOnly: the store was opened with Options.ReadOnly.
var ErrReadOnly = errors.New("the article store is open for reading only")

// reserveBytes must be free on the disk for a write to begin.
const reserveBytes = 64 << 20

// Put stores articles that are valid, in order, as one atomic batch that is synced when Put returns, and answers with one Change for
// each article. An article whose fields but Fetched all equal the stored one is Unchanged and not written. One that takes the place of another
// carries its history on; one that is new keeps the history it comes with. When an ID comes twice,
// each one is an event and the last one stays. On an error nothing was stored, but for index.ErrDiskFull and index.ErrUnwritable that came while
// the batch was written: then it is there wholly or not at all after Revive, and the store takes no more writes before that.
func (s *Store) Put(ctx context.Context, articles []news.Article) ([]Change, error) {
	changes, err := s.change(ctx, func(t *txn) error {
		for i := range articles {
			if err := errors.Join(ctx.Err(), t.put(&articles[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store %d articles: %w", len(articles), err)
	}
	return changes, nil
}

// Recut writes articles anew that say what the stored ones say, with other lines left out; their versions are not counted. Those that are not there, or
// were changed since, are passed over: there is no Change for them.
func (s *Store) Recut(ctx context.Context, articles []news.Article) ([]Change, error) {
	changes, err := s.change(ctx, func(t *txn) error {
		for i := range articles {
			if err := errors.Join(ctx.Err(), t.recut(&articles[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cut %d articles: %w", len(articles), err)
	}
	return changes, nil
}

// Delete removes articles as one atomic batch that is synced when Delete returns. It answers with one Change for each article that
// was there.
func (s *Store) Delete(ctx context.Context, ids []news.ID) ([]Change, error) {
	changes, err := s.change(ctx, func(t *txn) error {
		for _, id := range ids {
			if err := errors.Join(ctx.Err(), t.delete(id)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("delete %d articles: %w", len(ids), err)
	}
	return changes, nil
}

// change runs one transaction.
func (s *Store) change(ctx context.Context, fill func(*txn) error) ([]Change, error) {
	if err := s.enterWrite(); err != nil {
		return nil, err
	}
	defer s.leaveWrite()
	t := newTxn(s)
	defer s.recycle(t.batch)
	if err := fill(t); err != nil {
		return nil, err
	}
	if t.state == *s.state.Load() {
		return t.changes, nil
	}
	if err := t.finish(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.checkRoom(t.batch.Len()); err != nil {
		return nil, err
	}
	if t.learned != nil {
		s.tables.Store(&t.learned) // before the batch, as readers may see its records at once
	}
	return t.changes, s.commit(t.batch, t.state)
}

// enterWrite waits for the turn to write; leaveWrite ends it.
func (s *Store) enterWrite() error {
	if err := s.gate.enter(); err != nil {
		return err
	}
	if s.readOnly {
		s.gate.leave()
		return ErrReadOnly
	}
	s.write.Lock()
	if err := s.fuse.err(); err != nil {
		s.leaveWrite()
		return index.Refusal(err)
	}
	return nil
}

func (s *Store) leaveWrite() {
	s.write.Unlock()
	s.gate.leave()
}

// CheckRoom is index.ErrDiskFull when a batch of that many bytes has no room.
func (s *Store) CheckRoom(batchBytes int) error { return s.checkRoom(batchBytes) }

// checkRoom asks for the batch in the log, in a table and once more while tables are merged.
func (s *Store) checkRoom(batchBytes int) error {
	usage, err := s.disk.GetDiskUsage(s.dir)
	if err != nil {
		return fmt.Errorf("ask for free disk space: %w", err)
	}
	if need := reserveBytes + 3*uint64(batchBytes); usage.AvailBytes < need {
		return fmt.Errorf("%w: %d MB free, %d MB needed", index.ErrDiskFull, usage.AvailBytes>>20, need>>20)
	}
	return nil
}

// commit applies and syncs a batch and publishes the state that is in it. Every batch is synced before the next begins: checkLog
// relies on it.
func (s *Store) commit(b *pebble.Batch, st state) error {
	before := s.db.NewSnapshot()
	if err := s.fuse.within(func() error { return b.Commit(pebble.Sync) }); err != nil {
		s.view.Store(before) // Pebble shows a batch before it is synced
		return err
	}
	if err := s.letGo(before); err != nil {
		return err
	}
	s.state.Store(&st)
	return nil
}

// recycle closes a batch, unless the database may still be busy with it.
func (s *Store) recycle(b *pebble.Batch) {
	if s.fuse.err() == nil {
		_ = b.Close() // it never fails on a batch that was not damaged
	}
}
