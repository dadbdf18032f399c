package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// DamagedError is one record that cannot be read. It wraps index.ErrDamaged. Putting the article again or deleting it mends the
// store.
type DamagedError struct {
	Seq uint64
	ID  news.ID // empty when it cannot be told
	Err error   // what is wrong
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("article %q (record %d) is damaged: %v", e.ID, e.Seq, e.Err)
}

// Unwrap gives index.ErrDamaged and the cause.
func (e *DamagedError) Unwrap() []error { return []error{index.ErrDamaged, e.Err} }

// damaged names the article of an unreadable record by going through all IDs, which is slow and rare.
func damaged(r pebble.Reader, seq uint64, cause error) *DamagedError {
	e := &DamagedError{Seq: seq, Err: cause}
	if all, err := listEntries(r, seq); err == nil && len(all) > 0 && all[0].seq == seq {
		e.ID = all[0].id
	}
	return e
}

// entry is one live article as the ID keys know it.
type entry struct {
	seq uint64
	id  news.ID
}

// listEntries is every live article from the sequence number from on, ascending.
func listEntries(r pebble.Reader, from uint64) (list []entry, err error) {
	lower, upper := bounds(idPrefix)
	it, err := r.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return nil, fmt.Errorf("list article IDs: %w", wrapRead(err))
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	for ok := it.First(); ok; ok = it.Next() {
		seq, ok := seqValue(it.Value())
		if !ok {
			return nil, fmt.Errorf("list article IDs: entry of %q has no sequence number: %w", it.Key()[1:], index.ErrDamaged)
		}
		if seq >= from {
			list = append(list, entry{seq, news.ID(it.Key()[1:])})
		}
	}
	if err := it.Error(); err != nil {
		return nil, fmt.Errorf("list article IDs: %w", wrapRead(err))
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.seq, b.seq) })
	return list, nil
}

// wrapRead marks what Pebble calls corruption as ours. Only the first line of its message is meant for readers.
func wrapRead(err error) error {
	if err != nil && pebble.IsCorruptionError(err) {
		text, _, _ := strings.Cut(err.Error(), "\n")
		return fmt.Errorf("%w: %s", index.ErrDamaged, text)
	}
	return err
}
