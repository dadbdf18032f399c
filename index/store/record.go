package store

import (
	"encoding/binary"
	"hash/crc32"

	"xunbao/index/store/shorthand"
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
// That is a plain record, version 1. In a shortened one, version 2, the number of its table (1 byte, from 1) stands behind the
// checksum, which begins with the 4 bytes of the table's own, and each part is
//
//	size     uvarint     of the text
//	length   uvarint     code      of the text by the table
//
// Title and body stand apart so that Texts can hand them out without decoding the rest.
const (
	plainRecord     = 1
	shortenedRecord = 2
	recordHeader    = 1 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// parts are metadata, title and body of a record.
type parts [3][]byte

const (
	partMeta = iota
	partTitle
	partBody
)

func partsOf(a *news.Article) (parts, error) {
	meta, err := encodeMetadata(a)
	return parts{meta, []byte(a.Title), []byte(a.Body)}, err
}

func (p parts) size() int { return len(p[0]) + len(p[1]) + len(p[2]) }

// tables are what the records of a store are shortened by; the first has the number 1.
type tables []*shorthand.Table

// record writes a record, shortened by the newest table.
func (ts tables) record(seq uint64, p parts) []byte {
	b := make([]byte, recordHeader, recordHeader+6*binary.MaxVarintLen32+p.size())
	if len(ts) == 0 {
		b[0] = plainRecord
		for _, text := range p {
			b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
		}
		binary.BigEndian.PutUint32(b[1:], checksum(seq, 0, b[recordHeader:]))
		return b
	}
	newest := ts[len(ts)-1]
	b[0] = shortenedRecord
	b = append(b, byte(len(ts)))
	code := make([]byte, 0, p.size()/2)
	for _, text := range p {
		code = newest.Append(code[:0], text)
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(binary.AppendUvarint(b, uint64(len(code))), code...)
	}
	binary.BigEndian.PutUint32(b[1:], checksum(seq, newest.Sum(), b[recordHeader:]))
	return b
}

// checksum covers the table's own sum where there is a table.
func checksum(seq uint64, table uint32, rest []byte) uint32 {
	var head [12]byte
	binary.BigEndian.PutUint64(head[:], seq)
	binary.BigEndian.PutUint32(head[8:], table)
	n := 8
	if table != 0 {
		n = len(head)
	}
	return crc32.Update(crc32.Checksum(head[:n], castagnoli), castagnoli, rest)
}
