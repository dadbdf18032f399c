package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/index/store/shorthand"
)

// A table is kept as its CRC-32C in 4 bytes, big-endian, and shorthand's own form. There are two copies of each, in blocks of their own,
// as no record can be read without it.

func encodeTable(t *shorthand.Table) []byte {
	return append(binary.BigEndian.AppendUint32(nil, t.Sum()), t.Bytes()...)
}

func decodeTable(b []byte) (*shorthand.Table, error) {
	if len(b) < 4 || crc32.Checksum(b[4:], castagnoli) != binary.BigEndian.Uint32(b) {
		return nil, errChecksum
	}
	t, err := shorthand.Parse(b[4:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	return t, nil
}

// loadTables reads the tables. One that is damaged in both copies is index.ErrDamaged.
func (s *Store) loadTables(db *pebble.DB, n int) error {
	var ts tables
	for number := 1; number <= n; number++ {
		t, first := loadTable(db, number, 0)
		if first != nil {
			var second error
			if t, second = loadTable(db, number, 1); second != nil {
				return fmt.Errorf("read table %d: %w", number, errors.Join(first, second))
			}
			s.journal.Errorf("a copy of table %d is damaged, the other is whole: %v", number, first)
		}
		ts = append(ts, t)
	}
	s.tables.Store(&ts)
	return nil
}

func loadTable(db *pebble.DB, number, duplicate int) (*shorthand.Table, error) {
	value, closer, err := db.Get(tableKey(number, duplicate))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	t, err := decodeTable(value)
	return t, errors.Join(err, closer.Close())
}
