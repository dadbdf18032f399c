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
	"xunbao/internal/news"
)

// Lines reads JSON records from a stream: one object a line (JSON Lines), objects spread over several lines, or one array of objects.
// origin names the stream in the origin of each record, origin:line. Records that cannot be read are *index.RecordError and the stream
// goes on; an error of the reader or of ctx is the last element. A record may have 16 MB. The stream can be read once. Records are decoded
// on all cores and come in the order of the stream; one that has arrived never waits for the next.
func Lines(ctx context.Context, r io.Reader, origin string) index.Records {
	return func(yield func(index.Record, error) bool) {
		readJSON(ctx, bufio.NewReaderSize(r, defaultLimits.sniff), origin, defaultLimits, false, nil, yield)
	}
}

// yielder receives records; it returns false when no more are wanted.
type yielder = func(index.Record, error) bool

// readJSON reads all records of a stream and reports whether more are wanted. prompt says that reading never waits long, as of a file on
// a disk, so that the next records may be read before the last ones are handed on.
func readJSON(ctx context.Context, r *bufio.Reader, origin string, lim limits, prompt bool, names Names, yield yielder) bool {
	skipBOM(r)
	a := ahead{next: lineValues(r, lim), ready: func() bool { return hasLine(r) }}
	if start, err := r.Peek(lim.sniff); err == nil || len(start) > 0 {
		switch form := jsonForm(start); form {
		case arrayForm, spreadForm:
			a.next, a.ready = newScanner(r, lim, form == arrayForm).next, func() bool { return false }
		}
	}
	if prompt {
		a.ready = func() bool { return true }
	}
	if len(names) > 0 {
		a.next = names.renaming(a.next)
	}
	return deliver(ctx, &a, origin, func(err error) error { return err }, yield)
}

// deliver hands on the records of a stream with their places, and reports whether more are wanted. fail puts an error of the reader into
// the words of the format.
func deliver(ctx context.Context, a *ahead, origin string, fail func(error) error, yield yielder) (more bool) {
	more = true
	hand := func(r index.Record, err error) bool {
		if stopped := ctx.Err(); stopped != nil {
			yield(index.Record{}, stopped)
			more = false
		} else {
			more = yield(r, err)
		}
		return more
	}
	err := a.each(func(v value, article news.Article, bad error) bool {
		at := origin + ":" + strconv.Itoa(v.line)
		switch {
		case bad == errNoRecord:
			return true
		case bad != nil:
			return hand(index.Record{}, &index.RecordError{Origin: at, Err: bad, Record: v.raw()})
		}
		return hand(index.Record{Article: article, Origin: at}, nil)
	})
	switch {
	case !more:
	case ctx.Err() != nil:
		yield(index.Record{}, ctx.Err())
		return false
	case err != nil:
		return giveUp(origin, fail(err), yield)
	}
	return more
}

// hasLine reports whether a whole line that is not blank has been read already.
func hasLine(r *bufio.Reader) bool {
	buffered, err := r.Peek(r.Buffered())
	return err == nil && bytes.IndexByte(bytes.TrimLeft(buffered, " \t\r\n"), '\n') >= 0
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
