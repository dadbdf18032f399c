package ingest

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"io"
)

func isTar(start []byte) bool { return len(start) >= 512 && string(start[257:262]) == "ustar" }

// tar reads the members of a tar archive. Links and devices are told and passed over.
func (s *source) tar(in input, b *bufio.Reader, yield yielder) bool {
	last := &lastBlock{r: b}
	t := tar.NewReader(last)
	for {
		h, err := t.Next()
		if err == io.EOF && last.zeros >= 512 {
			return true
		}
		if err != nil {
			return giveUp(in.origin, in.meter.damage("the tar file", err), yield)
		}
		name, skip, err := memberName(h.Name)
		switch {
		case skip || h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
			continue
		case err != nil:
		case h.Typeflag == tar.TypeLink || h.Typeflag == tar.TypeSymlink:
			err = errors.New("is a link and was skipped")
		case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeGNUSparse:
			err = errors.New("is no regular file and was skipped")
		}
		member := in
		member.origin = in.origin + "/" + name
		if err != nil {
			if !reject(member.origin, err, yield) {
				return false
			}
			continue
		}
		member.r = &unpacked{r: t, what: "the tar file", meter: in.meter}
		if !s.content(member, yield) {
			return false
		}
	}
}

// lastBlock counts the zeros read last: a block of them ends an archive. The library takes one that stops without it for whole.
type lastBlock struct {
	r     io.Reader
	zeros int
}

func (l *lastBlock) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if end := len(bytes.TrimRight(p[:n], "\x00")); end > 0 {
		l.zeros = n - end
	} else {
		l.zeros += n
	}
	return n, err
}
