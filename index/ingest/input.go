package ingest

import (
	"bufio"
	"context"
	"io"
)

// How deep sources are read: an archive in an archive, and what is compressed in it.
const (
	maxArchives = 2
	maxPacks    = 3
)

// input is one stream of a source: a file, or what one layer of compression or a member of an archive holds.
type input struct {
	r        io.Reader
	origin   string
	url      string // where it was found, when it was asked for by its address
	prompt   bool   // reading never waits long, as of a file on a disk
	archives int    // how many archives it is in
	packs    int    // how many layers of compression are around it
	meter    *meter
}

// stream reads whatever a stream from outside holds.
func (s *source) stream(r io.Reader, origin string, prompt bool, yield yielder) bool {
	return s.found(r, input{origin: origin, prompt: prompt}, yield)
}

func (s *source) found(r io.Reader, in input, yield yielder) bool {
	counted := &counter{r: r, f: s.progress}
	in.r, in.meter = counted, &meter{disk: counted, lim: s.lim}
	return s.content(in, yield)
}

// content tells from the first bytes what an input holds and reads it. It reports whether more records are wanted.
func (s *source) content(in input, yield yielder) bool {
	b := bufio.NewReaderSize(in.r, s.lim.sniff)
	start, err := b.Peek(s.lim.sniff)
	if err != nil && err != io.EOF && len(start) == 0 {
		return giveUp(in.origin, err, yield)
	}
	if p, ok := packingOf(start); ok {
		inner, err := in.unpack(p, b)
		if err != nil {
			return giveUp(in.origin, err, yield)
		}
		if c, ok := inner.r.(*unpacked).r.(io.Closer); ok {
			defer c.Close()
		}
		return s.content(inner, yield)
	}
	switch {
	case isZip(start):
		return s.archive(in, b, s.zip, yield)
	case isTar(start):
		return s.archive(in, b, s.tar, yield)
	case isWARC(start):
		return s.warc(in, b, yield)
	case isJSONFeed(start):
		return s.jsonFeed(in, b, yield)
	case isJSON(start):
		return readJSON(context.Background(), b, in.origin, s.lim, in.prompt, s.options.Map, yield)
	case isFeed(start):
		return s.feed(in, b, start, yield)
	}
	if head, ok := tableHead(start, s.options.Map); ok {
		return s.table(in, b, head, yield)
	}
	return s.page(b, in, yield)
}
