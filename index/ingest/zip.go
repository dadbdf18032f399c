package ingest

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

func isZip(start []byte) bool {
	return bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.HasPrefix(start, []byte("PK\x05\x06"))
}

// The marks in a zip file that are read.
const (
	zipMember     = "PK\x03\x04"
	zipDescriptor = "PK\x07\x08"
)

const whatZip = "the zip file"

// zip reads the members of a zip archive in the order of the file, from the head before each of them. The directory at the end of the file
// is not needed: so an archive is read out of a pipe or another archive, and one that is cut off as far as it goes.
func (s *source) zip(in input, b *bufio.Reader, yield yielder) bool {
	for {
		mark, err := b.Peek(4)
		switch {
		case err != nil:
			return giveUp(in.origin, in.meter.damage(whatZip, err), yield)
		case string(mark) == zipMember:
		case string(mark[:2]) == "PK": // the directory
			if _, err := io.Copy(io.Discard, b); err != nil {
				return giveUp(in.origin, in.meter.damage(whatZip, err), yield)
			}
			return true
		default:
			return giveUp(in.origin, in.meter.damage(whatZip, errors.New("there is no member where one should begin")), yield)
		}
		m, err := readZipHead(b)
		if err == nil {
			err = m.open()
		}
		if err != nil {
			return giveUp(in.origin, in.meter.damage(whatZip, err), yield)
		}
		body := &unpacked{r: m, what: whatZip, meter: in.meter}
		if !s.zipped(in, m, body, yield) {
			return false
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return giveUp(in.origin, in.meter.damage(whatZip, err), yield)
		}
	}
}

// zipped reads one member.
func (s *source) zipped(in input, m *zipEntry, body io.Reader, yield yielder) bool {
	name, skip, err := memberName(m.name)
	member := in
	member.origin, member.r = in.origin+"/"+name, body
	switch {
	case skip:
		return true
	case err == nil && m.flags&1 != 0:
		err = errors.New("is encrypted; unpack it first")
	case err == nil && m.method != 0 && m.method != 8:
		err = fmt.Errorf("is compressed in a way that is not read (%d); pack it again", m.method)
	case err == nil:
		return s.content(member, yield)
	}
	return reject(member.origin, err, yield)
}

// zipEntry is one member; reading it gives its unpacked bytes and, at the end, an error when the checksum does not fit.
type zipEntry struct {
	in            *bufio.Reader
	name          string
	flags, method uint16
	crc           uint32
	packed        int64 // bytes; not known when described
	described     bool  // checksum and sizes follow the data
	r             io.Reader
	sum           uint32
}

func readZipHead(b *bufio.Reader) (*zipEntry, error) {
	var head [30]byte
	if _, err := io.ReadFull(b, head[:]); err != nil {
		return nil, err
	}
	short := func(at int) uint16 { return binary.LittleEndian.Uint16(head[at:]) }
	m := &zipEntry{in: b, flags: short(6), method: short(8), crc: binary.LittleEndian.Uint32(head[14:]), packed: int64(binary.LittleEndian.Uint32(head[18:]))}
	m.described = m.flags&8 != 0
	rest := make([]byte, int(short(26))+int(short(28)))
	if _, err := io.ReadFull(b, rest); err != nil {
		return nil, err
	}
	m.name = string(rest[:short(26)])
	if m.packed == 1<<32-1 {
		m.packed = zip64Size(rest[short(26):])
	}
	return m, nil
}

// zip64Size is the packed size in the extra field of a member over 4 GiB; -1 when it is not there.
func zip64Size(extra []byte) int64 {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			break
		}
		if id == 1 && n >= 16 {
			return int64(binary.LittleEndian.Uint64(extra[8:]))
		}
		extra = extra[n:]
	}
	return -1
}

// open makes the member readable. One whose end cannot be found ends the archive.
func (m *zipEntry) open() error {
	switch {
	case m.method == 8 && m.flags&1 == 0:
		m.r = flate.NewReader(m.in) // reads no byte behind its end, as in is a io.ByteReader
	case m.described || m.packed < 0:
		return fmt.Errorf("the member %q does not say how long it is; pack the archive again", firstRunes([]byte(m.name), 80))
	default:
		m.r = io.LimitReader(m.in, m.packed)
		if m.method != 0 || m.flags&1 != 0 {
			m.crc = 0
		}
	}
	return nil
}

func (m *zipEntry) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.sum = crc32.Update(m.sum, crc32.IEEETable, p[:n])
	if err == io.EOF {
		err = m.finish()
	}
	return n, err
}

// finish checks the end of the member. It returns io.EOF when all is well.
func (m *zipEntry) finish() error {
	if left, ok := m.r.(*io.LimitedReader); ok && left.N > 0 {
		return io.ErrUnexpectedEOF
	}
	if m.described {
		m.described = false
		if err := m.readDescriptor(); err != nil {
			return err
		}
	}
	if m.crc != 0 && m.crc != m.sum {
		return fmt.Errorf("the member %q fails its checksum", firstRunes([]byte(m.name), 80))
	}
	return io.EOF
}

// readDescriptor reads [mark] checksum, packed size, unpacked size; the sizes have 4 or 8 bytes, and the next mark tells which.
func (m *zipEntry) readDescriptor() error {
	text, err := m.in.Peek(26)
	if len(text) < 14 {
		return err
	}
	n := 12
	if string(text[:4]) == zipDescriptor {
		n, m.crc = 16, binary.LittleEndian.Uint32(text[4:])
	} else {
		m.crc = binary.LittleEndian.Uint32(text)
	}
	if len(text) >= n+10 && string(text[n:n+2]) != "PK" && string(text[n+8:n+10]) == "PK" {
		n += 8
	}
	_, err = m.in.Discard(min(n, len(text)))
	return err
}
