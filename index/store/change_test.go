package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// changesAfter counts the events and gives the error that ended them.
func changesAfter(ctx context.Context, s *Store, after uint64) (n int, last error) {
	for _, err := range s.Changes(ctx, after) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func TestChangesEnds(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	for i := range 10 {
		put(t, s, article(fmt.Sprint(i), "题", "文"))
	}
	for _, after := range []uint64{3, 4, 2} { // never back
		if err := s.TrimChanges(after); err != nil {
			t.Fatal(err)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name  string
		ctx   context.Context
		after uint64
		n     int
		want  error
	}{
		{"all there is", t.Context(), 4, 6, nil},
		{"the newest", t.Context(), 9, 1, nil},
		{"none", t.Context(), 10, 0, nil},
		{"the future", t.Context(), 99, 0, nil},
		{"forgotten", t.Context(), 3, 0, ErrTrimmed},
		{"cancelled", cancelled, 4, 0, context.Canceled},
	}
	check := func(s *Store) {
		for _, test := range tests {
			if n, err := changesAfter(test.ctx, s, test.after); n != test.n || !errors.Is(err, test.want) {
				t.Errorf("%s: %d events, %v", test.name, n, err)
			}
		}
	}
	check(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	check(s)
	if err := s.TrimChanges(1000); err != nil {
		t.Fatal(err)
	}
	if n, err := changesAfter(t.Context(), s, 10); n != 0 || err != nil {
		t.Errorf("after trimming all: %d events, %v", n, err)
	}
	if c := put(t, s, article("new", "题", "文")); c[0].Seq != 11 {
		t.Errorf("sequence number %d is not new", c[0].Seq)
	}
}

func TestChangesGap(t *testing.T) {
	for _, seq := range []uint64{1, 2, 3} {
		s := openTest(t, t.TempDir())
		put(t, s, article("a", "题", "文"), article("b", "题", "文"), article("c", "题", "文"))
		if err := s.db.Delete(changeKey(seq), pebble.Sync); err != nil {
			t.Fatal(err)
		}
		if n, err := changesAfter(t.Context(), s, 0); n != int(seq)-1 || !errors.Is(err, index.ErrDamaged) {
			t.Errorf("without entry %d: %d events, %v", seq, n, err)
		}
	}
}

func TestPutCancelled(t *testing.T) {
	s := openTest(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []news.Article{article("a", "题", "文")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if s.Count() != 0 || s.Last() != 0 {
		t.Errorf("count %d, last %d", s.Count(), s.Last())
	}
}
