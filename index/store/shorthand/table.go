// Package shorthand shortens texts by a table of strings that are frequent in such texts: each has a code of one or two bytes. A table
// is learned from a sample. Chinese becomes two fifths of its size that way. Reading it back is looking up one entry of the table after
// another, faster than undoing a compression by repetition or entropy, and every text stands by itself, so that one can be read
// without its neighbours. (The idea is FSST's, of Boncz, Neumann and Leis; the codes are longer here, as Chinese has more letters
// than a byte has values.)
//
// It does not care what the texts are, and it keeps no checksums of them.
package shorthand

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// The codes: a byte below shortCodes is one by itself; any other begins one of two bytes. The last 256 stand for the 256 single bytes,
// so that every text has a code.
const (
	shortCodes = 128
	codes      = shortCodes + (256-shortCodes)*256
	firstByte  = codes - 256 // code of the byte 0
	maxStrings = firstByte
)

// maxBytes is the length of the longest string of a table: eight Chinese characters.
const maxBytes = 24

// Table is the strings and their codes. It takes about 2 MB of memory. Safe for concurrent use.
type Table struct {
	text    [codes][maxBytes]byte
	length  [codes]uint8
	strings int
	finder  *finder
	sum     uint32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// newTable gives the strings their codes; the most frequent come first.
func newTable(list []string) *Table {
	t := &Table{strings: len(list), finder: newFinder(list)}
	for code, s := range list {
		t.set(code, s)
	}
	for c := range 256 {
		t.set(firstByte+c, string([]byte{byte(c)}))
	}
	t.sum = crc32.Checksum(t.Bytes(), castagnoli)
	return t
}

func (t *Table) set(code int, s string) {
	copy(t.text[code][:], s)
	t.length[code] = uint8(len(s))
}

// Sum tells tables apart: it is the CRC-32C of Bytes.
func (t *Table) Sum() uint32 { return t.sum }

// Bytes is the table for keeping, up to 500 KB: how many strings there are in 2 bytes, big-endian, then each behind its length in one.
func (t *Table) Bytes() []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(t.strings))
	for code := range t.strings {
		b = append(append(b, t.length[code]), t.text[code][:t.length[code]]...)
	}
	return b
}

var errTable = errors.New("the table of strings makes no sense")

// Parse reads what Bytes gave.
func Parse(b []byte) (*Table, error) {
	if len(b) < 2 {
		return nil, errTable
	}
	list := make([]string, binary.BigEndian.Uint16(b))
	b = b[2:]
	for i := range list {
		if len(b) == 0 || b[0] == 0 || b[0] > maxBytes || int(b[0]) >= len(b) {
			return nil, errTable
		}
		list[i], b = string(b[1:1+b[0]]), b[1+b[0]:]
	}
	if len(b) != 0 || len(list) > maxStrings {
		return nil, errTable
	}
	return newTable(list), nil
}

// Append appends the code of a text.
func (t *Table) Append(dst, text []byte) []byte {
	for len(text) > 0 {
		code, n := t.finder.longest(text)
		if n == 0 {
			code, n = firstByte+int(text[0]), 1
		}
		text = text[n:]
		if code >= shortCodes {
			code -= shortCodes
			dst = append(dst, byte(shortCodes+code>>8))
		}
		dst = append(dst, byte(code))
	}
	return dst
}

var errCode = errors.New("the text of a code has another length")

// AppendText appends the text of a code, which has size bytes; another size is an error.
func (t *Table) AppendText(dst, code []byte, size int) ([]byte, error) {
	at := len(dst)
	end := at + size
	if cap(dst) < end+maxBytes {
		dst = append(make([]byte, 0, end+maxBytes), dst...)
	}
	out := dst[:end+maxBytes]
	for i := 0; i < len(code); i++ {
		c := int(code[i])
		if c >= shortCodes {
			if i++; i == len(code) {
				return dst, errCode
			}
			c = shortCodes + (c-shortCodes)<<8 + int(code[i])
		}
		if at > end {
			return dst, errCode
		}
		*(*[maxBytes]byte)(out[at:]) = t.text[c] // always the whole entry: faster than to look at its length first
		at += int(t.length[c])
	}
	if at != end {
		return dst, errCode
	}
	return out[:end], nil
}
