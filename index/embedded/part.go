package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// part is what one core makes of an index: a folder of segments.
type part struct {
	path   string
	made   []made
	seqs   []uint64 // of the documents of making
	making making
}

// made is a segment in a file and the sequence numbers of its documents, in their order.
type made struct {
	name string
	seqs []uint64
}

// add takes one document.
func (p *part) add(d *document) error {
	d.AddIDField()
	p.seqs = append(p.seqs, d.properties.seq)
	p.making.add(d)
	if len(p.making.documents) < segmentDocuments && p.making.bytes < segmentBytes {
		return nil
	}
	return p.flush()
}

// flush writes the documents taken since the last time as a segment.
func (p *part) flush() error {
	if len(p.making.documents) == 0 {
		return nil
	}
	if err := os.MkdirAll(p.path, 0o700); err != nil {
		return fmt.Errorf("start building an index: %w", err)
	}
	s, _, err := p.making.segment(segments(), nil)
	if err != nil {
		return fmt.Errorf("build an index: %w", err)
	}
	name := filepath.Join(p.path, fmt.Sprintf("%06d.zap", len(p.made)))
	if err := s.Persist(name); err != nil {
		return fmt.Errorf("build an index: %w", err)
	}
	p.made = append(p.made, made{name, p.seqs})
	p.seqs = nil
	p.making.reset()
	return nil
}

// joinParts merges the segments of the parts into one index at path, with the internal values of position and without the documents that
// were superseded.
func joinParts(ctx context.Context, parts []*part, superseded map[uint64]bool, path string, position map[string][]byte) error {
	var names []string
	var drops []*roaring.Bitmap
	for _, p := range parts {
		if err := p.flush(); err != nil {
			return err
		}
		for _, m := range p.made {
			if drop, all := m.drops(superseded); !all {
				names, drops = append(names, m.name), append(drops, drop)
			}
		}
	}
	own, err := frame(path, position)
	if err != nil {
		return err
	}
	if err := mergeFiles(ctx, names, drops, own); err != nil {
		return err
	}
	return discardParts(parts)
}

// drops is the documents that were superseded, nil for none, and whether all of them were.
func (m *made) drops(superseded map[uint64]bool) (drops *roaring.Bitmap, all bool) {
	if len(superseded) == 0 {
		return nil, false
	}
	for number, seq := range m.seqs {
		if superseded[seq] {
			if drops == nil {
				drops = roaring.New()
			}
			drops.Add(uint32(number))
		}
	}
	return drops, drops != nil && int(drops.GetCardinality()) == len(m.seqs)
}

// frame makes an index of one empty document by the ordinary way and takes the files of its segment away, whose name it returns.
// root.bolt names the segment by file name and says nothing else of it, so it holds for whatever segment takes the place.
func frame(path string, position map[string][]byte) (segment string, err error) {
	g, err := startGeneration("", path, nil)
	if err != nil {
		return "", fmt.Errorf("start an index: %w", err)
	}
	batch := bleve.NewBatch()
	batch.Update(&document{id: encodeSeq(0)})
	for key, value := range position {
		batch.SetInternal([]byte(key), value)
	}
	if err := errors.Join(g.bleve.Batch(batch), g.close()); err != nil {
		return "", fmt.Errorf("start an index: %w", err)
	}
	names, err := filepath.Glob(filepath.Join(path, "*.zap"))
	if err == nil && len(names) != 1 {
		err = fmt.Errorf("an index of one document has %d segments", len(names))
	}
	if err != nil {
		return "", err
	}
	return names[0], errors.Join(os.Remove(names[0]), os.Remove(siblingOf(names[0])))
}

// mergeFiles merges segment files into one, without the documents that drops names for each.
func mergeFiles(ctx context.Context, names []string, drops []*roaring.Bitmap, into string) (err error) {
	if len(names) == 1 && drops[0] == nil {
		return errors.Join(os.Rename(names[0], into), os.Rename(siblingOf(names[0]), siblingOf(into)))
	}
	opened := make([]segment.Segment, len(names))
	defer func() {
		for _, s := range opened {
			if s != nil {
				err = errors.Join(err, s.Close())
			}
		}
	}()
	for i, name := range names {
		if opened[i], err = segments().Open(name); err != nil {
			return err
		}
	}
	stop := make(chan struct{})
	defer context.AfterFunc(ctx, func() { close(stop) })()
	_, _, err = segments().Merge(opened, drops, into, stop, nil)
	return err
}

func discardParts(parts []*part) error {
	var err error
	for _, p := range parts {
		err = errors.Join(err, os.RemoveAll(p.path))
	}
	return err
}
