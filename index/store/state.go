package store

import (
	"encoding/binary"
	"fmt"

	"xunbao/index"
)

// Formats of keys and values together; a folder with another one is not read. A store is in the first one until it has a table that
// shortens records: the two differ in nothing else, and a program that knows the first only refuses the second.
const (
	plainFormat     = 1
	shortenedFormat = 2
)

// state is the counters, written with every batch.
type state struct {
	last    uint64 // newest sequence number given out
	count   uint64 // live articles
	trimmed uint64 // the change log begins after this sequence number
	tables  uint8  // that shorten records
}

// The value: version, then three 8-byte numbers, then, in the second format, one byte.
const stateBytes = 1 + 3*8

func (s state) encode() []byte {
	b := append(make([]byte, 0, stateBytes+1), plainFormat)
	b = binary.BigEndian.AppendUint64(b, s.last)
	b = binary.BigEndian.AppendUint64(b, s.count)
	b = binary.BigEndian.AppendUint64(b, s.trimmed)
	if s.tables > 0 {
		b[0] = shortenedFormat
		b = append(b, s.tables)
	}
	return b
}

func decodeState(b []byte) (state, error) {
	want := stateBytes
	switch {
	case len(b) > 0 && b[0] == shortenedFormat:
		want++
	case len(b) > 0 && b[0] != plainFormat:
		return state{}, fmt.Errorf("%w: the store has format %d, this program reads formats %d and %d", index.ErrNewer, b[0], plainFormat, shortenedFormat)
	}
	if len(b) != want {
		return state{}, fmt.Errorf("the counters are %d bytes long, not %d: %w", len(b), want, index.ErrDamaged)
	}
	s := state{
		last:    binary.BigEndian.Uint64(b[1:]),
		count:   binary.BigEndian.Uint64(b[9:]),
		trimmed: binary.BigEndian.Uint64(b[17:]),
	}
	if want > stateBytes {
		s.tables = b[stateBytes]
	}
	if s.count > s.last || s.trimmed > s.last {
		return state{}, fmt.Errorf("the counters contradict each other (last %d, live %d, trimmed %d): %w",
			s.last, s.count, s.trimmed, index.ErrDamaged)
	}
	return s, nil
}
