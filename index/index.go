// Package index is the write contract: what a back end that takes in articles promises, and the words for it. It is not a back
// end: index/embedded keeps the promise with a store and Bleve.
package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"xunbao/internal/news"
)

// Sentinel errors of every back end.
var (
	// ErrNotFound: no article has that ID.
	ErrNotFound = errors.New("no such article")
	// ErrLocked: another process holds the data folder.
	ErrLocked = errors.New("the data folder is held by another process")
	// ErrDamaged: stored data fails its checksum or cannot be read.
	ErrDamaged = errors.New("stored data is damaged")
	// ErrClosed: the back end has been closed.
	ErrClosed = errors.New("the index is closed")
	// ErrBusy: a rebuild is running already.
	ErrBusy = errors.New("a rebuild is already running")
	// ErrDiskFull: nothing was written, because the disk would be full; reading goes on.
	ErrDiskFull = errors.New("the disk is almost full")
	// ErrUnwritable: nothing is written, because the disk refused a write or a sync; reading goes on.
	ErrUnwritable = errors.New("the disk does not take what is written to it")
	// ErrEmptySource: a rebuild from sources found no usable article, so the old articles were kept.
	ErrEmptySource = errors.New("the sources hold no usable article; nothing was changed")
)

// Action is what became of one article.
type Action string

// The actions.
const (
	Added     Action = "added"
	Replaced  Action = "replaced"
	Unchanged Action = "unchanged"
	Rejected  Action = "rejected"
)

// Outcome is the answer to one article of a batch, in the order of the batch. Err is set when Action is Rejected.
type Outcome struct {
	ID     news.ID
	Action Action
	Err    error
}

// Writer adds and deletes articles. When a call returns without an error its writes are on disk (synced) and searches see them.
// Safe for concurrent use.
type Writer interface {
	// Put inserts or replaces by ID; the same article again is Unchanged. An invalid article is Rejected in its Outcome and does
	// not stop the others. The batch slice is not kept.
	Put(ctx context.Context, batch []news.Article) ([]Outcome, error)
	// Delete removes articles and returns how many were there. Missing IDs are no error.
	Delete(ctx context.Context, ids []news.ID) (int, error)
}

// RecordError is one record that could not be read or taken. It never stops a run.
type RecordError struct {
	Origin string // "file.jsonl:1042", "folder/page.txt"
	Err    error
	Record []byte // the record as a JSON object or as it stood; nil when it was not read or is a page
}

func (e *RecordError) Error() string { return fmt.Sprintf("%s: %v", e.Origin, e.Err) }
func (e *RecordError) Unwrap() error { return e.Err }

// Record is one article read from a source, with where it came from.
type Record struct {
	Article news.Article
	Origin  string
}

// Records is a stream of articles. A *RecordError is one bad record: the stream goes on after it. Any other error is the last
// element.
type Records = iter.Seq2[Record, error]

// Rebuilder builds a new generation aside and swaps it in; searches go on meanwhile and never see a half-built index.
type Rebuilder interface {
	// Rebuild builds from the store when records is nil; else the records become the whole collection: articles that are not
	// among them are removed, unless they were written while the rebuild ran. ErrBusy, ErrEmptySource. report may be nil.
	Rebuild(ctx context.Context, records Records, report func(Progress)) (Summary, error)
}

// Generation names one built index.
type Generation struct {
	Name        string // "000003"
	Fingerprint string // of the analysis that built it: dictionary, folding, lanes
	Articles    int
	Built       time.Time
}

// Progress is how far a long run has come. Total is 0 when unknown.
type Progress struct {
	Stage string // "read", "index", "verify", "publish"
	Done  int
	Total int
	Bytes int64 // of article text
}

// Summary is how a run ended. Rejections holds the first MaxRejections; Rejected counts all.
type Summary struct {
	Read, Added, Replaced, Unchanged, Removed, Rejected int
	Bytes                                               int64 // of article text read
	Rejections                                          []*RecordError
	Took                                                time.Duration
	Generation                                          string
}

// MaxRejections is how many rejections a Summary holds.
const MaxRejections = 20

// Reject counts a bad record and keeps it if there is room.
func (s *Summary) Reject(e *RecordError) {
	s.Rejected++
	if len(s.Rejections) < MaxRejections {
		s.Rejections = append(s.Rejections, e)
	}
}

// Count adds an outcome.
func (s *Summary) Count(a Action) {
	switch a {
	case Added:
		s.Added++
	case Replaced:
		s.Replaced++
	case Unchanged:
		s.Unchanged++
	}
}
