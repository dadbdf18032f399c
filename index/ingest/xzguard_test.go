package ingest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ulikunitz/xz"
)

// withWindow is an xz file of one stream and block, whose head asks for another window; sizes puts both sizes of the block into the head.
func withWindow(t *testing.T, text string, code byte, sizes bool) string {
	t.Helper()
	b := []byte(xzOf(t, text))
	const start = 12
	at := start + 2
	if sizes {
		packed := binary.AppendUvarint(nil, 1<<40)
		head := append([]byte{0, 0xc0}, append(packed, packed...)...)
		head = append(head, 0x21, 1, code)
		for len(head)%4 != 0 {
			head = append(head, 0)
		}
		head[0] = byte(len(head) / 4)
		b = append(b[:start:start], append(binary.LittleEndian.AppendUint32(head, crc32.ChecksumIEEE(head)), b[start+12:]...)...)
		return string(b)
	}
	b[at+2] = code
	binary.LittleEndian.PutUint32(b[start+8:], crc32.ChecksumIEEE(b[start:start+8]))
	return string(b)
}

// TestXZWindows: a window that is too large is refused wherever its block stands, however the bytes arrive.
func TestXZWindows(t *testing.T) {
	const window64, window96, window4G = 28, 29, 40
	line := "{\"title\":\"一\"}\n"
	fine := withWindow(t, line, window64, false)
	tests := []struct {
		name, in string
		lines    int
		refused  bool
	}{
		{"64 MiB", fine, 1, false},
		{"two streams", fine + xzOf(t, line), 2, false},
		{"padding between streams", fine + "\x00\x00\x00\x00" + fine, 2, false},
		{"96 MiB", withWindow(t, line, window96, false), 0, true},
		{"4 GiB behind sizes", withWindow(t, line, window4G, true), 0, true},
		{"4 GiB in a second stream", fine + withWindow(t, line, window4G, false), 1, true},
		{"4 GiB behind sizes in a third", fine + fine + withWindow(t, line, window4G, true), 2, true},
		{"4 GiB in a second block", secondBlock(t, line, window4G), 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in)), iotest.DataErrReader(strings.NewReader(tt.in))} {
				r, err := xz.NewReader(&xzGuard{r: bufio.NewReaderSize(in, 16)})
				if err != nil {
					t.Fatal(err)
				}
				var got bytes.Buffer
				_, err = io.Copy(&got, r)
				if tt.refused != (err != nil && strings.HasPrefix(err.Error(), "its window is")) || !tt.refused && err != nil {
					t.Errorf("error %v", err)
				}
				if got.String() != strings.Repeat(line, tt.lines) {
					t.Errorf("got %q", got.String())
				}
			}
		})
	}
}

// TestXZCutOff: wherever a file is cut off but between its streams, that is told.
func TestXZCutOff(t *testing.T) {
	stream := secondBlock(t, "{\"title\":\"一\"}\n", 20)
	in := stream + xzOf(t, "甲")
	whole := 0
	for cut := range in {
		r, err := xz.NewReader(&xzGuard{r: bufio.NewReader(strings.NewReader(in[:cut]))})
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err == nil {
			whole++
		}
		if err == nil && cut != len(stream) || cut > 0 && err == io.EOF {
			t.Errorf("cut off at %d of %d: %v", cut, len(in), err)
		}
	}
	if whole > 1 {
		t.Errorf("%d ends are taken for whole", whole)
	}
}

// secondBlock is an xz stream whose second block asks for a window.
func secondBlock(t *testing.T, text string, code byte) string {
	t.Helper()
	stream, other := xzOf(t, text), withWindow(t, text, code, false)
	end := strings.LastIndex(stream[:len(stream)-12], "\x00\x01") // the index, with one record
	return stream[:end] + other[12:]
}
