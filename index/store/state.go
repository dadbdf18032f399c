package store

import (
	"encoding/binary"
	"fmt"

	"xunbao/index"
)

// formatVersion is of keys and values together; a folder with another one is not read.
const formatVersion = 1

// state is the counters, written with every batch.
type state struct {
	last    uint64 // newest sequence number given out
	count   uint64 // live articles
	trimmed uint64 // the change log begins after this sequence number
}

// The value: version, then three 8-byte numbers.
const stateBytes = 1 + 3*8

func (s state) encode() []byte {
	b := append(make([]byte, 0, stateBytes), formatVersion)
	b = binary.BigEndian.AppendUint64(b, s.last)
	b = binary.BigEndian.AppendUint64(b, s.count)
	return binary.BigEndian.AppendUint64(b, s.trimmed)
}

func decodeState(b []byte) (state, error) {
	if len(b) > 0 && b[0] != formatVersion {
		return state{}, fmt.Errorf("the store has format %d, this program reads format %d", b[0], formatVersion)
	}
	if len(b) != stateBytes {
		return state{}, fmt.Errorf("the counters are %d bytes long, not %d: %w", len(b), stateBytes, index.ErrDamaged)
	}
	s := state{
		last:    binary.BigEndian.Uint64(b[1:]),
		count:   binary.BigEndian.Uint64(b[9:]),
		trimmed: binary.BigEndian.Uint64(b[17:]),
	}
	if s.count > s.last || s.trimmed > s.last {
		return state{}, fmt.Errorf("the counters contradict each other (last %d, live %d, trimmed %d): %w",
			s.last, s.count, s.trimmed, index.ErrDamaged)
	}
	return s, nil
}
