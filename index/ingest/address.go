package ingest

import (
	"fmt"
	"io"
	"strings"

	"xunbao/index"
)

// isAddress reports whether a source is asked for with Get.
func (o Options) isAddress(source string) bool {
	s := strings.ToLower(source[:min(len(source), len("https://"))])
	return o.Get != nil && (strings.HasPrefix(s, "http://") || s == "https://")
}

// address reads what stands at an address: a feed, a page, records, or a file of them. One that cannot be had is reported and passed over.
func (s *source) address(address string, yield yielder) bool {
	at, body, err := s.options.Get(address)
	if err != nil {
		return yield(index.Record{}, &index.RecordError{Origin: address, Err: err})
	}
	defer body.Close()
	return s.found(remote{body}, input{origin: address, url: at}, yield)
}

// remote is the body of an answer. That it cannot be read to its end concerns this source alone, and the run goes on.
type remote struct{ io.Reader }

func (r remote) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = &contentError{fmt.Errorf("cannot be read to its end: %w", err)}
	}
	return n, err
}
