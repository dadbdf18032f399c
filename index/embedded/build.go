package embedded

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
)

// A core writes a segment when it has that many articles or bytes of text: some hundred megabytes of memory. Larger segments leave less to
// merge.
const (
	segmentDocuments = 4000
	segmentBytes     = 16 << 20
)

// build writes an index of everything in the snapshot to path, which must not exist, and makes it durable. Every core analyses articles
// and builds segments of its own; what they made is merged at the end. report may be nil.
func build(ctx context.Context, path string, sn *store.Snapshot, segmenter *zh.Segmenter, report func(index.Progress)) error {
	position := map[string][]byte{keySeq: binary.BigEndian.AppendUint64(nil, sn.Last()), keyCount: make([]byte, 8)}
	if sn.Count() == 0 {
		return buildEmpty(path, position)
	}
	if report == nil {
		report = func(index.Progress) {}
	}
	parts := make([]*part, runtime.GOMAXPROCS(0))
	var done counter
	records := make(chan store.Record, 64)
	work, working := errgroup.WithContext(ctx)
	work.Go(func() error {
		defer close(records)
		return readRecords(working, sn, records)
	})
	for i := range parts {
		parts[i] = &part{path: fmt.Sprintf("%s.part%d", path, i)}
		work.Go(func() error {
			for record := range records {
				d := newDocument(record.Seq, &record.Article, segmenter)
				if err := parts[i].add(d); err != nil {
					return err
				}
				if documents, bytes := done.add(int64(d.bytes)); documents%100 == 0 {
					report(index.Progress{Stage: "index", Done: documents, Total: sn.Count(), Bytes: bytes})
				}
			}
			return working.Err()
		})
	}
	if err := work.Wait(); err != nil {
		return errors.Join(err, discardParts(parts))
	}
	documents, bytes := done.documents, done.bytes
	if documents == 0 {
		return fmt.Errorf("build an index: %w: not one record of the store can be read", index.ErrDamaged)
	}
	binary.BigEndian.PutUint64(position[keyCount], uint64(documents))
	report(index.Progress{Stage: "merge", Done: documents, Total: sn.Count(), Bytes: bytes})
	if err := joinParts(ctx, parts, path, position); err != nil {
		return errors.Join(fmt.Errorf("finish building an index: %w", err), discardParts(parts))
	}
	return syncTree(path)
}

// counter counts documents and bytes of text for several goroutines.
type counter struct {
	mu        sync.Mutex
	documents int
	bytes     int64
}

// add counts one document and returns the sums.
func (c *counter) add(bytes int64) (int, int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.documents++
	c.bytes += bytes
	return c.documents, c.bytes
}

// buildEmpty makes an index without documents, which Bleve's builder cannot.
func buildEmpty(path string, position map[string][]byte) error {
	g, err := startGeneration("", path, nil)
	if err != nil {
		return fmt.Errorf("make an empty index: %w", err)
	}
	for key, value := range position {
		err = errors.Join(err, g.bleve.SetInternal([]byte(key), value))
	}
	return errors.Join(err, g.close(), syncTree(path))
}

// readRecords leaves out damaged records: the store sets them aside, and they have no place in the index.
func readRecords(ctx context.Context, sn *store.Snapshot, to chan<- store.Record) error {
	for record, err := range sn.All(ctx) {
		var bad *store.DamagedError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read the store: %w", err)
		}
		select {
		case to <- record:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
