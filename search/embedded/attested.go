package embedded

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	rootindex "xunbao/index"
	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// Work of counting the articles of a text for a suggestion.
const (
	maxConfirmed = 50  // articles found by reading are counted no further
	maxDoubtful  = 200 // articles read
)

// attested counts the articles that have a text, each part between white space side by side: exactly where the index knows, else up
// to maxConfirmed.
func attested(ctx context.Context, snapshot *index.Snapshot, text string) (int, error) {
	var parts []literal
	for part := range strings.FieldsSeq(zh.FoldText(text).Words) {
		parts = append(parts, literal{text: zh.FoldString(part), words: part, fields: bothLanes})
	}
	if len(parts) == 0 {
		return 0, nil
	}
	total, doubtful := 0, []uint64(nil)
	for _, segment := range snapshot.Segments {
		sure, open, err := surely(parts, segment)
		if err != nil {
			return 0, err
		}
		total += int(sure.GetCardinality())
		open.Iterate(func(doc uint32) bool {
			doubtful = append(doubtful, segment.Columns.Seq[doc])
			return len(doubtful) < maxDoubtful
		})
		if err := ctx.Err(); err != nil {
			return 0, err
		}
	}
	if total >= maxConfirmed {
		return total, nil
	}
	n, err := confirmed(ctx, snapshot, parts, doubtful)
	return total + n, err
}

// surely splits the documents of a segment that may have all parts into those that have and those that must be read.
func surely(parts []literal, segment *index.Segment) (sure, open *roaring.Bitmap, err error) {
	sure, open = segment.Live.Clone(), segment.Live.Clone()
	for _, part := range parts {
		may, err := candidates(part, segment)
		if err != nil {
			return nil, nil, err
		}
		open.And(may)
		if !decided(part) {
			words := roaring.New()
			for _, field := range part.fields {
				has, err := segment.Postings(field.words, part.word())
				if err != nil {
					return nil, nil, err
				}
				words.Or(has)
			}
			may.And(words)
		}
		sure.And(may)
	}
	open.AndNot(sure)
	return sure, open, nil
}

// errCounted: enough articles were found.
var errCounted = errors.New("counted")

// confirmed counts the articles, given by sequence numbers, whose text has all parts, up to maxConfirmed. One that is damaged counts
// as one that has not.
func confirmed(ctx context.Context, snapshot *index.Snapshot, parts []literal, seqs []uint64) (int, error) {
	checks := make([]check, len(parts))
	for i, part := range parts {
		checks[i] = part.check()
	}
	slices.Sort(seqs)
	n := 0
	err := snapshot.Store.Texts(ctx, seqs, func(_ int, title, body []byte) error {
		for _, has := range checks {
			if !has(title, body) {
				return nil
			}
		}
		if n++; n == maxConfirmed {
			return errCounted
		}
		return nil
	})
	if errors.Is(err, errCounted) || errors.Is(err, rootindex.ErrDamaged) {
		err = nil
	}
	return n, err
}
