package api

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"xunbao/web/fault"
)

// maxLine is how many bytes one record of NDJSON may have.
const maxLine = 16 << 20

// raw is one record as it came: Line counts from 1, blank lines too (in an array it is the number of the element). Data is
// valid until the next record is read. Err is set when the record is too long to be read.
type raw struct {
	Line int
	Data []byte
	Err  error
}

// rawRecords is a stream of records; an error is the last element and means that the rest could not be read.
type rawRecords = iter.Seq2[raw, error]

// lines cuts NDJSON into records of at most limit bytes. A longer line is a fault of its own.
func lines(r io.Reader, limit int) rawRecords {
	return func(yield func(raw, error) bool) {
		in := bufio.NewReaderSize(r, 256<<10)
		var buffer []byte
		for n := 1; ; n++ {
			line, fits, err := readLine(in, buffer[:0], limit)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(raw{Line: n}, unreadable(err))
				return
			}
			buffer = line
			record := raw{Line: n, Data: bytes.TrimSpace(line)}
			if !fits {
				record.Err = longLine(limit)
			}
			blank := fits && len(record.Data) == 0
			if !blank && !yield(record, nil) || err != nil {
				return
			}
		}
	}
}

// readLine appends the next line to buffer. Of a line longer than limit it keeps nothing, and reads on to its end.
func readLine(in *bufio.Reader, buffer []byte, limit int) (line []byte, fits bool, err error) {
	fits = true
	for {
		piece, err := in.ReadSlice('\n')
		if fits = fits && len(buffer)+len(piece) <= limit; fits {
			buffer = append(buffer, piece...)
		} else {
			buffer = buffer[:0]
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buffer, fits, err
		}
	}
}

func longLine(limit int) fault.Fault {
	return fault.Fault{Status: http.StatusRequestEntityTooLarge, Code: "too_large",
		Message: fmt.Sprintf("the record is longer than the %d bytes that are taken", limit)}
}
