package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"xunbao/index"
	"xunbao/index/store/shorthand"
	"xunbao/internal/news"
)

var (
	errChecksum = fmt.Errorf("the checksum does not match: %w", index.ErrDamaged)
	errShape    = fmt.Errorf("the lengths do not add up: %w", index.ErrDamaged)
)

// sealed is a record that was checked. Of a plain one the codes are the texts themselves.
type sealed struct {
	table *shorthand.Table // nil for a plain record
	codes parts
	sizes [3]int
}

// open checks a record and finds its parts, which are slices of it.
func (ts tables) open(seq uint64, record []byte) (s sealed, err error) {
	if len(record) <= recordHeader {
		return s, errShape
	}
	rest, sum := record[recordHeader:], uint32(0)
	switch record[0] {
	case plainRecord:
	case shortenedRecord:
		number := int(rest[0])
		if number < 1 || number > len(ts) {
			return s, fmt.Errorf("there is no table %d: %w", number, index.ErrDamaged)
		}
		s.table = ts[number-1]
		sum = s.table.Sum()
	default:
		return s, fmt.Errorf("record version %d is unknown: %w", record[0], index.ErrDamaged)
	}
	if binary.BigEndian.Uint32(record[1:]) != checksum(seq, sum, rest) {
		return s, errChecksum
	}
	if s.table != nil {
		rest = rest[1:]
	}
	for i := range s.codes {
		if s.table != nil {
			if s.sizes[i], rest, err = number(rest, maxPart); err != nil {
				return s, err
			}
		}
		var length int
		if length, rest, err = number(rest, len(rest)); err != nil || length > len(rest) {
			return s, errShape
		}
		if s.codes[i], rest = rest[:length], rest[length:]; s.table == nil {
			s.sizes[i] = length
		}
	}
	if len(rest) != 0 {
		return s, errShape
	}
	return s, nil
}

// maxPart bounds what a record may claim to become, far above the limits of an article.
const maxPart = 1 << 30

// number reads an uvarint that is at most limit.
func number(b []byte, limit int) (n int, rest []byte, err error) {
	v, size := binary.Uvarint(b)
	if size <= 0 || v > uint64(limit) {
		return 0, nil, errShape
	}
	return int(v), b[size:], nil
}

// text gives one part: a slice of the record, or of room, which grows as needed.
func (s *sealed) text(part int, room *[]byte) ([]byte, error) {
	if s.table == nil {
		return s.codes[part], nil
	}
	text, err := s.table.AppendText((*room)[:0], s.codes[part], s.sizes[part])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	*room = text
	return text, nil
}

// article decodes a record.
func (ts tables) article(seq uint64, record []byte) (news.Article, error) {
	s, err := ts.open(seq, record)
	if err != nil {
		return news.Article{}, err
	}
	var texts, room parts
	for i := range texts {
		if texts[i], err = s.text(i, &room[i]); err != nil {
			return news.Article{}, err
		}
	}
	var m metadata
	if err := json.Unmarshal(texts[partMeta], &m); err != nil {
		return news.Article{}, fmt.Errorf("decode metadata: %w: %w", index.ErrDamaged, err)
	}
	a := news.Article(m.plain)
	a.Title, a.Body, a.Extra = string(texts[partTitle]), string(texts[partBody]), m.Extra
	return a, nil
}
