package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxUnclosed is how many rows of one table may have a quote that never closes; each costs reading what follows it again.
const maxUnclosed = 20

// rows cuts a table into its rows, a quoted field with line ends in it included. A quote that does not close spoils only its own line.
type rows struct {
	r        *bufio.Reader
	lim      limits
	head     head
	line     int // lines read
	begun    bool
	unclosed int
}

// next gives the next row that is not blank; io.EOF at the end.
func (t *rows) next() (value, error) {
	for {
		at := t.line + 1
		v, closed, err := t.row()
		v.line, v.decode, v.object = at, t.head.article, t.head.object
		switch {
		case err != nil && err != io.EOF:
			return v, err
		case !closed:
			return t.reread(v)
		case v.err == nil && len(bytes.TrimSpace(v.text)) == 0:
			if err != nil {
				return v, err
			}
			continue
		case !t.begun:
			t.begun = true
			continue // the header
		}
		return v, nil // io.EOF comes again
	}
}

// row reads lines until no quoted field is open. closed is false when the file or the limit ends inside one.
func (t *rows) row() (v value, closed bool, err error) {
	state := cellStart
	for {
		part, err := t.r.ReadSlice('\n')
		state = state.after(part, t.head.comma)
		switch {
		case v.err != nil:
		case len(v.text)+len(part) <= t.lim.line:
			v.text = append(v.text, part...)
		case state == inQuotes || state == quoteInQuotes:
			v.text = append(v.text, part...)
			return v, false, nil
		default:
			v.err, v.text = tooLong(t.lim.line), nil
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil:
			return v, state != inQuotes || len(v.text) == 0, err
		}
		t.line++
		if state != inQuotes {
			return v, true, nil
		}
	}
}

// reread reports the first line of v, whose quote does not close, and has the other lines read again.
func (t *rows) reread(v value) (value, error) {
	if t.unclosed++; t.unclosed > maxUnclosed {
		return v, &contentError{errors.New("the table has too many quotes that do not close; what came before was read")}
	}
	_, rest, _ := bytes.Cut(v.text, []byte("\n"))
	t.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), t.r), t.lim.sniff)
	t.line, t.begun = v.line, true
	v.text, v.err = nil, invalid("record", "has a quote that does not close; the lines behind it were read as rows of their own")
	return v, nil
}

// quoting is where in a row the cutter stands.
type quoting int

const (
	cellStart quoting = iota
	inCell
	inQuotes
	quoteInQuotes // the end of the cell, or the first of two
)

// after is the state behind text.
func (q quoting) after(text []byte, comma byte) quoting {
	for _, c := range text {
		switch {
		case q == inQuotes && c == '"':
			q = quoteInQuotes
		case q == inQuotes:
		case c == '\n' || c == comma:
			q = cellStart
		case q == quoteInQuotes && c != '\r', q == cellStart && c == '"':
			q = inQuotes
		case q == cellStart:
			q = inCell
		}
	}
	return q
}
