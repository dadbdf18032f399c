package ingest

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// maxWindow is how far back, in bytes, a compressed file may reach: what unpacking it has to hold.
const maxWindow = 64 << 20

// packing is one kind of compression.
type packing struct {
	name  string
	magic []byte
	open  func(*bufio.Reader) (io.Reader, error)
}

// packings are told by their first bytes, whatever the name of the file.
var packings = []packing{
	{"gzip", []byte("\x1f\x8b"), func(r *bufio.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"bzip2", []byte("BZh"), func(r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
	{"xz", []byte("\xfd7zXZ\x00"), func(r *bufio.Reader) (io.Reader, error) { return xz.NewReader(&xzGuard{r: r}) }},
	{"zstd", []byte("\x28\xb5\x2f\xfd"), openZstd},
}

// packingOf tells compressed data from its beginning.
func packingOf(start []byte) (packing, bool) {
	for _, p := range packings {
		if bytes.HasPrefix(start, p.magic) && (p.name != "bzip2" || isBzip2(start)) {
			return p, true
		}
	}
	return packing{}, false
}

// isBzip2: a level digit, then the mark of a block or of the end. "BZh" alone may begin a text.
func isBzip2(start []byte) bool {
	return len(start) >= 10 && start[3] >= '1' && start[3] <= '9' &&
		(bytes.HasPrefix(start[4:], []byte("1AY&SY")) || bytes.HasPrefix(start[4:], []byte("\x17\x72\x45\x38\x50\x90")))
}

func openZstd(r *bufio.Reader) (io.Reader, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// unpack opens one layer of compression.
func (in input) unpack(p packing, b *bufio.Reader) (input, error) {
	if in.packs == maxPacks {
		return in, &contentError{errors.New("is compressed too many times over; unpack it first")}
	}
	r, err := p.open(b)
	what := "the " + p.name + " file"
	if err != nil {
		return in, in.meter.damage(what, err)
	}
	in.packs++
	in.r = &unpacked{r: r, what: what, meter: in.meter}
	return in, nil
}
