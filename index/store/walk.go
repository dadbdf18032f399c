package store

import (
	"context"
	"errors"

	"github.com/cockroachdb/pebble/v2"
)

// walk hands out the records of a snapshot.
type walk struct {
	store *Store
	view  *pebble.Snapshot
	yield func(Record, error) bool
	next  uint64 // smallest sequence number not yet handed out
	seen  int
}

// scan goes from record to record. A damaged block ends it with Pebble's error.
func (w *walk) scan(ctx context.Context) (err error) {
	lower, upper := bounds(articlePrefix)
	it, err := w.view.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	for ok := it.First(); ok; ok = it.Next() {
		value, err := it.ValueAndErr()
		if err != nil {
			return err
		}
		seq, _ := keySeq(it.Key())
		a, err := w.store.shortened().article(seq, value)
		if err != nil {
			err = damaged(w.view, seq, err)
		}
		if err := w.hand(ctx, Record{seq, a}, err); err != nil {
			return err
		}
	}
	return it.Error()
}

// pick goes on behind a damaged block: the ID keys tell which records there must be, and each is read by itself.
func (w *walk) pick(ctx context.Context) error {
	list, err := listEntries(w.view, w.next)
	if err != nil {
		return err
	}
	for _, e := range list {
		a, err := w.store.read(w.view, e.seq)
		if err != nil {
			err = &DamagedError{Seq: e.seq, ID: e.id, Err: err}
		}
		if err := w.hand(ctx, Record{e.seq, a}, err); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) hand(ctx context.Context, r Record, damage error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w.next = r.Seq + 1
	w.seen++
	if !w.yield(r, damage) {
		return errEnough
	}
	return nil
}
