package ingest

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// contentError is damage or excess in what a source holds, as against a failure to read it: the run goes on with the next source.
type contentError struct{ err error }

func (e *contentError) Error() string { return e.err.Error() }
func (e *contentError) Unwrap() error { return e.err }

// inflate unpacks r when its first bytes say gzip, whatever its name; else it gives r back.
func inflate(r io.Reader, lim limits) (io.Reader, error) {
	count := &counter{r: r}
	b := bufio.NewReaderSize(count, lim.sniff)
	magic, err := b.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, &contentError{fmt.Errorf("read the gzip header: %w", err)}
	}
	return &inflater{z: z, in: count, lim: lim}, nil
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
	f func(n int64) // told of every read, may be nil
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.f != nil && n > 0 {
		c.f(int64(n))
	}
	return n, err
}

// inflater unpacks gzip and stops at what looks like a bomb.
type inflater struct {
	z   *gzip.Reader
	in  *counter
	n   int64
	lim limits
	err error // the first one, given again at every further call
}

func (i *inflater) Read(p []byte) (n int, err error) {
	if i.err == nil {
		n, i.err = i.read(p)
	}
	return n, i.err
}

func (i *inflater) read(p []byte) (int, error) {
	n, err := i.z.Read(p)
	i.n += int64(n)
	switch {
	case i.n > i.lim.inflated:
		return 0, &contentError{fmt.Errorf("becomes more than %s when unpacked; unpack and split it first", size(i.lim.inflated))}
	case i.n > i.lim.grace && i.n > i.lim.ratio*i.in.n:
		return 0, &contentError{fmt.Errorf("unpacks to more than %d times its size and was not read further; unpack it first if it is genuine", i.lim.ratio)}
	case err == nil || err == io.EOF:
		return n, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return n, &contentError{errors.New("the gzip file is cut off; what came before was read")}
	case errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || isCorrupt(err):
		return n, &contentError{fmt.Errorf("the gzip file is damaged: %w", err)}
	}
	return n, err
}
