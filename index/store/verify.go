package store

import (
	"context"
	"errors"
	"fmt"

	"xunbao/index"
)

// Verify reads every record, every ID and the change log. It returns the records that are damaged one by one; an error when the rest cannot be
// trusted either, or the context is done.
func (s *Store) Verify(ctx context.Context) (damaged []*DamagedError, err error) {
	sn := s.Snapshot()
	defer sn.Close()
	for _, err := range sn.All(ctx) {
		var bad *DamagedError
		if errors.As(err, &bad) {
			damaged = append(damaged, bad)
		} else if err != nil {
			return damaged, err
		}
	}
	seqs, err := sn.Seqs(ctx)
	if err != nil {
		return damaged, err
	}
	if len(seqs) != sn.Count() {
		return damaged, fmt.Errorf("%w: %d IDs of %d articles", index.ErrDamaged, len(seqs), sn.Count())
	}
	for _, err := range s.Changes(ctx, s.state.Load().trimmed) {
		if err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}
