package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
)

// A batch is handed to the writer when it has this many articles or bytes of text.
const (
	batchArticles = 500
	batchBytes    = 4 << 20
)

// Run reads all records and puts them into w in batches. A bad record is counted and kept in the summary and never stops the run. The
// summary counts what the writer has acknowledged, so Read is the sum of added, replaced, unchanged and rejected, whatever the
// error: of ctx, of the writer or of a source that cannot be read on. report may be nil.
func Run(ctx context.Context, records index.Records, w index.Writer, report func(index.Progress)) (index.Summary, error) {
	r := run{w: w, report: report}
	began := time.Now()
	err := r.all(ctx, records)
	r.sum.Took = time.Since(began)
	return r.sum, err
}

type run struct {
	w       index.Writer
	report  func(index.Progress)
	sum     index.Summary
	batch   []news.Article
	origins []string
	bytes   int64 // of the batch
}

func (r *run) all(ctx context.Context, records index.Records) error {
	for record, err := range records {
		if stopped := ctx.Err(); stopped != nil {
			return stopped
		}
		var bad *index.RecordError
		switch {
		case errors.As(err, &bad):
			r.sum.Read++
			r.sum.Reject(bad)
			continue
		case err != nil:
			return errors.Join(err, r.flush(ctx))
		}
		r.batch = append(r.batch, record.Article)
		r.origins = append(r.origins, record.Origin)
		r.bytes += int64(len(record.Article.Title) + len(record.Article.Body))
		if len(r.batch) >= batchArticles || r.bytes >= batchBytes {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.flush(ctx)
}

// flush puts the batch and counts what became of it.
func (r *run) flush(ctx context.Context) error {
	if len(r.batch) > 0 {
		outcomes, err := r.w.Put(ctx, r.batch)
		if err != nil {
			if stopped := ctx.Err(); stopped != nil {
				return stopped
			}
			return fmt.Errorf("write %d articles from %s on: %w", len(r.batch), r.origins[0], err)
		}
		if len(outcomes) != len(r.batch) {
			return fmt.Errorf("write %d articles from %s on: the index answered for %d", len(r.batch), r.origins[0], len(outcomes))
		}
		for i, o := range outcomes {
			r.sum.Read++
			r.sum.Count(o.Action)
			if o.Action == index.Rejected {
				r.sum.Reject(rejection(r.batch[i], r.origins[i], o.Err))
			}
		}
		r.sum.Bytes += r.bytes
	}
	r.batch, r.origins, r.bytes = r.batch[:0], r.origins[:0], 0
	if r.report != nil {
		r.report(index.Progress{Stage: "index", Done: r.sum.Read, Bytes: r.sum.Bytes})
	}
	return nil
}
