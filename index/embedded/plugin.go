package embedded

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"golang.org/x/sync/errgroup"

	"xunbao/index/lanes"
)

// plugin makes, opens and merges segments for Bleve: zap segments with a sibling each. So lanes and columns follow every batch, merge
// and deletion of Bleve by themselves. Safe for concurrent use.
type plugin struct {
	zap  zap.ZapPlugin
	mu   sync.Mutex
	busy map[string]bool // siblings being written
}

var _ scorch.SegmentPlugin = (*plugin)(nil)

// Name and version of the form of segments, as Bleve notes them in an index.
const (
	segmentType    = "xunbao"
	segmentVersion = 1
)

// segments returns the plugin of the process. Bleve knows it from the first call on: it must come before an index is opened.
var segments = sync.OnceValue(func() *plugin {
	p := &plugin{busy: make(map[string]bool)}
	scorch.RegisterSegmentPlugin(p, false)
	return p
})

func (p *plugin) Type() string    { return segmentType }
func (p *plugin) Version() uint32 { return segmentVersion }

func (p *plugin) New(documents []bleve.Document) (segment.Segment, uint64, error) {
	return p.NewUsing(documents, nil)
}

// NewUsing makes a segment in memory. The documents are of this package, and numbered in their order.
func (p *plugin) NewUsing(documents []bleve.Document, config map[string]any) (segment.Segment, uint64, error) {
	var m making
	for _, each := range documents {
		d, ok := each.(*document)
		if !ok {
			return nil, 0, fmt.Errorf("make a segment: a document of an unknown kind %T", each)
		}
		m.add(d)
	}
	return m.segment(p, config)
}

func (p *plugin) Open(path string) (segment.Segment, error) { return p.OpenUsing(path, nil) }

// OpenUsing opens a segment file and its sibling.
func (p *plugin) OpenUsing(path string, config map[string]any) (segment.Segment, error) {
	s, err := openSibling(siblingOf(path))
	if err != nil {
		return nil, err
	}
	opened, err := p.zap.OpenUsing(path, config)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	base, ok := opened.(*zap.Segment)
	if !ok || base.Count() != uint64(s.documents()) {
		err := fmt.Errorf("open segment %s: %T of %d documents, %d in its sibling", filepath.Base(path), opened, opened.Count(), s.documents())
		return nil, errors.Join(err, opened.Close(), s.close())
	}
	return &fileSegment{Segment: base, sibling: s, references: 1}, nil
}

func (p *plugin) Merge(all []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter) (
	[][]uint64, uint64, error) {
	return p.MergeUsing(all, drops, path, stop, report, nil)
}

// MergeUsing merges segments into a new file and its sibling, both at the same time and both durable when it returns.
func (p *plugin) MergeUsing(all []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter,
	config map[string]any) (numbers [][]uint64, size uint64, err error) {
	bases, siblings := make([]segment.Segment, len(all)), make([]*sibling, len(all))
	for i, each := range all {
		switch s := each.(type) {
		case *memorySegment:
			bases[i], siblings[i] = s.SegmentBase, s.sibling
		case *fileSegment:
			bases[i], siblings[i] = s.Segment, s.sibling
		default:
			return nil, 0, fmt.Errorf("merge segments: a segment of an unknown kind %T", each)
		}
	}
	name := siblingOf(path)
	defer p.writing(name)()
	var work errgroup.Group
	stopped := func() error {
		select {
		case <-stop:
			return segment.ErrClosed
		default:
			return nil
		}
	}
	work.Go(func() error {
		return unbroken("merge segments", func() error { return mergeSiblings(name, siblings, drops, stopped) })
	})
	work.Go(func() error {
		return unbroken("merge segments", func() error {
			var err error
			numbers, size, err = p.zap.MergeUsing(bases, drops, path, stop, report, config)
			return err
		})
	})
	err = work.Wait()
	if errors.Is(err, segment.ErrClosed) {
		return nil, 0, segment.ErrClosed // as Bleve compares it
	}
	if err != nil {
		return nil, 0, err
	}
	return numbers, size, p.sweep(filepath.Dir(path))
}

// writing notes that a sibling is being written until the function it returns is called.
func (p *plugin) writing(name string) (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy[name] = true
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.busy, name)
	}
}

// sweep removes siblings without a segment. It holds the lock to the end: no sibling is begun meanwhile.
func (p *plugin) sweep(dir string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return sweepSiblings(dir, p.busy)
}

// mergeSiblings writes the sibling of merged segments. stopped is asked now and then and may end it with an error.
func mergeSiblings(name string, siblings []*sibling, drops []*roaring.Bitmap, stopped func() error) error {
	return createSibling(name, func(section int, to io.Writer) error {
		if section == columnSection {
			return joinColumns(to, siblings, drops, stopped)
		}
		if section == kinSection {
			return joinKin(to, siblings, drops, stopped)
		}
		sources := make([]lanes.Source, len(siblings))
		for i, s := range siblings {
			sources[i] = lanes.Source{Lane: s.lanes[section], Drops: drops[i]}
		}
		return lanes.Merge(to, sources, stopped)
	})
}

func joinColumns(to io.Writer, siblings []*sibling, drops []*roaring.Bitmap, stopped func() error) error {
	var joined columnData
	for i, s := range siblings {
		if err := stopped(); err != nil {
			return err
		}
		c, err := s.columns()
		if err != nil {
			return err
		}
		joined.join(c, drops[i])
	}
	return joined.writeTo(to, stopped)
}
