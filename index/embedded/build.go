package embedded

import (
	"context"
	"errors"
	"fmt"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
)

// A core puts a piece aside when it has that many articles or bytes of text. Larger ones leave less to merge, smaller ones stay in the
// caches of the processor.
const (
	pieceDocuments = 4000
	pieceBytes     = 16 << 20
)

// build writes an index of everything in the snapshot to path, which must not exist, and makes it durable. Damaged records are left out:
// the store sets them aside, and they have no place in the index. searches and report may be nil.
func build(ctx context.Context, path string, sn *store.Snapshot, segmenter *zh.Segmenter, searches *traffic, report func(index.Progress)) error {
	if sn.Count() == 0 {
		return buildEmpty(path, positionValues(sn.Last(), 0))
	}
	if report == nil {
		report = func(index.Progress) {}
	}
	stage := func(name string) func(int, int64) {
		return func(documents int, bytes int64) {
			report(index.Progress{Stage: name, Done: documents, Total: sn.Count(), Bytes: bytes})
		}
	}
	b := startBuilding(ctx, path, segmenter, searches, stage("index"))
	polite := courteous(searches, 0, nil)
	for record, err := range sn.All(ctx) {
		polite.pause(ctx)
		var bad *store.DamagedError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			return b.discard(fmt.Errorf("read the store: %w", err))
		}
		if err := b.add(record); err != nil {
			return b.discard(err)
		}
		polite.begin()
	}
	return b.finish(ctx, sn.Last(), stage("merge"))
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
