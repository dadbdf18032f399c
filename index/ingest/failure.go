package ingest

import (
	"compress/flate"
	"errors"

	"xunbao/index"
)

// isCorrupt reports whether unpacking met bytes that are no gzip.
func isCorrupt(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt)
}

// giveUp ends the reading of one source: damage in its content is a *index.RecordError and the run goes on with the next source; any
// other error ends the run. It reports whether more records are wanted.
func giveUp(origin string, err error, yield yielder) bool {
	var content *contentError
	if errors.As(err, &content) {
		return yield(index.Record{}, &index.RecordError{Origin: origin, Err: content.err})
	}
	yield(index.Record{}, &ReadError{Origin: origin, Err: err})
	return false
}

// ReadError is a failure to read a source: the disk, the network or a right that is missing. It ends a stream of records.
type ReadError struct {
	Origin string
	Err    error
}

func (e *ReadError) Error() string { return "read " + e.Origin + ": " + e.Err.Error() }
func (e *ReadError) Unwrap() error { return e.Err }
