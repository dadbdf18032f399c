package store

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// Get reads one article. The error wraps index.ErrNotFound when no live record has that number, and is a *DamagedError when the
// record cannot be trusted.
func (s *Store) Get(seq uint64) (news.Article, error) {
	if err := s.gate.enter(); err != nil {
		return news.Article{}, err
	}
	defer s.gate.leave()
	return s.get(s.reader(), seq)
}

// Lookup is the sequence number of the article's record. The error wraps index.ErrNotFound when there is none.
func (s *Store) Lookup(id news.ID) (uint64, error) {
	if err := s.gate.enter(); err != nil {
		return 0, err
	}
	defer s.gate.leave()
	return lookup(s.reader(), id)
}

func (s *Store) get(r pebble.Reader, seq uint64) (news.Article, error) {
	a, err := s.read(r, seq)
	if err != nil {
		return news.Article{}, readError(r, seq, err)
	}
	return a, nil
}

// read is the article or the bare reason why not.
func (s *Store) read(r pebble.Reader, seq uint64) (news.Article, error) {
	value, closer, err := r.Get(articleKey(seq))
	if errors.Is(err, pebble.ErrNotFound) {
		return news.Article{}, index.ErrNotFound
	}
	if err != nil {
		return news.Article{}, wrapRead(err)
	}
	a, err := s.shortened().article(seq, value)
	return a, errors.Join(err, closer.Close())
}

// readError tells a damaged record from a missing one and from trouble of another kind, such as a file that cannot be opened.
func readError(r pebble.Reader, seq uint64, err error) error {
	if errors.Is(err, index.ErrDamaged) {
		return damaged(r, seq, err)
	}
	return fmt.Errorf("read record %d: %w", seq, err)
}

func lookup(r pebble.Reader, id news.ID) (uint64, error) {
	value, closer, err := r.Get(idKey(id))
	if errors.Is(err, pebble.ErrNotFound) {
		return 0, fmt.Errorf("look up article %q: %w", id, index.ErrNotFound)
	}
	if err != nil {
		return 0, fmt.Errorf("look up article %q: %w", id, wrapRead(err))
	}
	seq, ok := seqValue(value)
	if !ok {
		err = fmt.Errorf("look up article %q: entry has no sequence number: %w", id, index.ErrDamaged)
	}
	return seq, errors.Join(err, closer.Close())
}
