package embedded

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"sync/atomic"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	rootindex "xunbao/index"
	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// decided reports whether the gram lane alone says where a literal stands.
func decided(l literal) bool {
	if l.exact != "" || l.apart {
		return false
	}
	_, exact := zh.Needed(l.text)
	return exact
}

// readingWorth is how many entries of a gram's list take as long as one article's text.
const readingWorth = 2000

// candidates are the documents of a segment that may have the literal: those with its grams in one field. The rarest come first, and
// where few documents are left a long list is left alone: reading these texts tells more in less time.
func candidates(l literal, s *index.Segment) (*roaring.Bitmap, error) {
	grams, _ := zh.Needed(l.text)
	found := roaring.New()
	for _, field := range l.fields {
		docs, err := havingGrams(grams, field.grams, s)
		if err != nil {
			return nil, err
		}
		found.Or(docs)
	}
	return found, nil
}

// havingGrams are the live documents with all grams in a field; some more when that saves time and there are several grams.
func havingGrams(grams []string, field string, s *index.Segment) (*roaring.Bitmap, error) {
	type counted struct {
		gram  string
		count int
	}
	ordered := make([]counted, len(grams))
	for i, gram := range grams {
		count, err := s.Count(field, gram)
		if err != nil || count == 0 {
			return roaring.New(), err
		}
		ordered[i] = counted{gram, count}
	}
	slices.SortStableFunc(ordered, func(a, b counted) int { return a.count - b.count })
	docs := s.Live
	for i, g := range ordered {
		if i > 0 && docs.GetCardinality()*readingWorth < uint64(g.count) {
			break
		}
		has, err := s.Postings(field, g.gram)
		if err != nil {
			return nil, err
		}
		if docs = roaring.And(has, docs); docs.IsEmpty() {
			break
		}
	}
	if len(grams) == 0 {
		return docs.Clone(), nil
	}
	return docs, nil
}

// literal returns the documents among within where a literal stands.
func (m *matcher) literal(l literal, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found, err := candidates(l, s)
	if err != nil {
		return nil, err
	}
	found.And(within)
	return m.confirm(l, s, found)
}

// confirm returns those candidates where a literal really stands: all when one gram is the whole literal, those where the word lane
// has it as a word, and of the others those whose text has it.
func (m *matcher) confirm(l literal, s *index.Segment, found *roaring.Bitmap) (*roaring.Bitmap, error) {
	if decided(l) {
		return found, nil
	}
	proven := roaring.New()
	if l.exact == "" {
		for _, field := range l.fields {
			docs, err := s.Postings(field.words, l.word())
			if err != nil {
				return nil, err
			}
			proven.Or(roaring.And(docs, found))
		}
	}
	doubtful := roaring.AndNot(found, proven)
	confirmed, err := m.verify(fmt.Sprintf("%q %q %v %v", l.text, l.exact, l.apart, l.fields), s, doubtful, l.check)
	if err != nil {
		return nil, err
	}
	proven.Or(confirmed)
	return proven, nil
}

// check decides on one article. It may keep buffers between calls and is used by one goroutine.
type check func(title, body []byte) bool

// check looks for the literal in the texts.
func (l literal) check() check {
	want, exact := []byte(l.text), []byte(l.exact)
	var folded []byte
	return func(title, body []byte) bool {
		for _, field := range l.fields {
			text := body
			if field.title {
				text = title
			}
			if len(exact) > 0 && !bytes.Contains(text, exact) {
				continue
			}
			if !l.apart && bytes.Contains(text, want) { // folding changes nothing that is folded: it would stand there still
				return true
			}
			folded = zh.AppendFold(folded[:0], text)
			if !l.apart && bytes.Contains(folded, want) || l.apart && len(l.places(folded)) > 0 {
				return true
			}
		}
		return false
	}
}

// near matches where both literals stand in one field, at most the distance apart.
func (m *matcher) near(c near, s *index.Segment, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	both, err := m.conjunction(conjunction{c.left, c.right}, s, within)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("near %q %q %d %v", c.left.text, c.right.text, c.distance, c.left.fields)
	return m.verify(key, s, both, c.check)
}

func (c near) check() check {
	var folded []byte
	return func(title, body []byte) bool {
		for _, field := range c.left.fields {
			text := body
			if field.title {
				text = title
			}
			folded = zh.AppendFold(folded[:0], text)
			if closest(folded, c.left.text, c.right.text) <= c.distance {
				return true
			}
		}
		return false
	}
}

// closest returns the least number of code points between an occurrence of a and one of b that do not overlap, math.MaxInt when
// there are none.
func closest(text []byte, a, b string) int {
	best := math.MaxInt
	rights := occurrences(text, b)
	for _, left := range occurrences(text, a) {
		after := sort.SearchInts(rights, left+len(a)) // the first b that begins behind a
		if after < len(rights) {
			best = min(best, utf8.RuneCount(text[left+len(a):rights[after]]))
		}
		before := sort.SearchInts(rights, left-len(b)+1) - 1 // the last b that ends before a
		if before >= 0 {
			best = min(best, utf8.RuneCount(text[rights[before]+len(b):left]))
		}
	}
	return best
}

// occurrences lists where a text stands, in bytes, overlapping ones included.
func occurrences(text []byte, want string) []int {
	var out []int
	if want == "" {
		return nil
	}
	_, step := utf8.DecodeRuneInString(want)
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(want))
		if i < 0 {
			return out
		}
		out = append(out, at+i)
		at += i + step
	}
}

// places lists where the literal stands in a folded text, in bytes.
func (l literal) places(text []byte) []int {
	found := occurrences(text, l.text)
	if !l.apart {
		return found
	}
	return slices.DeleteFunc(found, func(at int) bool {
		end := at + len(l.text)
		return at > 0 && isWordByte(text[at-1]) && isWordByte(text[at]) || end < len(text) && isWordByte(text[end]) && isWordByte(text[end-1])
	})
}

// verifyAtOnce is how many articles one core verifies before another is worth its while.
const verifyAtOnce = 32

// verify reads the texts of documents and returns those that pass the check. What was once found out about a document is remembered under key.
func (m *matcher) verify(key string, s *index.Segment, docs *roaring.Bitmap, newCheck func() check) (*roaring.Bitmap, error) {
	name := inSegment(m.snapshot.Generation.Name, s.ID, key)
	known, passed := m.verified.segments.recall(name)
	open := roaring.AndNot(docs, known)
	if !open.IsEmpty() {
		fresh, err := m.learn(key, s, open, newCheck)
		if err != nil {
			return nil, err
		}
		if !m.damaged {
			m.verified.segments.remember(name, open, fresh)
		}
		passed = roaring.Or(passed, fresh)
	}
	return roaring.And(docs, passed), nil
}

// learn is verify for documents of which the segment tells nothing yet: some were read when they stood in another one.
func (m *matcher) learn(key string, s *index.Segment, open *roaring.Bitmap, newCheck func() check) (*roaring.Bitmap, error) {
	name := inStore(m.snapshot.Records, key)
	known, passed := m.verified.records.recall(name)
	out, unread := roaring.New(), roaring.New()
	open.Iterate(func(doc uint32) bool {
		record, ok := recordOf(s, doc)
		switch {
		case !ok || !known.Contains(record):
			unread.Add(doc)
		case passed.Contains(record):
			out.Add(doc)
		}
		return true
	})
	if unread.IsEmpty() {
		return out, nil
	}
	fresh, err := m.read(s, unread.ToArray(), newCheck)
	if err != nil {
		return nil, err
	}
	if !m.damaged {
		m.verified.records.remember(name, recordsOf(s, unread), recordsOf(s, fresh))
	}
	out.Or(fresh)
	return out, nil
}

// recordOf is the number of a document in the store; not ok when it has more than 32 bits, of which bitmaps know nothing.
func recordOf(s *index.Segment, doc uint32) (record uint32, ok bool) {
	number := s.Columns.Seq[doc]
	return uint32(number), number <= math.MaxUint32
}

// recordsOf are the numbers of documents in the store, as recordOf gives them.
func recordsOf(s *index.Segment, docs *roaring.Bitmap) *roaring.Bitmap {
	records := roaring.New()
	docs.Iterate(func(doc uint32) bool {
		if record, ok := recordOf(s, doc); ok {
			records.Add(record)
		}
		return true
	})
	return records
}

func (m *matcher) read(s *index.Segment, docs []uint32, newCheck func() check) (*roaring.Bitmap, error) {
	slices.SortFunc(docs, func(a, b uint32) int { return cmp.Compare(s.Columns.Seq[a], s.Columns.Seq[b]) })
	passed := make([]bool, len(docs))
	var damaged atomic.Bool
	err := split(len(docs), verifyAtOnce, func(from, to int) error {
		seqs := make([]uint64, to-from)
		for i := range seqs {
			seqs[i] = s.Columns.Seq[docs[from+i]]
		}
		passes := newCheck()
		err := m.snapshot.Store.Texts(m.ctx, seqs, func(i int, title, body []byte) error {
			passed[from+i] = passes(title, body)
			return nil
		})
		if errors.Is(err, rootindex.ErrDamaged) { // the others were read; the answer says that it is not exact
			damaged.Store(true)
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	m.damaged = m.damaged || damaged.Load()
	out := roaring.New()
	for i, ok := range passed {
		if ok {
			out.Add(docs[i])
		}
	}
	return out, nil
}
