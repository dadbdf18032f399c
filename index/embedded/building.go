package embedded

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
)

// So many articles and bytes of text wait for a free core, so that none is idle while a batch is stored and synced.
const (
	waitingDocuments = 2 * fillArticles
	waitingBytes     = 2 * fillBytes
)

// building is an index under way. Every core analyses the records it is given and builds segments of its own; finish merges them. Give
// it records from one goroutine.
type building struct {
	path       string
	parts      []*part
	records    chan store.Record
	room       *semaphore.Weighted // bytes of text that may wait in records
	work       *errgroup.Group
	working    context.Context
	ended      chan struct{} // no more records come
	searches   *traffic
	superseded map[uint64]bool
	done       counter
}

// startBuilding begins an index at path, which must not exist. finish or discard ends it. report is told how many documents and bytes of
// text are done, from any core; it may be nil. searches go first: more than half of the cores work only while there are none; nil lets nobody go first.
func startBuilding(ctx context.Context, path string, segmenter *zh.Segmenter, searches *traffic, report func(documents int, bytes int64)) *building {
	b := &building{
		path: path, parts: make([]*part, runtime.GOMAXPROCS(0)), superseded: map[uint64]bool{},
		records: make(chan store.Record, waitingDocuments), room: semaphore.NewWeighted(waitingBytes), ended: make(chan struct{}), searches: searches,
	}
	b.work, b.working = errgroup.WithContext(ctx)
	for i := range b.parts {
		p := &part{path: fmt.Sprintf("%s.part%d", path, i)}
		b.parts[i] = p
		b.work.Go(func() error {
			d := new(document)
			polite := courteous(searches, i, b.ended)
			p.making.pauses(func() { polite.pause(b.working) })
			for polite.pause(b.working); ; polite.pause(b.working) {
				record, more := <-b.records
				if !more {
					break
				}
				polite.begin()
				b.room.Release(waiting(&record))
				d.analyse(record.Seq, &record.Article, segmenter)
				if err := p.add(d); err != nil {
					return err
				}
				if documents, bytes := b.done.add(int64(d.bytes)); report != nil && documents%100 == 0 {
					report(documents, bytes)
				}
			}
			if err := b.working.Err(); err != nil {
				return err
			}
			return p.flush()
		})
	}
	return b
}

// waiting is how much room a record takes while it waits. One of more than all room waits alone.
func waiting(record *store.Record) int64 {
	return min(int64(len(record.Article.Title)+len(record.Article.Body)), waitingBytes)
}

// add gives the next record. It waits while every core is busy and enough others wait. On an error, discard tells the reason.
func (b *building) add(record store.Record) error {
	if err := b.room.Acquire(b.working, waiting(&record)); err != nil {
		return err
	}
	select {
	case b.records <- record:
		return nil
	case <-b.working.Done():
		return b.working.Err()
	}
}

// supersede takes a record back that was given: it is left out when the segments are merged.
func (b *building) supersede(seq uint64) { b.superseded[seq] = true }

// finish makes the index, durable when it returns, of everything up to that change of the store. merging is told before the last step; it
// may be nil.
func (b *building) finish(ctx context.Context, last uint64, merging func(documents int, bytes int64)) error {
	close(b.ended)
	close(b.records)
	if err := b.work.Wait(); err != nil {
		return errors.Join(err, discardParts(b.parts))
	}
	documents := b.done.documents - len(b.superseded)
	if documents == 0 {
		return errors.Join(fmt.Errorf("build an index: %w: not one record of the store can be read", index.ErrDamaged), discardParts(b.parts))
	}
	if merging != nil {
		merging(documents, b.done.bytes)
	}
	position := positionValues(last, uint64(documents))
	if err := joinParts(ctx, b.searches, b.parts, b.superseded, b.path, position); err != nil {
		return errors.Join(fmt.Errorf("finish building an index: %w", err), discardParts(b.parts))
	}
	return syncTree(b.path)
}

// discard gives the index up for a reason. Where the cores failed first, theirs is the reason.
func (b *building) discard(reason error) error {
	close(b.ended)
	close(b.records)
	if err := b.work.Wait(); err != nil && b.working.Err() != nil && errors.Is(reason, context.Canceled) {
		reason = err
	}
	return errors.Join(reason, discardParts(b.parts))
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
