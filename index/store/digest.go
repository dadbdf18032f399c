package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
)

// Digest names the articles of the snapshot, whatever files they lie in and whenever they came: SHA-256, in hex, over the digests of all articles in
// ascending order. That of one article is SHA-256 over metadata, title and body, each behind its length in bytes (8 bytes, big-endian). The
// metadata are the article as JSON without title and body, as it was stored. It reads everything and keeps 32 bytes an article. The error is
// a *DamagedError for the first record that cannot be trusted. report is told now and then how many articles were read; it may be nil.
func (sn *Snapshot) Digest(ctx context.Context, report func(done int)) (digest string, err error) {
	if err := sn.enter(); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, sn.leave()) }()
	if report == nil {
		report = func(int) {}
	}
	sums, err := sn.sums(ctx, report)
	if err != nil {
		return "", fmt.Errorf("digest all articles: %w", err)
	}
	if len(sums) != sn.Count() {
		return "", fmt.Errorf("digest all articles: %d records where %d were counted: %w", len(sums), sn.Count(), index.ErrDamaged)
	}
	slices.SortFunc(sums, func(a, b articleSum) int { return bytes.Compare(a[:], b[:]) })
	all := sha256.New()
	for i := range sums {
		all.Write(sums[i][:])
	}
	return hex.EncodeToString(all.Sum(nil)), nil
}

type articleSum [sha256.Size]byte

// digestPace is how many articles are read between two reports.
const digestPace = 5000

func (sn *Snapshot) sums(ctx context.Context, report func(int)) (sums []articleSum, err error) {
	lower, upper := bounds(articlePrefix)
	it, err := sn.view.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return nil, wrapRead(err)
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	one := sha256.New()
	var room []byte
	sums = make([]articleSum, 0, sn.Count())
	for ok := it.First(); ok; ok = it.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		value, err := it.ValueAndErr()
		if err != nil {
			return nil, wrapRead(err)
		}
		seq, _ := keySeq(it.Key())
		if err := sn.store.shortened().addTo(one, seq, value, &room); err != nil {
			return nil, damaged(sn.view, seq, err)
		}
		sums = append(sums, articleSum(one.Sum(nil)))
		one.Reset()
		if len(sums)%digestPace == 0 {
			report(len(sums))
		}
	}
	return sums, wrapRead(it.Error())
}

// addTo writes the texts of a record, each behind its length.
func (ts tables) addTo(sum hash.Hash, seq uint64, record []byte, room *[]byte) error {
	s, err := ts.open(seq, record)
	if err != nil {
		return err
	}
	for part := range s.codes {
		text, err := s.text(part, room)
		if err != nil {
			return err
		}
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(text)))
		sum.Write(length[:])
		sum.Write(text)
	}
	return nil
}
