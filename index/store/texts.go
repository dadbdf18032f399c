package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
)

// contextEvery is after how many records the context is asked.
const contextEvery = 64

// Texts visits title and body of the records with these ascending sequence numbers; i indexes seqs. The slices are valid during
// the call only. Missing records are passed over. A damaged one is passed over too, the rest is visited all the same, and the
// first *DamagedError is returned at the end. An error of visit or of the context stops at once.
//
// Metadata is not decoded: this is how phrases are verified.
func (s *Store) Texts(ctx context.Context, seqs []uint64, visit func(i int, title, body []byte) error) (err error) {
	if len(seqs) == 0 {
		return ctx.Err()
	}
	if err := s.gate.enter(); err != nil {
		return err
	}
	defer s.gate.leave()
	db := s.reader()
	it, err := db.NewIter(&pebble.IterOptions{LowerBound: articleKey(seqs[0]), UpperBound: articleKey(seqs[len(seqs)-1] + 1)})
	if err != nil {
		return fmt.Errorf("read texts: %w", wrapRead(err))
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	var broken error
	r := textReader{db: db, it: it, tables: s.shortened}
	defer func() { err = errors.Join(err, r.release()) }()
	for i, seq := range seqs {
		if i%contextEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		title, body, err := r.read(seq)
		if errors.Is(err, index.ErrNotFound) {
			continue
		}
		if err == nil {
			if err := visit(i, title, body); err != nil {
				return err
			}
		} else if broken == nil {
			broken = readError(db, seq, err)
		}
	}
	return broken
}

// nearby is how far the next record may be for an iterator to be the faster way to it. Further on a read by itself wins, as the
// filters of the tables spare it blocks that an iterator loads to find out where it stands: 8 µs against 13 an article when every
// tenth is read, 6 each way when two of five are, 9 against 2 when all are.
const nearby = 2

// textReader reads records at ascending sequence numbers. What it returns is valid until the next read.
type textReader struct {
	db     pebble.Reader
	it     *pebble.Iterator
	tables func() tables
	key    []byte
	last   uint64
	closer io.Closer // of the last read by itself
	title  []byte    // room for the last texts
	body   []byte
}

func (r *textReader) read(seq uint64) (title, body []byte, err error) {
	if err := r.release(); err != nil {
		return nil, nil, err
	}
	r.key = appendSeqKey(r.key[:0], articlePrefix, seq)
	find := r.get
	if seq-r.last <= nearby {
		find = r.seek
	}
	r.last = seq
	record, err := find()
	if err != nil {
		return nil, nil, wrapRead(err)
	}
	opened, err := r.tables().open(seq, record)
	if err != nil {
		return nil, nil, err
	}
	if title, err = opened.text(partTitle, &r.title); err != nil {
		return nil, nil, err
	}
	body, err = opened.text(partBody, &r.body)
	return title, body, err
}

// seek moves the iterator. A failed seek does not stop the next one.
func (r *textReader) seek() ([]byte, error) {
	found := r.it.SeekGE(r.key)
	if err := r.it.Error(); err != nil {
		return nil, err
	}
	if !found || !bytes.Equal(r.it.Key(), r.key) {
		return nil, index.ErrNotFound
	}
	return r.it.ValueAndErr()
}

func (r *textReader) get() (value []byte, err error) {
	value, r.closer, err = r.db.Get(r.key)
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, index.ErrNotFound
	}
	return value, err
}

func (r *textReader) release() error {
	if r.closer == nil {
		return nil
	}
	err := r.closer.Close()
	r.closer = nil
	return err
}
