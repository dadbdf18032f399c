package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// Record is one live article with its sequence number.
type Record struct {
	Seq     uint64
	Article news.Article
}

// Snapshot is the store as it stood at one moment, between two batches. It is safe for concurrent use and holds disk space until it
// is closed.
type Snapshot struct {
	store  *Store
	view   *pebble.Snapshot // nil when the store was closed already
	shared bool             // the view is the store's own
	state  state

	mu     sync.Mutex
	closed bool
	users  int // iterations under way, and one until Close
}

// Snapshot takes a view. Of a closed store it is empty and its All yields index.ErrClosed.
func (s *Store) Snapshot() *Snapshot {
	if s.gate.enter() != nil {
		return &Snapshot{store: s, closed: true}
	}
	s.write.Lock()
	defer s.write.Unlock()
	sn := &Snapshot{store: s, view: s.view.Load(), state: *s.state.Load(), users: 1}
	if sn.shared = sn.view != nil; !sn.shared {
		sn.view = s.db.NewSnapshot()
	}
	return sn
}

// Last is the newest sequence number at that moment.
func (sn *Snapshot) Last() uint64 { return sn.state.last }

// Count is the number of live articles at that moment.
func (sn *Snapshot) Count() int { return int(sn.state.count) }

// Close lets go of the view, after the last iteration under way. Further calls do nothing.
func (sn *Snapshot) Close() error {
	sn.mu.Lock()
	first := !sn.closed
	sn.closed = true
	sn.mu.Unlock()
	if !first {
		return nil
	}
	return sn.leave()
}

func (sn *Snapshot) enter() error {
	sn.mu.Lock()
	defer sn.mu.Unlock()
	if sn.closed {
		return index.ErrClosed
	}
	sn.users++
	return nil
}

// leave closes the view when nobody is left.
func (sn *Snapshot) leave() error {
	sn.mu.Lock()
	defer sn.mu.Unlock()
	if sn.users--; sn.users > 0 {
		return nil
	}
	defer sn.store.gate.leave()
	if sn.shared {
		return nil
	}
	return sn.store.letGo(sn.view)
}

// All is every live article, ascending by sequence number. A *DamagedError takes the place of a record that cannot be trusted (Seq
// is set beside it) and the iteration goes on; any other error is the last element, index.ErrDamaged among them when there are
// fewer records than the store counted.
func (sn *Snapshot) All(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if err := sn.visit(ctx, yield); err != nil && !errors.Is(err, errEnough) {
			yield(Record{}, fmt.Errorf("read all articles: %w", err))
		}
	}
}

// errEnough: the loop over an iteration was left.
var errEnough = errors.New("enough")

func (sn *Snapshot) visit(ctx context.Context, yield func(Record, error) bool) (err error) {
	if err := sn.enter(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sn.leave()) }()
	w := walk{store: sn.store, view: sn.view, yield: yield}
	if err := w.scan(ctx); err != nil {
		if !pebble.IsCorruptionError(err) {
			return err
		}
		if err := w.pick(ctx); err != nil {
			return err
		}
	}
	if w.seen != sn.Count() {
		return fmt.Errorf("%d records where %d were counted: %w", w.seen, sn.Count(), index.ErrDamaged)
	}
	return nil
}

// Seqs is the sequence number of every live article, ascending, as the ID keys know them. The error wraps index.ErrDamaged when they cannot be
// read.
func (sn *Snapshot) Seqs(ctx context.Context) (seqs []uint64, err error) {
	if err := sn.enter(); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sn.leave()) }()
	list, err := listEntries(sn.view, 0)
	if err != nil {
		return nil, err
	}
	seqs = make([]uint64, len(list))
	for i, e := range list {
		seqs[i] = e.seq
	}
	return seqs, ctx.Err()
}
