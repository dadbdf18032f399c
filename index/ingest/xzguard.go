package ingest

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// xzGuard stands between an xz file and the library, which makes room for whatever window a block asks for, up to 4 GiB. It refuses the head of a block that
// asks for too much before the library sees it.
//
// The library reads the head of a block as its first byte, which is its length, and then the rest of it at once. Reads of that kind are looked at; what
// only looks like a head has another sum. TestXZWindows fails should a version of the library read otherwise.
//
// The library takes the end of the file where a block might begin for the end of the stream; xzGuard tells it that the file is cut off.
type xzGuard struct {
	r    io.Reader
	size int // of the head that the byte read last would begin; 0 when the last read was of more bytes
}

// maxXZHead is the largest head of a block.
const maxXZHead = 1024

func (g *xzGuard) Read(p []byte) (int, error) {
	if len(p) == 0 || len(p) >= maxXZHead {
		g.size = 0
		return g.r.Read(p)
	}
	n, err := io.ReadFull(g.r, p)
	if err == io.EOF && len(p) != len("\xfd7zX") {
		err = io.ErrUnexpectedEOF // only where a stream may begin, and is looked for by its first four bytes, may the file end
	}
	if g.size > 0 && n == g.size-1 {
		head := append([]byte{byte(g.size/4 - 1)}, p[:n]...)
		if window := xzWindow(head); window > maxWindow {
			return 0, fmt.Errorf("its window is %s, at most %s are taken; unpack it first", size(window), size(maxWindow))
		}
	}
	if g.size = 0; n == 1 && p[0] > 0 {
		g.size = (int(p[0]) + 1) * 4
	}
	return n, err
}

// xzWindow is the window in bytes that the head of a block asks for, 0 when it is no head or cannot be read.
//
//	size 1 | flags 1 | [packed size] | [unpacked size] | filter id 1 | length of properties 1 | properties | padding | sum 4
func xzWindow(head []byte) int64 {
	end := len(head) - 4
	if end < 8 || crc32.ChecksumIEEE(head[:end]) != binary.LittleEndian.Uint32(head[end:]) {
		return 0
	}
	at := 2
	for _, flag := range []byte{0x40, 0x80} {
		for head[1]&flag != 0 && at < end {
			at++
			if head[at-1] < 0x80 {
				break
			}
		}
	}
	if at+2 >= end || head[at] != 0x21 || head[at+1] != 1 || head[at+2] > 40 {
		return 0
	}
	bits := int64(head[at+2])
	return (2 | bits&1) << (bits/2 + 11)
}
