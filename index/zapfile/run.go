package zapfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A run is the terms of a field of some documents, put aside to be merged with others. It lives as long as the process. Of each term it
// has, after the length of the rest: how many bytes the term shares with the one before, the other bytes after their number, and of each
// document twice the difference to the one before, plus one where a frequency above one follows; unsigned varints.

// WriteRun writes a run.
func WriteRun(to io.Writer, terms Terms) error {
	var buffer, entry, last []byte
	err := terms(func(term []byte, p Postings) error {
		shared := 0
		for shared < min(len(last), len(term)) && last[shared] == term[shared] {
			shared++
		}
		last = append(last[:0], term...)
		entry = binary.AppendUvarint(entry[:0], uint64(shared))
		entry = binary.AppendUvarint(entry, uint64(len(term)-shared))
		entry = append(entry, term[shared:]...)
		before := uint32(0)
		for i, document := range p.Documents {
			step := uint64(document-before) << 1
			before = document
			if p.Frequencies[i] == 1 {
				entry = binary.AppendUvarint(entry, step)
				continue
			}
			entry = binary.AppendUvarint(entry, step|1)
			entry = binary.AppendUvarint(entry, uint64(p.Frequencies[i]))
		}
		buffer = binary.AppendUvarint(buffer, uint64(len(entry)))
		buffer = append(buffer, entry...)
		if len(buffer) < bufferedBytes {
			return nil
		}
		_, err := to.Write(buffer)
		buffer = buffer[:0]
		return err
	})
	if err != nil {
		return err
	}
	_, err = to.Write(buffer)
	return err
}

// runReader goes through a run, entry by entry.
type runReader struct {
	from     io.Reader
	window   []byte // what was read
	at       int    // where the next entry begins in it
	ended    bool   // nothing follows the window
	term     []byte
	key      key    // of the term, or of its beginning
	postings []byte // as they are written
}

// readBytes is how much of a run is read at once.
const readBytes = 1 << 16

var errRun = errors.New("a run ends within an entry")

// next goes to the next entry; false at the end.
func (r *runReader) next() (bool, error) {
	if err := r.fill(binary.MaxVarintLen64); err != nil {
		return false, err
	}
	if r.at == len(r.window) {
		return false, nil
	}
	length := int(r.number())
	if err := r.fill(length); err != nil {
		return false, err
	}
	end := r.at + length
	if end > len(r.window) {
		return false, errRun
	}
	shared, own := int(r.number()), int(r.number())
	if shared > len(r.term) || own > end-r.at {
		return false, errRun
	}
	r.term = append(r.term[:shared], r.window[r.at:r.at+own]...)
	r.key = keyOf(r.term)
	r.postings = r.window[r.at+own : end]
	r.at = end
	return true, nil
}

// fill sees to it that so many bytes from the next on are in the window, if there are so many.
func (r *runReader) fill(length int) error {
	for !r.ended && len(r.window)-r.at < length {
		rest := copy(r.window, r.window[r.at:])
		r.window, r.at = r.window[:rest], 0
		if size := max(length, readBytes); cap(r.window) < size {
			r.window = append(make([]byte, 0, size), r.window...)
		}
		n, err := io.ReadFull(r.from, r.window[rest:cap(r.window)])
		r.window = r.window[:rest+n]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			r.ended = true
		} else if err != nil {
			return fmt.Errorf("read a run: %w", err)
		}
	}
	return nil
}

// number reads a number; what comes of one that is cut short is found out of bounds.
func (r *runReader) number() uint64 {
	n, size := binary.Uvarint(r.window[r.at:])
	r.at += max(size, 0)
	return n & (1<<40 - 1)
}

// appendTo appends the postings with the new numbers of their documents; those that are Gone are left out.
func (r *runReader) appendTo(p *Postings, numbers []uint32) error {
	document := uint64(0)
	for rest := r.postings; len(rest) > 0; {
		step, size := varint(rest)
		rest = rest[max(size, 0):]
		frequency := uint64(1)
		if step&1 != 0 {
			var more int
			frequency, more = varint(rest)
			rest = rest[max(more, 0):]
			size = min(size, more)
		}
		document += step >> 1
		if size <= 0 || document >= uint64(len(numbers)) {
			return errRun
		}
		if number := numbers[document]; number != Gone {
			p.add(number, uint32(frequency))
		}
	}
	return nil
}

// varint is binary.Uvarint with the usual case, one byte, at hand.
func varint(from []byte) (uint64, int) {
	if len(from) > 0 && from[0] < 0x80 {
		return uint64(from[0]), 1
	}
	return binary.Uvarint(from)
}
