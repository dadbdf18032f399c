package ingest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"xunbao/index"
)

// Lines reads JSON records from a stream: one object a line (JSON Lines), objects spread over several lines, or one array of objects.
// origin names the stream in the origin of each record, origin:line. Records that cannot be read are *index.RecordError and the stream
// goes on; an error of the reader or of ctx is the last element. A record may have 16 MB. The stream can be read once.
func Lines(ctx context.Context, r io.Reader, origin string) index.Records {
	return func(yield func(index.Record, error) bool) {
		readJSON(ctx, bufio.NewReaderSize(r, defaultLimits.sniff), origin, defaultLimits, yield)
	}
}

// yielder receives records; it returns false when no more are wanted.
type yielder = func(index.Record, error) bool

// readJSON reads all records of a stream and reports whether more are wanted.
func readJSON(ctx context.Context, r *bufio.Reader, origin string, lim limits, yield yielder) bool {
	skipBOM(r)
	next := lineValues(r, lim)
	if start, err := r.Peek(lim.sniff); err == nil || len(start) > 0 {
		switch form := jsonForm(start); form {
		case arrayForm, spreadForm:
			next = newScanner(r, lim, form == arrayForm).next
		}
	}
	for {
		if err := ctx.Err(); err != nil {
			yield(index.Record{}, err)
			return false
		}
		v, err := next()
		if err == io.EOF {
			return true
		}
		at := origin + ":" + strconv.Itoa(v.line)
		if err != nil {
			return giveUp(origin, err, yield)
		}
		a, err := v.article()
		if err != nil {
			if !yield(index.Record{}, &index.RecordError{Origin: at, Err: err}) {
				return false
			}
			continue
		}
		if !yield(index.Record{Article: a, Origin: at}, nil) {
			return false
		}
	}
}

func skipBOM(r *bufio.Reader) {
	if b, err := r.Peek(3); err == nil && string(b) == "\ufeff" {
		r.Discard(3) // peeked, so it cannot fail
	}
}

type form int

const (
	lineForm   form = iota // one object a line
	spreadForm             // objects over several lines
	arrayForm              // an array of objects
)

// jsonForm tells the form from the beginning of a stream.
func jsonForm(start []byte) form {
	start = bytes.TrimLeft(start, " \t\r\n")
	if len(start) > 0 && start[0] == '[' {
		return arrayForm
	}
	first, _, more := bytes.Cut(start, []byte("\n"))
	first = bytes.TrimSpace(first)
	if more && len(first) > 0 && first[0] == '{' && strings.IndexByte("{,:[", first[len(first)-1]) >= 0 {
		return spreadForm
	}
	return lineForm
}

// lineValues gives the lines of a stream that are not blank. A line over the limit is read past and given as an error of its own.
func lineValues(r *bufio.Reader, lim limits) func() (value, error) {
	line := 0
	return func() (value, error) {
		for {
			line++
			v, err := readLine(r, lim.line)
			v.line = line
			if err != nil && err != io.EOF {
				return v, err
			}
			if len(bytes.TrimSpace(v.text)) > 0 || v.err != nil {
				return v, nil // io.EOF comes again at the next call
			}
			if err != nil {
				return v, err
			}
		}
	}
}

// readLine reads up to the line end and keeps at most limit bytes. err is the reader's; an unreadable value is v.err.
func readLine(r *bufio.Reader, limit int) (v value, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if v.err == nil && len(v.text)+len(part) > limit+1 {
			v.err, v.text = tooLong(limit), nil
		}
		if v.err == nil {
			v.text = append(v.text, part...)
		}
		switch err {
		case nil:
			return v, nil
		case bufio.ErrBufferFull:
		default:
			return v, err
		}
	}
}

func tooLong(limit int) error {
	return invalid("record", "is longer than %s; split it", size(int64(limit)))
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
