package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"golang.org/x/sync/errgroup"
)

// part is what one core makes of an index: an index of one segment in a folder of its own.
type part struct {
	path     string
	position map[string][]byte // becomes the internal values of the index when the part is finished
	builder  *scorch.Builder   // nil before the first document
}

// add takes one document.
func (p *part) add(d *document) (err error) {
	if p.builder == nil {
		p.builder, err = scorch.NewBuilder(map[string]any{
			"path": p.path, "buildPathPrefix": filepath.Dir(p.path), "batchSize": segmentDocuments, "mergeMax": mergeAtOnce, "internal": p.position,
		})
		if err != nil {
			return fmt.Errorf("start building an index: %w", err)
		}
	}
	if err := p.builder.Index(d); err != nil {
		return fmt.Errorf("build an index: %w", err)
	}
	return nil
}

// joinParts finishes the parts and merges their segments into one index at path. Parts without a document are left out.
func joinParts(parts []*part, path string) error {
	var made []*part
	var finish errgroup.Group
	for _, p := range parts {
		if p.builder != nil {
			made = append(made, p)
			finish.Go(p.builder.Close)
		}
	}
	if err := finish.Wait(); err != nil {
		return err
	}
	first := made[0]
	if len(made) > 1 {
		if err := mergeInto(first, made); err != nil {
			return err
		}
	}
	if err := os.Rename(first.path, path); err != nil {
		return err
	}
	return discardParts(made[1:])
}

// mergeInto puts the segments of all parts, merged, in the place of the first one's. The first part's root.bolt names its segment by
// file name and says nothing else of it, so it holds for the merged one.
func mergeInto(first *part, parts []*part) (err error) {
	plugin := &zap.ZapPlugin{} // the version that scorch writes, see TestPartsBecomeOneSegment
	segments := make([]segment.Segment, len(parts))
	defer func() {
		for _, s := range segments {
			if s != nil {
				err = errors.Join(err, s.Close())
			}
		}
	}()
	for i, p := range parts {
		name, err := p.segment()
		if err != nil {
			return err
		}
		if segments[i], err = plugin.Open(name); err != nil {
			return err
		}
	}
	own, err := first.segment()
	if err != nil {
		return err
	}
	merged := own + ".merged"
	if _, _, err := plugin.Merge(segments, make([]*roaring.Bitmap, len(segments)), merged, nil, nil); err != nil {
		return err
	}
	return os.Rename(merged, own)
}

// segment is the file of the one segment of a finished part.
func (p *part) segment() (string, error) {
	names, err := filepath.Glob(filepath.Join(p.path, "*.zap"))
	if err == nil && len(names) != 1 {
		err = fmt.Errorf("%s has %d segments, want one", filepath.Base(p.path), len(names))
	}
	if err != nil {
		return "", err
	}
	return names[0], nil
}

func discardParts(parts []*part) error {
	var err error
	for _, p := range parts {
		err = errors.Join(err, os.RemoveAll(p.path))
	}
	return err
}
