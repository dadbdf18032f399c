package ingest

import (
	"bufio"
	"errors"
	"io"

	"xunbao/internal/news"
)

// value is the text of one record, the line it begins on, and why it cannot be read when it cannot.
type value struct {
	text   []byte
	line   int
	err    error
	decode func(text []byte) (news.Article, error) // of what is no JSON
	object func(text []byte) []byte                // the text as a JSON object, nil when there is none; of what is no JSON
}

// errNoRecord is the answer of decode to what is no record at all and is passed over in silence.
var errNoRecord = errors.New("no record")

func (v value) article() (news.Article, error) {
	switch {
	case v.err != nil:
		return news.Article{}, v.err
	case v.decode != nil:
		return v.decode(v.text)
	}
	return DecodeArticle(fedBack(v.text))
}

// maxReported is how long a record, in bytes, may be to stand in a report: a few are held until the end of a run.
const maxReported = 1 << 20

// raw is the record for a report of rejected ones.
func (v value) raw() []byte {
	if len(v.text) > maxReported {
		return nil
	}
	if v.object != nil {
		return v.object(v.text)
	}
	return v.text
}

// scanner cuts a stream of JSON values, or the elements of one array, by counting brackets, so that a bad value spoils nothing but
// itself.
type scanner struct {
	r     *bufio.Reader
	lim   limits
	array bool
	line  int
	begun bool // the array's bracket has been read
	ended bool
}

func newScanner(r *bufio.Reader, lim limits, array bool) *scanner {
	return &scanner{r: r, lim: lim, array: array, line: 1}
}

// next gives the next value; io.EOF at the end of the stream, and any other error of the reader as it is.
func (s *scanner) next() (value, error) {
	for {
		if s.ended {
			return value{line: s.line}, io.EOF
		}
		c, err := s.read()
		switch {
		case err == io.EOF && s.array:
			s.ended = true
			return value{line: s.line, err: invalid("record", "the file ends inside the JSON array; it is cut off")}, nil
		case err != nil:
			return value{line: s.line}, err
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' && s.begun:
		case c == '[' && s.array && !s.begun:
			s.begun = true
		case c == ']' && s.array:
			return s.close()
		default:
			return s.value(c)
		}
	}
}

// close ends the array; text behind it is an error.
func (s *scanner) close() (value, error) {
	s.ended = true
	for {
		c, err := s.read()
		switch {
		case err != nil:
			return value{line: s.line}, err
		case c > ' ':
			return value{line: s.line, err: invalid("record", "there is text behind the end of the JSON array; it was not read")}, nil
		}
	}
}

func (s *scanner) read() (byte, error) {
	c, err := s.r.ReadByte()
	if c == '\n' && err == nil {
		s.line++
	}
	return c, err
}

// value reads one value that begins with c, up to its closing bracket or, when it has none, up to a comma, bracket or line end.
func (s *scanner) value(c byte) (value, error) {
	v := value{line: s.line}
	depth, quoted, escaped := 0, false, false
	for {
		if v.err == nil && len(v.text) == s.lim.line {
			v.err, v.text = tooLong(s.lim.line), nil
		}
		if v.err == nil {
			v.text = append(v.text, c)
		}
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth <= 0 && !quoted && (c == '}' || c == ']' || c == '"') {
			return v, nil
		}
		next, err := s.r.Peek(1)
		if err == io.EOF {
			s.ended = true
			return v, nil
		}
		if err != nil {
			return v, err
		}
		if depth == 0 && !quoted && (next[0] == ',' || next[0] == ']' || next[0] == '\n') {
			return v, nil
		}
		if c, err = s.read(); err != nil {
			return v, err
		}
	}
}
