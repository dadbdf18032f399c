package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"

	"xunbao/index/zapfile"
)

// part is what one core makes of an index: a folder of pieces.
type part struct {
	path   string
	made   []piece
	making making
}

// piece is a segment to be: the words of some documents as runs, and a sibling.
type piece struct {
	name string   // of its files, but for what they end in
	seqs []uint64 // of the documents, in their order
}

// Files of a piece.
func (p piece) run(field int) string { return p.name + "." + wordFields[field] }
func (p piece) sibling() string      { return p.name + ".lanes" }

// add takes one document.
func (p *part) add(d *document) error {
	p.making.add(d)
	if p.making.documents() < pieceDocuments && p.making.bytes < pieceBytes {
		return nil
	}
	return p.flush()
}

// flush puts the documents taken since the last time aside as a piece. It need not be durable.
func (p *part) flush() error {
	if p.making.documents() == 0 {
		return nil
	}
	if err := os.MkdirAll(p.path, 0o700); err != nil {
		return fmt.Errorf("start building an index: %w", err)
	}
	made := piece{filepath.Join(p.path, fmt.Sprintf("%06d", len(p.made))), p.making.columns.seq}
	err := writeFile(made.sibling(), func(to io.Writer) error { return writeSibling(to, p.making.section) })
	for number := range p.making.words {
		err = errors.Join(err, writeFile(made.run(number), func(to io.Writer) error {
			return zapfile.WriteRun(to, p.making.words[number].Terms)
		}))
	}
	if err != nil {
		return fmt.Errorf("build an index: %w", err)
	}
	p.made = append(p.made, made)
	p.making.reset()
	return nil
}

// joinParts merges the pieces of the parts, which are flushed, into one index at path, with the internal values of position and without the documents that
// were superseded.
func joinParts(ctx context.Context, searches *traffic, parts []*part, superseded map[uint64]bool, path string, position map[string][]byte) error {
	var pieces []piece
	for _, p := range parts {
		pieces = append(pieces, p.made...)
	}
	own, err := frame(path, position)
	if err != nil {
		return err
	}
	if err := joinPieces(ctx, searches, pieces, superseded, own); err != nil {
		return err
	}
	return discardParts(parts)
}

// drops is the documents that were superseded, nil for none.
func (p *piece) drops(superseded map[uint64]bool) *roaring.Bitmap {
	if len(superseded) == 0 {
		return nil
	}
	var drops *roaring.Bitmap
	for number, seq := range p.seqs {
		if superseded[seq] {
			if drops == nil {
				drops = roaring.New()
			}
			drops.Add(uint32(number))
		}
	}
	return drops
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

func discardParts(parts []*part) error {
	var err error
	for _, p := range parts {
		err = errors.Join(err, os.RemoveAll(p.path))
	}
	return err
}
