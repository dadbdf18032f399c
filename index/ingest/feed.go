package ingest

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"xunbao/index"
)

// feedRoot is the beginning of an RSS (any version) or Atom feed.
var feedRoot = regexp.MustCompile(`^(?:\x{feff}|\s|<\?[^>]*\?>|<!--(?:[^-]|-[^-])*-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>)*<(?:rss|rdf:RDF|feed|atom:feed)[\s>]`)

// isFeed tells RSS and Atom from other pages; what stands before the root may take 4 KiB.
func isFeed(start []byte) bool {
	if len(start) > 1 && (start[0] == 0xff || start[0] == 0xfe) {
		if c, ok := charsetOf(start); ok {
			start = []byte(c.decode(start[:min(len(start), 8192)&^1]))
		}
	}
	return feedRoot.Match(start[:min(len(start), 4096)])
}

// maxFeedDepth is how deep the elements of a feed may be nested.
const maxFeedDepth = 500

// feed reads the items of an RSS or Atom feed one after another. The encoding is found from the bytes, whatever the feed declares, and
// characters that XML does not know are dropped.
func (s *source) feed(in input, b *bufio.Reader, start []byte, yield yielder) bool {
	c, ok := charsetOf(start)
	if !ok {
		return reject(in.origin, errors.New("is a feed in an encoding that is not read; save it as UTF-8"), yield)
	}
	lawful := transform.Chain(runes.ReplaceIllFormed(), runes.Remove(runes.Predicate(func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
	})))
	f := &feedReader{part: &bounded{r: transform.NewReader(c.reader(b), lawful), limit: s.lim.line}}
	f.d = xml.NewDecoder(f.part)
	f.d.Strict, f.d.Entity = false, xml.HTMLEntity
	f.d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		item, err := f.next()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return giveUp(in.origin, in.meter.damage("the feed", unexpectedEnd(err)), yield)
		}
		at := in.origin + ":" + strconv.Itoa(item.line)
		a, err := item.article(f.title)
		switch {
		case err != nil && !reject(at, err, yield):
			return false
		case err == nil && !yield(index.Record{Article: a, Origin: at}, nil):
			return false
		}
	}
}

// unexpectedEnd makes the two ways in which encoding/xml tells the end of a text one.
func unexpectedEnd(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && syntax.Msg == "unexpected EOF" {
		return io.ErrUnexpectedEOF
	}
	return err
}

// bounded is a reader that fails when one item takes more than limit bytes.
type bounded struct {
	r     io.Reader
	limit int
	n     int // since the last item
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.n >= b.limit {
		return 0, &contentError{fmt.Errorf("an item is larger than %s; what came before was read", size(int64(b.limit)))}
	}
	n, err := b.r.Read(p[:min(len(p), 32<<10)])
	b.n += n
	return n, err
}

// feedReader walks the elements of a feed.
type feedReader struct {
	d     *xml.Decoder
	part  *bounded
	title string // of the feed
	depth int
	ended bool
}

// next gives the next item; io.EOF behind the end of the root.
func (f *feedReader) next() (feedItem, error) {
	for {
		token, err := f.d.Token()
		if err == io.EOF && !f.ended {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return feedItem{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "item" || t.Name.Local == "entry":
				item, err := f.item()
				f.part.n = 0
				return item, err
			case t.Name.Local == "title" && f.title == "" && f.depth <= 2:
				if f.title, err = f.text(); err != nil {
					return feedItem{}, err
				}
				f.title = oneLine(f.title)
				continue
			}
			if f.depth++; f.depth > maxFeedDepth {
				return feedItem{}, errTooDeep
			}
		case xml.EndElement:
			if f.depth--; f.depth <= 0 {
				return feedItem{}, io.EOF
			}
		}
	}
}

var errTooDeep = &contentError{errors.New("its elements are nested too deeply; what came before was read")}

// item reads the elements of one item to its end.
func (f *feedReader) item() (feedItem, error) {
	line, _ := f.d.InputPos()
	item := feedItem{line: line}
	for {
		token, err := f.d.Token()
		if err != nil {
			return item, noEOF(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			return item, nil
		case xml.StartElement:
			text, err := f.element(t)
			if err != nil {
				return item, err
			}
			if !foreign(t.Name.Space) {
				item.take(t, text)
			}
		}
	}
}

// element is the text of an element; of a person (Atom) the name.
func (f *feedReader) element(t xml.StartElement) (string, error) {
	text, err := f.text()
	if t.Name.Local == "author" && strings.Contains(text, "<name>") {
		_, text, _ = strings.Cut(text, "<name>")
		text, _, _ = strings.Cut(text, "</name>")
	}
	return text, err
}

// text is what stands in an element: escaped HTML as HTML, elements of XHTML as they are, without their attributes.
func (f *feedReader) text() (string, error) {
	var b strings.Builder
	for depth := 0; ; {
		token, err := f.d.Token()
		if err != nil {
			return "", noEOF(err)
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if depth++; depth > maxFeedDepth {
				return "", errTooDeep
			}
			b.WriteString("<" + t.Name.Local + ">")
		case xml.EndElement:
			if depth--; depth < 0 {
				return strings.TrimFunc(b.String(), unicode.IsSpace), nil
			}
			b.WriteString("</" + t.Name.Local + ">")
		}
	}
}

// foreign: elements of pictures, films and podcasts have names like ours.
func foreign(space string) bool {
	return strings.Contains(space, "mrss") || strings.Contains(space, "media") || strings.Contains(space, "itunes")
}
