package ingest

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// charsetOf finds the encoding of a stream from its beginning, as decodeText does that of a whole page.
func charsetOf(start []byte) (charset, bool) {
	whole := start
	if end := bytes.LastIndexByte(start, '\n'); end > len(start)/2 { // a character may be cut in two at the end
		whole = start[:end]
	}
	if utf16 := bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")); utf16 {
		whole = start[:len(start)&^1]
	}
	_, name, err := decodeText(whole)
	if err != nil {
		return charset{}, false
	}
	for _, c := range []charset{littleEndian, bigEndian, gb18030, big5} {
		if c.name == name {
			return c, true
		}
	}
	return charset{name: utf8Name, Encoding: encoding.Nop}, true
}

// decode gives the beginning of a text in UTF-8.
func (c charset) decode(start []byte) string {
	text, err := c.NewDecoder().Bytes(start)
	if err != nil {
		return string(start)
	}
	return string(text)
}

// reader decodes a stream; bytes that are not of the encoding become U+FFFD, those of UTF-8 stay as they are.
func (c charset) reader(r io.Reader) io.Reader {
	if c.name == utf8Name {
		return r
	}
	return transform.NewReader(r, c.NewDecoder())
}
