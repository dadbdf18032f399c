package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"golang.org/x/sys/unix"
)

// After how many words the context is asked, and the pages that were read are let go.
const (
	wordsBetweenChecks  = 1024
	wordsBetweenLetting = 16 * wordsBetweenChecks
)

// Words calls visit, ascending, with every term of the word lane that at least fewest articles have, in title or body, and how many
// those are. It reads every dictionary once and keeps one term of each in memory, and works on dictionaries of its own: searches on
// the same snapshot do not wait for it. An error of visit or of ctx stops it.
func (s *Snapshot) Words(ctx context.Context, fewest int, visit func(term string, articles int) error) error {
	var cursors []*cursor
	var copies []*zap.Segment
	defer func() {
		for _, own := range copies {
			_ = own.Close() // nothing was written
		}
	}()
	for _, part := range s.Segments {
		own := part.segment
		opened, err := apart(own)
		if err != nil {
			return err
		}
		if opened != nil {
			copies = append(copies, opened)
			own = opened
		}
		for _, field := range []string{TitleWords, BodyWords} {
			c, err := newCursor(part, own, field)
			if err != nil {
				return err
			}
			if c != nil {
				cursors = append(cursors, c)
			}
		}
	}
	for n := 0; ; n++ {
		if n%wordsBetweenChecks == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if n%wordsBetweenLetting == wordsBetweenLetting-1 {
			if err := letPagesGo(copies); err != nil {
				return err
			}
		}
		same, term := least(cursors)
		if len(same) == 0 {
			return nil
		}
		articles, err := union(same, fewest)
		if err != nil {
			return err
		}
		if articles >= fewest {
			if err := visit(term, articles); err != nil {
				return err
			}
		}
		for _, c := range same {
			if err := c.next(); err != nil {
				return err
			}
		}
	}
}

// apart opens the file of a segment once more, so that the pages that are read of it, which are most of them, can be let go; nil for a
// segment without a file, or whose file has been merged away.
func apart(s segment.Segment) (*zap.Segment, error) {
	file, ok := s.(*fileSegment)
	if !ok {
		return nil, nil
	}
	own, err := segments().zap.OpenUsing(file.Path(), nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open segment %s once more: %w", filepath.Base(file.Path()), err)
	}
	opened, ok := own.(*zap.Segment)
	if !ok {
		return nil, errors.Join(fmt.Errorf("open segment %s once more: it is a %T", filepath.Base(file.Path()), own), own.Close())
	}
	return opened, nil
}

// letPagesGo tells the system that the pages of mapped files are not needed for now: they no longer count as memory of this process, and
// are read again when they are asked for.
func letPagesGo(files []*zap.Segment) error {
	for _, file := range files {
		if err := unix.Madvise(file.Data(), unix.MADV_DONTNEED); err != nil {
			return fmt.Errorf("let the pages of %s go: %w", filepath.Base(file.Path()), err)
		}
	}
	return nil
}

// cursor goes through the dictionary of one word field of a segment.
type cursor struct {
	part       *Segment
	field      string
	dictionary segment.TermDictionary
	terms      segment.DictionaryIterator
	postings   segment.PostingsList // used again and again
	term       string
	most       int // documents of the term, deleted ones included
	done       bool
}

// newCursor stands at the first term that own, which is the segment of part, has in the field; nil when the segment has none in the field.
func newCursor(part *Segment, own segment.Segment, field string) (*cursor, error) {
	dictionary, err := own.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("read the dictionary of %s: %w", field, err)
	}
	if dictionary == nil {
		return nil, nil
	}
	c := &cursor{part: part, field: field, dictionary: dictionary, terms: dictionary.AutomatonIterator(nil, nil, nil)}
	return c, c.next()
}

func (c *cursor) next() error {
	entry, err := c.terms.Next()
	if err != nil {
		return fmt.Errorf("read the dictionary of %s: %w", c.field, err)
	}
	if c.done = entry == nil; c.done {
		return nil
	}
	c.term = entry.Term
	if entry.Count > 1 { // zap says 1, whatever it is, once it met a term that it keeps in the dictionary itself
		c.most = int(entry.Count)
		return nil
	}
	if c.postings, err = c.dictionary.PostingsList([]byte(c.term), nil, c.postings); err != nil {
		return fmt.Errorf("read the dictionary of %s: %w", c.field, err)
	}
	c.most = int(c.postings.Count())
	return nil
}

// least returns the cursors at the first of the terms in order.
func least(cursors []*cursor) (same []*cursor, term string) {
	for _, c := range cursors {
		switch {
		case c.done:
		case len(same) == 0 || c.term < term:
			same, term = append(same[:0], c), c.term
		case c.term == term:
			same = append(same, c)
		}
	}
	return same, term
}

// union counts the live documents of a term, or gives the most they can be when that is below fewest.
func union(same []*cursor, fewest int) (int, error) {
	most := 0
	for _, c := range same {
		most += c.most
	}
	if most < fewest {
		return most, nil
	}
	articles := 0
	for i, c := range same {
		docs, err := bitmapOf(c.dictionary, c.term)
		if err != nil {
			return 0, fmt.Errorf("read the postings of %s: %w", c.field, err)
		}
		if i > 0 && same[i-1].part == c.part { // the title's documents are counted already
			titles, err := bitmapOf(same[i-1].dictionary, c.term)
			if err != nil {
				return 0, fmt.Errorf("read the postings of %s: %w", c.field, err)
			}
			docs = roaring.AndNot(docs, titles)
		}
		articles += int(docs.AndCardinality(c.part.Live))
	}
	return articles, nil
}
