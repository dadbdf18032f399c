package ingest

import (
	"fmt"
	"io"
)

// counter counts the bytes read through it and remembers why reading failed.
type counter struct {
	r   io.Reader
	n   int64
	err error         // of r, never io.EOF
	f   func(n int64) // told of every read, may be nil
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.f != nil && n > 0 {
		c.f(int64(n))
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// meter holds one source against what it becomes when unpacked, in all its layers and members together, so that layers cannot share
// a bomb among them.
type meter struct {
	disk *counter // the source as it lies on the disk
	out  int64    // bytes unpacked so far
	lim  limits
}

// unpacked is a layer of compression or a member of an archive. It stops at what looks like a bomb, and tells damage of the content
// from a failure of the disk.
type unpacked struct {
	r     io.Reader
	what  string // "the gzip file"
	meter *meter
	err   error // the first one, given again at every further call
}

func (u *unpacked) Read(p []byte) (n int, err error) {
	if u.err == nil {
		n, u.err = u.r.Read(p)
		u.meter.out += int64(n)
		if over := u.meter.excess(); over != nil {
			n, u.err = 0, over
		} else if u.err != nil && u.err != io.EOF {
			u.err = u.meter.damage(u.what, u.err)
		}
	}
	return n, u.err
}

// excess says why no more may be unpacked, nil while it may.
func (m *meter) excess() error {
	switch {
	case m.out > m.lim.inflated:
		return &contentError{fmt.Errorf("becomes more than %s when unpacked; unpack and split it first", size(m.lim.inflated))}
	case m.out > m.lim.grace && m.out > m.lim.ratio*m.disk.n:
		return &contentError{fmt.Errorf("unpacks to more than %d times its size and was not read further; unpack it first if it is genuine", m.lim.ratio)}
	}
	return nil
}
