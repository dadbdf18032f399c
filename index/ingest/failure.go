package ingest

import (
	"errors"
	"fmt"
	"io"

	"xunbao/index"
)

// contentError is damage or excess in what a source holds, as against a failure to read it: the run goes on with the next source.
type contentError struct{ err error }

func (e *contentError) Error() string { return e.err.Error() }
func (e *contentError) Unwrap() error { return e.err }

// damage tells why something in the source cannot be read on: the failure of the disk when there was one, else a *contentError about
// what, such as "the gzip file".
func (m *meter) damage(what string, err error) error {
	var content *contentError
	switch {
	case m.disk.err != nil:
		return m.disk.err
	case errors.As(err, &content):
		return content
	case errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF:
		return &contentError{fmt.Errorf("%s is cut off; what came before was read", what)}
	}
	return &contentError{fmt.Errorf("%s is damaged: %w", what, err)}
}

// giveUp ends the reading of one source: damage in its content is a *index.RecordError and the run goes on with the next source; any
// other error ends the run. It reports whether more records are wanted.
func giveUp(origin string, err error, yield yielder) bool {
	var content *contentError
	if errors.As(err, &content) {
		return reject(origin, content.err, yield)
	}
	yield(index.Record{}, &ReadError{Origin: origin, Err: err})
	return false
}

// reject reports one bad record and whether more are wanted.
func reject(origin string, err error, yield yielder) bool {
	return yield(index.Record{}, &index.RecordError{Origin: origin, Err: err})
}

// ReadError is a failure to read a source: the disk, the network or a right that is missing. It ends a stream of records.
type ReadError struct {
	Origin string
	Err    error
}

func (e *ReadError) Error() string { return "read " + e.Origin + ": " + e.Err.Error() }
func (e *ReadError) Unwrap() error { return e.Err }
