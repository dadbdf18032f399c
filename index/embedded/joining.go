package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/errgroup"

	"xunbao/index/zapfile"
)

// joining merges pieces into one segment.
type joining struct {
	pieces  []piece
	drops   []*roaring.Bitmap // documents of each piece to leave out; nil for none
	numbers [][]uint32        // the new number of each document of each piece
	seqs    []uint64          // of the documents that stay
}

// joinPieces merges pieces into a segment file and its sibling, both durable when it returns. Both at the same time, or one after the other
// while somebody searches.
func joinPieces(ctx context.Context, searches *traffic, pieces []piece, superseded map[uint64]bool, segment string) error {
	j := joining{pieces: pieces}
	for _, p := range pieces {
		drops := p.drops(superseded)
		j.drops = append(j.drops, drops)
		numbers := make([]uint32, len(p.seqs))
		for i, seq := range p.seqs {
			if drops != nil && drops.Contains(uint32(i)) {
				numbers[i] = zapfile.Gone
				continue
			}
			numbers[i] = uint32(len(j.seqs))
			j.seqs = append(j.seqs, seq)
		}
		j.numbers = append(j.numbers, numbers)
	}
	work, ctx := errgroup.WithContext(ctx)
	siblingDone := make(chan struct{})
	work.Go(func() error {
		defer close(siblingDone)
		return j.siblings(siblingOf(segment), courteous(searches, 0, nil).check(ctx))
	})
	work.Go(func() error {
		check := courteous(searches, 1, siblingDone).check(ctx)
		return createFile(segment, func(to io.Writer) error { return j.words(check, to) })
	})
	return work.Wait()
}

func (j *joining) siblings(name string, check func() error) (err error) {
	opened := make([]*sibling, 0, len(j.pieces))
	defer func() {
		for _, s := range opened {
			err = errors.Join(err, s.close())
		}
	}()
	for _, p := range j.pieces {
		s, err := openSibling(p.sibling())
		if err != nil {
			return err
		}
		opened = append(opened, s)
	}
	if err := mergeSiblings(name, opened, j.drops, check); err != nil {
		return err
	}
	return completeStories(name, check)
}

// words writes the segment file.
func (j *joining) words(check func() error, to io.Writer) (err error) {
	var terms [wordFieldCount]zapfile.Terms
	for number := range terms {
		sources := make([]zapfile.Source, len(j.pieces))
		for i, p := range j.pieces {
			file, err := os.Open(p.run(number))
			if err != nil {
				return err
			}
			defer file.Close()
			sources[i] = zapfile.Source{Run: file, Numbers: j.numbers[i]}
		}
		terms[number] = stoppable(check, zapfile.Merge(sources))
	}
	w, err := writeWords(to, j.seqs, terms)
	if err != nil {
		return fmt.Errorf("merge words: %w", err)
	}
	return w.FinishFile()
}

// wordsBetweenPauses is how many words a merge goes through without asking whether to stop: in a fraction of a millisecond.
const wordsBetweenPauses = 128

// stoppable asks check now and then while it goes through terms, and ends with its error.
func stoppable(check func() error, terms zapfile.Terms) zapfile.Terms {
	return func(visit func([]byte, zapfile.Postings) error) error {
		n := 0
		return terms(func(term []byte, p zapfile.Postings) error {
			if n++; n%wordsBetweenPauses == 0 {
				if err := check(); err != nil {
					return err
				}
			}
			return visit(term, p)
		})
	}
}
