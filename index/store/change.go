package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// Deleted is the action of a Change that removed an article.
const Deleted index.Action = "deleted"

// Change is one event. Seq ascends and is never used again. Removed is the sequence number of the record that this one replaced
// or deleted, 0 for none. Action is Added, Replaced or Deleted; in the answer of Put also Unchanged, which is no event: Seq is then
// that of the record there is.
type Change struct {
	Seq     uint64
	Removed uint64
	ID      news.ID
	Action  index.Action
}

// ErrTrimmed: the change log no longer reaches back that far. An index that lags by so much is rebuilt from a Snapshot.
var ErrTrimmed = errors.New("the change log has been trimmed beyond that point")

// A change: one letter, the removed sequence number in 8 bytes, the ID.
const changeHeader = 1 + 8

var actionLetters = map[index.Action]byte{index.Added: 'A', index.Replaced: 'R', Deleted: 'D'}

func encodeChange(c Change) []byte {
	b := append(make([]byte, 0, changeHeader+len(c.ID)), actionLetters[c.Action])
	return append(binary.BigEndian.AppendUint64(b, c.Removed), c.ID...)
}

func decodeChange(seq uint64, b []byte) (Change, error) {
	if len(b) >= changeHeader {
		for action, letter := range actionLetters {
			if letter == b[0] {
				return Change{seq, binary.BigEndian.Uint64(b[1:]), news.ID(b[changeHeader:]), action}, nil
			}
		}
	}
	return Change{}, fmt.Errorf("entry %d of the change log makes no sense: %w", seq, index.ErrDamaged)
}

// Changes is every event after that sequence number up to the newest one at the time of the call, ascending and without a gap. Later
// events may have removed the records of earlier ones. An error is the last element: ErrTrimmed when events after that number are
// forgotten, index.ErrDamaged when the log has a gap, the context's error. Close waits for the loop to end.
func (s *Store) Changes(ctx context.Context, after uint64) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		if err := s.visitChanges(ctx, after, yield); err != nil {
			yield(Change{}, fmt.Errorf("read changes after %d: %w", after, err))
		}
	}
}

// visitChanges returns nil when yield has had enough.
func (s *Store) visitChanges(ctx context.Context, after uint64, yield func(Change, error) bool) (err error) {
	if err := s.gate.enter(); err != nil {
		return err
	}
	defer s.gate.leave()
	it, st, err := s.changeIter(after)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	next := after + 1
	for ok := it.First(); ok; ok = it.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		seq, _ := keySeq(it.Key())
		if seq != next {
			break
		}
		c, err := decodeChange(seq, it.Value())
		if err != nil {
			return err
		}
		if !yield(c, nil) {
			return nil
		}
		next++
	}
	if err := it.Error(); err != nil {
		return wrapRead(err)
	}
	if next <= st.last {
		return fmt.Errorf("entry %d of the change log is missing: %w", next, index.ErrDamaged)
	}
	return nil
}

// changeIter opens the log and the state that belongs to it.
func (s *Store) changeIter(after uint64) (*pebble.Iterator, state, error) {
	s.write.Lock()
	defer s.write.Unlock()
	st := *s.state.Load()
	if after < st.trimmed {
		return nil, st, fmt.Errorf("%w: it begins after %d", ErrTrimmed, st.trimmed)
	}
	_, upper := bounds(changePrefix)
	it, err := s.reader().NewIter(&pebble.IterOptions{LowerBound: changeKey(min(after, st.last) + 1), UpperBound: upper})
	return it, st, wrapRead(err)
}

// TrimChanges forgets the events up to and including upTo, which no index needs any more.
func (s *Store) TrimChanges(upTo uint64) error {
	if err := s.enterWrite(); err != nil {
		return fmt.Errorf("trim changes: %w", err)
	}
	defer s.leaveWrite()
	st := *s.state.Load()
	if upTo = min(upTo, st.last); upTo <= st.trimmed {
		return nil
	}
	b := s.db.NewBatch()
	defer s.recycle(b)
	err := b.DeleteRange(changeKey(st.trimmed), changeKey(upTo+1), nil)
	st.trimmed = upTo
	err = errors.Join(err, b.Set(stateKey, st.encode(), nil))
	if err == nil {
		err = s.commit(b, st)
	}
	if err != nil {
		return fmt.Errorf("trim changes up to %d: %w", upTo, err)
	}
	return nil
}
