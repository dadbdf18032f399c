package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/internal/news"
	"xunbao/web/fault"
	"xunbao/web/ledger"
)

// A batch is written and acknowledged when it has this many records or bytes of them.
const (
	batchRecords = 500
	batchBytes   = 4 << 20
)

// recordAnswer is what became of one record. Line is left out where there was one record only.
type recordAnswer struct {
	Line   int           `json:"line,omitempty"`
	ID     news.ID       `json:"id,omitempty"`
	Action index.Action  `json:"action,omitempty"`
	Error  *fault.Detail `json:"error,omitempty"`
}

// putMany writes records batch by batch. What has been answered is on disk; an error ends the stream.
func (a *api) putMany(c *gin.Context, out *stream, records rawRecords) error {
	ctx := c.Request.Context()
	run := a.Ledger.Begin(ledger.Articles)
	defer run.End()
	var b batch
	for record, err := range records {
		if err == nil {
			err = b.add(record)
		}
		if err != nil {
			return out.finish(err)
		}
		if len(b.answers) < batchRecords && b.bytes < batchBytes {
			continue
		}
		run.Add(len(b.answers))
		if err := a.putBatch(ctx, &b, out); err != nil {
			return out.finish(err)
		}
	}
	return out.finish(a.putBatch(ctx, &b, out))
}

// putBatch writes the articles of b, answers for every record in order, and empties b.
func (a *api) putBatch(ctx context.Context, b *batch, out *stream) error {
	if len(b.answers) == 0 {
		return nil
	}
	if len(b.articles) > 0 {
		outcomes, err := a.Writer.Put(ctx, b.articles)
		if err != nil {
			return err
		}
		if err := b.settle(outcomes); err != nil {
			return err
		}
	}
	for _, answer := range b.answers {
		if answer.Error != nil {
			a.refuseRecord(answer.Line, *answer.Error)
		}
		if err := out.send(answer); err != nil {
			return err
		}
	}
	b.reset()
	return out.flush()
}

// batch is the records that are written together: an answer for each, and the articles of those that are good so far.
type batch struct {
	answers  []recordAnswer
	articles []news.Article
	places   []int // in answers, of each article
	bytes    int
}

// add decodes a record. It returns only an error that is not the record's.
func (b *batch) add(record raw) error {
	place := len(b.answers)
	b.answers = append(b.answers, recordAnswer{Line: record.Line})
	b.bytes += len(record.Data)
	decoded, err := decode(record)
	if err != nil {
		return b.refuse(place, err)
	}
	b.articles = append(b.articles, decoded)
	b.places = append(b.places, place)
	return nil
}

// decode reads the article of a record.
func decode(record raw) (news.Article, error) {
	if record.Err != nil {
		return news.Article{}, record.Err
	}
	return ingest.DecodeArticle(record.Data)
}

// refuse makes err the answer to a record, if it is one that the record is to blame for.
func (b *batch) refuse(place int, err error) error {
	f := fault.Of(err)
	if f.Status >= http.StatusInternalServerError {
		return err
	}
	detail := f.Detail()
	b.answers[place].Error = &detail
	return nil
}

// settle fills in what became of the articles.
func (b *batch) settle(outcomes []index.Outcome) error {
	if len(outcomes) != len(b.articles) {
		return fmt.Errorf("put %d articles: %d outcomes", len(b.articles), len(outcomes))
	}
	for i, outcome := range outcomes {
		answer := &b.answers[b.places[i]]
		if outcome.Action == index.Rejected {
			if err := b.refuse(b.places[i], outcome.Err); err != nil {
				return err
			}
			continue
		}
		answer.ID, answer.Action = outcome.ID, outcome.Action
	}
	return nil
}

func (b *batch) reset() {
	clear(b.articles)
	b.answers, b.articles, b.places, b.bytes = b.answers[:0], b.articles[:0], b.places[:0], 0
}
