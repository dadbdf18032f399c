package embedded

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// A rebuild from sources stores so many articles or bytes of text at once.
const (
	fillArticles = 2000
	fillBytes    = 4 << 20
)

// filling stores records in a fresh store, hands what was stored to an index under way, and compares both with what the old store holds
// for the summary.
type filling struct {
	fresh, old *heldStore
	building   *building
	summary    *index.Summary
	report     func(index.Progress)
	now        func() time.Time
	cut        func(news.Article) news.Article // as it is stored

	batch []news.Article
	bytes int // of text in batch
	kept  int // articles of the old store that are among the records
}

// all stores all records. There must be one that is fit to be stored.
func (f *filling) all(ctx context.Context, records index.Records) error {
	before := f.old.Count()
	for record, err := range records {
		var bad *index.RecordError
		switch {
		case errors.As(err, &bad):
			f.summary.Reject(bad)
			continue
		case err != nil:
			return err
		}
		if err := f.take(ctx, record); err != nil {
			return err
		}
	}
	if err := f.flush(ctx); err != nil {
		return err
	}
	if f.fresh.Count() == 0 {
		return index.ErrEmptySource
	}
	f.summary.Removed = before - f.kept
	return ctx.Err()
}

func (f *filling) take(ctx context.Context, record index.Record) error {
	f.summary.Read++
	record.Article = record.Article.Whole()
	record.Article.Clean()
	if err := record.Article.Validate(); err != nil {
		f.summary.Reject(&index.RecordError{Origin: record.Origin, Err: err})
		return nil
	}
	record.Article = f.cut(record.Article)
	size := len(record.Article.Title) + len(record.Article.Body)
	f.summary.Bytes += int64(size)
	f.batch, f.bytes = append(f.batch, record.Article), f.bytes+size
	if len(f.batch) < fillArticles && f.bytes < fillBytes {
		return nil
	}
	return f.flush(ctx)
}

// flush stores the batch, counts what became of it and passes it on.
func (f *filling) flush(ctx context.Context) error {
	actions := make([]index.Action, len(f.batch))
	for i := range f.batch {
		var err error
		if actions[i], err = f.compare(&f.batch[i]); err != nil {
			return err
		}
	}
	changes, err := f.fresh.Put(ctx, f.batch)
	if err != nil {
		return fmt.Errorf("store %d articles: %w", len(f.batch), err)
	}
	if err := f.index(changes); err != nil {
		return err
	}
	for i, change := range changes {
		action := index.Replaced // the same ID twice in the sources
		if change.Action == index.Added {
			if action = actions[i]; action != index.Added {
				f.kept++
			}
		}
		f.summary.Count(action)
	}
	clear(f.batch)
	f.batch, f.bytes = f.batch[:0], 0
	f.report(index.Progress{Stage: "read", Done: f.summary.Read, Bytes: f.summary.Bytes})
	return nil
}

// index gives the records that outlive the batch to the building, and takes those back that they replace.
func (f *filling) index(changes []store.Change) error {
	articles := make(map[uint64]*news.Article, len(changes))
	for i, change := range changes {
		articles[change.Seq] = &f.batch[i]
	}
	live, removed, _ := net(changes)
	for _, seq := range removed {
		f.building.supersede(seq)
	}
	for _, seq := range live {
		if err := f.building.add(store.Record{Seq: seq, Article: *articles[seq]}); err != nil {
			return err
		}
	}
	return nil
}

// compare tells what an article is to the old store, and gives it the history that it has from there.
func (f *filling) compare(a *news.Article) (index.Action, error) {
	a.History = news.History{}
	seq, err := f.old.Lookup(a.ID)
	if errors.Is(err, index.ErrNotFound) {
		return index.Added, nil
	}
	if err != nil {
		return "", err
	}
	before, err := f.old.Get(seq)
	if errors.Is(err, index.ErrDamaged) {
		a.History = news.History{}.Next(f.now())
		return index.Replaced, nil
	}
	if err != nil {
		return "", err
	}
	after, history := a.Whole(), before.History
	before = before.Whole()
	before.History = news.History{}
	before.Fetched, after.Fetched = time.Time{}, time.Time{}
	if before.Published.String() == after.Published.String() {
		before.Published, after.Published = news.Instant{}, news.Instant{}
	}
	if reflect.DeepEqual(before, after) {
		a.History = history
		return index.Unchanged, nil
	}
	a.History = history.Next(f.now())
	return index.Replaced, nil
}
