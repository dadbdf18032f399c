package embedded

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"golang.org/x/sync/errgroup"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
)

// Sizes of a build. A segment of segmentDocuments articles takes some hundred megabytes of memory while it is made; mergeAtOnce
// segments are merged in one pass.
const (
	segmentDocuments = 2000
	mergeAtOnce      = 64
)

// build writes an index of everything in the snapshot to path, which must not exist, using folders in scratch, and makes it
// durable. Analysis runs on all cores beside the writing of segments. report may be nil.
func build(ctx context.Context, scratch, path string, sn *store.Snapshot, segmenter *zh.Segmenter, report func(index.Progress)) error {
	// The builder keeps the map and reads it at its end, when the number of documents is known.
	position := map[string][]byte{keySeq: binary.BigEndian.AppendUint64(nil, sn.Last())}
	if sn.Count() == 0 {
		position[keyCount] = make([]byte, 8)
		return buildEmpty(path, position)
	}
	builder, err := scorch.NewBuilder(map[string]any{
		"path": path, "buildPathPrefix": scratch, "batchSize": segmentDocuments, "mergeMax": mergeAtOnce, "internal": position,
	})
	if err != nil {
		return fmt.Errorf("start building an index: %w", err)
	}
	records := make(chan store.Record, 64)
	documents := make(chan *document, 64)
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error {
		defer close(records)
		return readRecords(ctx, sn, records)
	})
	work.Go(func() error {
		defer close(documents)
		return analyseRecords(ctx, records, documents, segmenter)
	})
	done := 0
	work.Go(func() error {
		bytes := int64(0)
		for d := range documents {
			if err := builder.Index(d); err != nil {
				return fmt.Errorf("build an index: %w", err)
			}
			done++
			bytes += int64(d.bytes)
			if report != nil && done%100 == 0 {
				report(index.Progress{Stage: "index", Done: done, Total: sn.Count(), Bytes: bytes})
			}
		}
		return ctx.Err()
	})
	if err := work.Wait(); err != nil {
		return err
	}
	if done == 0 {
		return fmt.Errorf("build an index: %w: not one record of the store can be read", index.ErrDamaged)
	}
	position[keyCount] = binary.BigEndian.AppendUint64(nil, uint64(done))
	if report != nil {
		report(index.Progress{Stage: "merge", Done: done, Total: sn.Count()})
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("finish building an index: %w", err)
	}
	return syncTree(path)
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

func analyseRecords(ctx context.Context, records <-chan store.Record, documents chan<- *document, segmenter *zh.Segmenter) error {
	workers, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() error {
			for record := range records {
				select {
				case documents <- newDocument(record.Seq, &record.Article, segmenter):
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	return workers.Wait()
}
