package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
)

// A record:
//
//	version  1 byte
//	CRC-32C  4 bytes, big-endian; of the 8 bytes of the sequence number and of all that follows
//	length   uvarint     metadata  JSON of the article without title and body
//	length   uvarint     title     bytes
//	length   uvarint     body      bytes
//
// Title and body stand apart so that Texts can hand them out without decoding anything.
const (
	recordVersion = 1
	recordHeader  = 1 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	errChecksum = fmt.Errorf("the checksum does not match: %w", index.ErrDamaged)
	errShape    = fmt.Errorf("the lengths do not add up: %w", index.ErrDamaged)
)

// plain is the article without its methods, should it get any: metadata decides what is written.
type plain news.Article

// metadata is the article as JSON, with title and body (shadowed by fields that stay nil) left out and Extra taken in. A field
// added to news.Article is kept without a change here.
type metadata struct {
	plain
	NoTitle *struct{}                  `json:"title,omitempty"`
	NoBody  *struct{}                  `json:"body,omitempty"`
	Extra   map[string]json.RawMessage `json:"extra,omitempty"`
}

func encodeMetadata(a *news.Article) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(metadata{plain: plain(*a), Extra: a.Extra}); err != nil {
		return nil, fmt.Errorf("encode article %q: %w", a.ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func encodeRecord(seq uint64, a *news.Article) ([]byte, error) {
	meta, err := encodeMetadata(a)
	if err != nil {
		return nil, err
	}
	b := make([]byte, recordHeader, recordHeader+3*binary.MaxVarintLen32+len(meta)+len(a.Title)+len(a.Body))
	b = append(binary.AppendUvarint(b, uint64(len(meta))), meta...)
	b = append(binary.AppendUvarint(b, uint64(len(a.Title))), a.Title...)
	b = append(binary.AppendUvarint(b, uint64(len(a.Body))), a.Body...)
	b[0] = recordVersion
	binary.BigEndian.PutUint32(b[1:], checksum(seq, b[recordHeader:]))
	return b, nil
}

func checksum(seq uint64, rest []byte) uint32 {
	var number [8]byte
	binary.BigEndian.PutUint64(number[:], seq)
	return crc32.Update(crc32.Checksum(number[:], castagnoli), castagnoli, rest)
}

// splitRecord checks a record and cuts it into its parts, which are slices of it.
func splitRecord(seq uint64, record []byte) (meta, title, body []byte, err error) {
	if len(record) < recordHeader {
		return nil, nil, nil, errShape
	}
	if record[0] != recordVersion {
		return nil, nil, nil, fmt.Errorf("record version %d is unknown: %w", record[0], index.ErrDamaged)
	}
	rest := record[recordHeader:]
	if binary.BigEndian.Uint32(record[1:]) != checksum(seq, rest) {
		return nil, nil, nil, errChecksum
	}
	var parts [3][]byte
	for i := range parts {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			return nil, nil, nil, errShape
		}
		parts[i], rest = rest[size:size+int(n)], rest[size+int(n):]
	}
	if len(rest) != 0 {
		return nil, nil, nil, errShape
	}
	return parts[0], parts[1], parts[2], nil
}

func decodeRecord(seq uint64, record []byte) (news.Article, error) {
	meta, title, body, err := splitRecord(seq, record)
	if err != nil {
		return news.Article{}, err
	}
	var m metadata
	if err := json.Unmarshal(meta, &m); err != nil {
		return news.Article{}, fmt.Errorf("decode metadata: %w: %w", index.ErrDamaged, err)
	}
	a := news.Article(m.plain)
	a.Title, a.Body, a.Extra = string(title), string(body), m.Extra
	return a, nil
}

// sameContent reports whether two articles would be the same record but for the time they were fetched.
func sameContent(a, b *news.Article) bool {
	if a.Title != b.Title || a.Body != b.Body {
		return false
	}
	x, y := *a, *b
	x.Fetched, y.Fetched = time.Time{}, time.Time{}
	left, err := encodeMetadata(&x)
	if err != nil {
		return false
	}
	right, err := encodeMetadata(&y)
	return err == nil && bytes.Equal(left, right)
}
