package ingest

import (
	"bufio"
	"errors"
	"io"

	"xunbao/index"
	"xunbao/internal/news"
)

// Feed gives the items of one feed (RSS, Atom, JSON Feed) that was found at an address. A bad item is a *index.RecordError with a place behind
// the address as its origin; what ends the feed early, or that it is none, is the last element, with the address itself. r is read no further
// than elements are wanted.
func Feed(r io.Reader, address string) index.Records {
	s := &source{lim: defaultLimits}
	return func(yield func(index.Record, error) bool) {
		counted := &counter{r: remote{r}}
		in := input{r: counted, origin: address, url: address, meter: &meter{disk: counted, lim: s.lim}}
		b := bufio.NewReaderSize(in.r, s.lim.sniff)
		start, err := b.Peek(s.lim.sniff)
		switch {
		case err != nil && err != io.EOF && len(start) == 0:
			giveUp(address, err, yield)
		case isJSONFeed(start):
			s.jsonFeed(in, b, yield)
		case isFeed(start):
			s.feed(in, b, start, yield)
		default:
			reject(address, errors.New("is neither RSS, Atom nor a JSON Feed"), yield)
		}
	}
}

// Page finds the article in a page, text or HTML in any of the encodings, that was found at an address. The article has an ID and is valid.
func Page(data []byte, address string) (news.Article, error) {
	return pageArticle(rawPage{data: data, name: address, url: address}, defaultLimits)
}

// MaxPage is how many bytes a page may have.
const MaxPage = 8 << 20
