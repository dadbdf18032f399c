package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"xunbao/internal/news"
)

func isWARC(start []byte) bool { return bytes.HasPrefix(start, []byte("WARC/")) }

// Bounds of a WARC file.
const (
	maxWARCHead = 64 << 10 // bytes of the head of one record, or of one HTTP answer
	maxResyncs  = 1000     // records with a wrong length
)

// warc reads the pages of a web archive: responses and resources that are HTML. What else it holds (requests, pictures, answers that are
// no 200) is no article and passed over. The number behind the origin counts all records.
func (s *source) warc(in input, b *bufio.Reader, yield yielder) bool {
	w := &warcReader{r: b, lim: s.lim}
	a := &ahead{next: w.next, ready: func() bool { return in.prompt }}
	fail := func(err error) error { return in.meter.damage("the WARC file", err) }
	return deliver(context.Background(), a, in.origin, fail, yield)
}

// warcReader cuts a stream into records. A record whose length is wrong spoils nothing but itself: the next begins at a line WARC/1.….
type warcReader struct {
	r      *bufio.Reader
	lim    limits
	record int
	resync int
}

// next gives the next record that may be a page; io.EOF at the end.
func (w *warcReader) next() (value, error) {
	for {
		first, err := w.line()
		if err != nil {
			return value{line: w.record + 1}, err
		}
		if len(first) == 0 {
			continue
		}
		w.record++
		v := value{line: w.record}
		if !isWARC(first) {
			return w.lost(v, "does not begin with WARC/; the length of the record before it may be wrong")
		}
		h, err := w.head()
		if err != nil {
			return v, noEOF(err)
		}
		n, err := strconv.ParseInt(h["content-length"], 10, 64)
		switch {
		case err != nil || n < 0:
			return w.lost(v, fmt.Sprintf("has the Content-Length %q", firstRunes([]byte(h["content-length"]), 40)))
		case !mayBePage(h):
			if _, err := io.CopyN(io.Discard, w.r, n); err != nil {
				return v, noEOF(err)
			}
			continue
		case n > int64(w.lim.page)+maxWARCHead:
			v.err = invalid("record", "is larger than %s, the limit of one page: %s", size(int64(w.lim.page)), h["warc-target-uri"])
			_, err := io.CopyN(io.Discard, w.r, n)
			return v, noEOF(err)
		}
		return w.page(v, h, n)
	}
}

// page reads the block of a record, n bytes.
func (w *warcReader) page(v value, h map[string]string, n int64) (value, error) {
	block, err := io.ReadAll(io.LimitReader(w.r, n))
	if err != nil {
		return v, err
	}
	tail, _ := w.r.Peek(2)
	whole := int64(len(block)) == n && (len(tail) == 0 || string(tail) == "\r\n" || tail[0] == '\n')
	if at := bytes.Index(block, []byte("\r\n\r\nWARC/1.")); at >= 0 && !whole && w.resync < maxResyncs { // it swallowed the next
		w.resync++
		w.r = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(block[at+4:]), w.r), w.lim.sniff)
		v.err = invalid("record", "has a Content-Length that reaches into the next record: %s", h["warc-target-uri"])
		return v, nil
	}
	if int64(len(block)) < n {
		return v, io.ErrUnexpectedEOF
	}
	v.text = block
	v.object = func([]byte) []byte { return nil }
	v.decode = func(block []byte) (news.Article, error) { return capturedArticle(h, block, w.lim) }
	return v, nil
}

// lost reads on to the next line that begins a record, and puts why into the value.
func (w *warcReader) lost(v value, why string) (value, error) {
	if w.resync++; w.resync > maxResyncs {
		return v, &contentError{errors.New("the WARC file is damaged in too many places; what came before was read")}
	}
	v.err = invalid("record", "%s", why)
	for {
		if start, err := w.r.Peek(7); err == nil && string(start) == "WARC/1." {
			return v, nil
		}
		if _, err := w.line(); err != nil {
			if err == io.EOF {
				return v, nil // comes again
			}
			return v, err
		}
	}
}

// line reads one line without its end; what is over the bound is dropped.
func (w *warcReader) line() ([]byte, error) {
	v, err := readLine(w.r, maxWARCHead)
	if err == io.EOF && (len(v.text) > 0 || v.err != nil) {
		err = nil
	}
	if v.err != nil {
		v.text = []byte("?")
	}
	return bytes.TrimRight(v.text, "\r\n"), err
}

// head reads "Name: value" lines up to an empty one.
func (w *warcReader) head() (map[string]string, error) {
	h := make(map[string]string)
	for range 200 {
		line, err := w.line()
		if err != nil || len(line) == 0 {
			return h, err
		}
		if name, value, ok := strings.Cut(string(line), ":"); ok && len(line) < 8<<10 {
			h[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		}
	}
	return h, nil
}

// mayBePage: a response, or a resource that says it is HTML.
func mayBePage(h map[string]string) bool {
	switch h["warc-type"] {
	case "response":
		return strings.Contains(h["content-type"], "http") || h["content-type"] == ""
	case "resource", "conversion":
		return isHTMLType(h["content-type"])
	}
	return false
}

func isHTMLType(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "text/html") || strings.HasPrefix(s, "application/xhtml")
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
