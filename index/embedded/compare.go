package embedded

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"xunbao/index"
)

// compare checks that the live documents of a generation are the live records of its store, but for damaged ones: no checksum covers which
// documents Bleve holds for deleted. The error wraps index.ErrDamaged when the index must be rebuilt. An index that is not level with
// the store is passed over.
func (c *Collection) compare(ctx context.Context, g *generation) error {
	return unbroken(fmt.Sprintf("compare index %s with the store", g.name), func() error { return c.compareLists(ctx, g) })
}

func (c *Collection) compareLists(ctx context.Context, g *generation) error {
	indexed, stored, err := c.bothLists(ctx, g)
	if err != nil || indexed == nil {
		return err
	}
	i := 0
	for _, seq := range stored {
		if i < len(indexed) && indexed[i] == seq {
			i++
			continue
		}
		if _, err := g.store.Get(seq); err == nil {
			return fmt.Errorf("index %s: %w: record %d of the store is not in it", g.name, index.ErrDamaged, seq)
		}
	}
	if i < len(indexed) {
		return fmt.Errorf("index %s: %w: it has record %d, which the store does not", g.name, index.ErrDamaged, indexed[i])
	}
	return nil
}

// bothLists are the sequence numbers in the index and in the store at one moment, ascending; none when the two are not level.
func (c *Collection) bothLists(ctx context.Context, g *generation) (indexed, stored []uint64, err error) {
	c.writing.Lock()
	if now, err := c.inForce(); err == nil && now != g {
		c.writing.Unlock()
		return nil, nil, nil // it was replaced meanwhile
	}
	s, err := g.hold()
	if err != nil {
		c.writing.Unlock()
		return nil, nil, err
	}
	defer s.Close()
	sn := g.store.Snapshot()
	c.writing.Unlock()
	defer sn.Close()
	if s.Seq != sn.Last() {
		return nil, nil, nil
	}
	indexed = make([]uint64, 0, s.Count())
	for _, part := range s.Segments {
		docs := part.Live.Iterator()
		for docs.HasNext() {
			indexed = append(indexed, part.Columns.Seq[docs.Next()])
		}
	}
	slices.Sort(indexed)
	if stored, err = sn.Seqs(ctx); errors.Is(err, index.ErrDamaged) {
		c.log.Error("the article store is damaged; xunbao doctor tells more", "error", err)
		return nil, nil, nil
	}
	return indexed, stored, err
}

// lostError says that the store ends before the index does: files with acknowledged articles are gone.
type lostError struct{ stored, indexed uint64 }

func (e *lostError) Error() string {
	return fmt.Sprintf("%v: the article store ends at change %d, but change %d was acknowledged and is in the index: a file of the store is missing or cut off. "+
		"Restore a copy of the data folder, or go on without the changes after %d with: xunbao doctor --repair", index.ErrDamaged, e.stored, e.indexed, e.stored)
}

func (e *lostError) Unwrap() error { return index.ErrDamaged }

// lost reports whether an error is of that kind.
func lost(err error) bool {
	var e *lostError
	return errors.As(err, &e)
}
