package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"xunbao/index"
)

// Pebble takes a bad chunk in its newest write-ahead log for the batch that was being written when the process died, and drops it
// with all that follows, in silence. (It notes in later chunks how far the log was synced, to tell the two apart, but version 2.1.7
// counts only part of what it writes, so that notes of batches beyond 32 KB come out too low.) Here the law of this package decides:
// a batch begins only when the one before is synced, so the whole beginning of a batch behind a bad chunk proves damage.
//
// The log is blocks of 32 KB, each filled with chunks and, when no header fits any more, zeros:
//
//	checksum  4 bytes, of the encoding and all that follows in the chunk; CRC-32C, rotated and shifted
//	length    2 bytes, of the payload
//	encoding  1 byte: 5 to 8 whole, first, middle, last part of a batch; 9 to 12 the same with the synced length
//	log       4 bytes: the low half of the log's number; others are remains of a log that was written over
//	synced    8 bytes, encodings 9 to 12 only
//	payload
//
// All numbers are little-endian.
const (
	walBlock      = 32 << 10
	walHeader     = 4 + 2 + 1 + 4
	walSyncHeader = walHeader + 8
)

// checkLog returns index.ErrDamaged when the newest log is damaged before its last batch.
func (s *Store) checkLog() error {
	names, err := s.disk.List(s.dir)
	if err != nil {
		return err
	}
	newest, number := "", uint64(0)
	for _, name := range names {
		text, ok := strings.CutSuffix(name, ".log")
		n, err := strconv.ParseUint(text, 10, 64)
		if ok && err == nil && n >= number {
			newest, number = name, n
		}
	}
	if newest == "" {
		return nil
	}
	f, err := s.disk.Open(filepath.Join(s.dir, newest))
	if err != nil {
		return err
	}
	defer f.Close()
	return scanLog(f, uint32(number))
}

func scanLog(r io.Reader, log uint32) error {
	block := make([]byte, walBlock)
	badAt := int64(-1)
	for offset := int64(0); ; offset += walBlock {
		n, err := io.ReadFull(r, block)
		if err == io.EOF {
			return nil
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("read the write-ahead log: %w", err)
		}
		for rest := block[:n]; len(rest) >= walHeader; {
			c := parseChunk(rest, log)
			if !c.valid && badAt < 0 && !c.padding {
				badAt = offset + int64(n-len(rest))
			}
			if c.valid && c.begins && badAt >= 0 {
				return fmt.Errorf("write-ahead log %06d: bad chunk at byte %d, synced batches behind it: %w", log, badAt, index.ErrDamaged)
			}
			rest = rest[c.size:]
		}
	}
}

// chunk is what scanLog needs to know. size is the rest of the block when the next chunk cannot be found.
type chunk struct {
	valid, begins, padding bool
	size                   int
}

func parseChunk(b []byte, log uint32) chunk {
	encoding, size := b[6], walHeader
	switch {
	case encoding >= 9 && encoding <= 12:
		size = walSyncHeader
	case encoding < 5 || encoding > 12:
		return chunk{size: len(b), padding: encoding == 0 && len(b) < walSyncHeader}
	}
	size += int(binary.LittleEndian.Uint16(b[4:]))
	if size > len(b) {
		return chunk{size: len(b)}
	}
	sum := crc32.Checksum(b[6:size], castagnoli)
	return chunk{
		valid:  binary.LittleEndian.Uint32(b[7:]) == log && binary.LittleEndian.Uint32(b) == (sum>>15|sum<<17)+0xa282ead8,
		begins: (encoding-5)%4 < 2,
		size:   size,
	}
}
