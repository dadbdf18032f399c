package embedded

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	bleve "github.com/blevesearch/bleve_index_api"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// follow takes the newest changes of the store into the index. If the index had missed earlier ones, it catches up instead.
func (g *generation) follow(ctx context.Context, changes []store.Change, articles map[uint64]*news.Article, segmenter *zh.Segmenter) error {
	seq, _, err := g.position()
	if err != nil {
		return err
	}
	for _, c := range changes {
		if c.Action == index.Unchanged {
			continue
		}
		if c.Seq != seq+1 {
			return g.catchUp(ctx, segmenter)
		}
		break
	}
	return g.apply(changes, articles, segmenter)
}

// apply puts changes of the store into the index as one synced batch. articles holds the articles of the changes by sequence
// number where they are at hand; the others are read from the store.
func (g *generation) apply(changes []store.Change, articles map[uint64]*news.Article, segmenter *zh.Segmenter) error {
	live, removed, last := net(changes)
	if last == 0 {
		return nil
	}
	documents, err := g.analyse(live, articles, segmenter)
	if err != nil {
		return err
	}
	_, count, err := g.position()
	if err != nil {
		return err
	}
	added := len(documents)
	documents, gone, err := g.relate(documents, removed, segmenter)
	if err != nil {
		return fmt.Errorf("find the stories of %d articles: %w", len(live), err)
	}
	count += uint64(added) - uint64(gone)
	batch := bleve.NewBatch()
	for _, seq := range removed {
		batch.Delete(encodeSeq(seq))
	}
	for _, d := range documents {
		batch.Update(d)
	}
	for key, value := range positionValues(last, count) {
		batch.SetInternal([]byte(key), value)
	}
	if err := g.batch(batch); err != nil {
		return fmt.Errorf("write to index %s: %w", g.name, err)
	}
	return nil
}

// net reduces changes to what they come to: records to add, records to take away that were there before, the newest change.
func net(changes []store.Change) (live, removed []uint64, last uint64) {
	added := make(map[uint64]bool, len(changes))
	for _, c := range changes {
		if c.Action == index.Unchanged {
			continue
		}
		last = max(last, c.Seq)
		if c.Removed != 0 {
			if added[c.Removed] {
				delete(added, c.Removed)
			} else {
				removed = append(removed, c.Removed)
			}
		}
		if c.Action != store.Deleted {
			added[c.Seq] = true
		}
	}
	for _, c := range changes {
		if added[c.Seq] {
			live = append(live, c.Seq)
			delete(added, c.Seq)
		}
	}
	return live, removed, last
}

// analyse makes the documents of the records, on all cores, or on those that searches leave. A record that a later change removed, or that is
// damaged, is left out: the store answers for it.
func (g *generation) analyse(seqs []uint64, articles map[uint64]*news.Article, segmenter *zh.Segmenter) ([]*document, error) {
	made := make([]*document, len(seqs))
	failed := make([]error, len(seqs))
	var taken atomic.Int64
	var workers sync.WaitGroup
	for n := range runtime.GOMAXPROCS(0) {
		polite := courteous(g.searches, n, nil)
		if polite.spare && g.searches != nil && g.searches.served() {
			break
		}
		polite.spare = false
		workers.Go(func() {
			for polite.pause(context.Background()); ; polite.pause(context.Background()) {
				i := int(taken.Add(1)) - 1
				if i >= len(seqs) {
					return
				}
				made[i], failed[i] = g.documentOf(seqs[i], articles[seqs[i]], segmenter)
			}
		})
	}
	workers.Wait()
	documents := made[:0]
	for i, d := range made {
		if err := failed[i]; err != nil && !errors.Is(err, index.ErrNotFound) && !errors.Is(err, index.ErrDamaged) {
			return nil, fmt.Errorf("read article %d for the index: %w", seqs[i], err)
		}
		if d != nil {
			documents = append(documents, d)
		}
	}
	return documents, nil
}

// documentOf makes the document of a record; its article is read from the store when it is nil.
func (g *generation) documentOf(seq uint64, article *news.Article, segmenter *zh.Segmenter) (*document, error) {
	if article == nil {
		read, err := g.store.Get(seq)
		if err != nil {
			return nil, err
		}
		article = &read
	}
	return newDocument(seq, article, segmenter), nil
}
