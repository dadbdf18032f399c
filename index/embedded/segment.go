package embedded

import (
	"errors"
	"io"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// memorySegment is a segment that no file has yet.
type memorySegment struct {
	*zap.SegmentBase
	sibling *sibling
	plugin  *plugin
}

var _ segment.UnpersistedSegment = (*memorySegment)(nil)

// Close does nothing. Bleve closes a segment whose batch could not be written, though searches go on reading it; there is nothing to give back
// but memory.
func (s *memorySegment) Close() error { return nil }

// Persist writes the segment and its sibling, both durable when it returns.
func (s *memorySegment) Persist(path string) error {
	name := siblingOf(path)
	defer s.plugin.writing(name)()
	err := createSibling(name, func(section int, to io.Writer) error {
		_, err := to.Write(s.sibling.section(section))
		return err
	})
	if err != nil {
		return err
	}
	return s.SegmentBase.Persist(path)
}

// fileSegment is a segment in a file. It counts references as zap does, to know when the sibling can go.
type fileSegment struct {
	*zap.Segment
	sibling    *sibling
	mu         sync.Mutex
	references int
}

var _ segment.PersistedSegment = (*fileSegment)(nil)

// DocNumbers implements segment.Segment. Bleve asks for it in a goroutine that must not break off.
func (s *fileSegment) DocNumbers(ids []string) (docs *roaring.Bitmap, err error) {
	err = unbroken("look up documents", func() error {
		docs, err = s.Segment.DocNumbers(ids)
		return err
	})
	return docs, err
}

// AddRef implements segment.Segment.
func (s *fileSegment) AddRef() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.references++
	s.Segment.AddRef()
}

// DecRef implements segment.Segment.
func (s *fileSegment) DecRef() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.references--
	err := s.Segment.DecRef()
	if s.references == 0 {
		err = errors.Join(err, s.sibling.close())
	}
	return err
}

// Close implements segment.Segment.
func (s *fileSegment) Close() error { return s.DecRef() }

// siblingIn returns the sibling of a segment of this package.
func siblingIn(s segment.Segment) (*sibling, bool) {
	switch s := s.(type) {
	case *memorySegment:
		return s.sibling, true
	case *fileSegment:
		return s.sibling, true
	default:
		return nil, false
	}
}
