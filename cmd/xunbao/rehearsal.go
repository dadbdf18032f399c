package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/internal/news"
)

// rehearseAdd tells what add would do.
func (i *intake) rehearseAdd(ctx context.Context, records index.Records) (index.Summary, error) {
	sum, _, err := i.rehearse(ctx, records)
	return sum, err
}

// rehearseReindex tells what reindex from sources would do.
func (i *intake) rehearseReindex(ctx context.Context, records index.Records) (index.Summary, error) {
	sum, missing, err := i.rehearse(ctx, records)
	sum.Removed = missing
	return sum, err
}

// rehearse also counts the stored articles that did not come again.
func (i *intake) rehearse(ctx context.Context, records index.Records) (sum index.Summary, missing int, err error) {
	r := &rehearsal{met: map[news.ID]bool{}, fresh: map[news.ID]bool{}}
	if err := r.learn(ctx, i.folder.client); err != nil {
		return sum, 0, err
	}
	stored := len(r.kept)
	sum, err = ingest.Run(ctx, i.tapped(records), r, i.progress.update)
	return sum, stored - len(r.met), err
}

// rehearsal is a writer that answers as the folder would, and writes nothing. It knows every article of the folder by a checksum of
// what the store compares.
type rehearsal struct {
	kept  map[news.ID][16]byte
	met   map[news.ID]bool // stored articles that came again
	fresh map[news.ID]bool // articles that would be added
}

var _ index.Writer = (*rehearsal)(nil)

// learn reads every article of the folder once.
func (r *rehearsal) learn(ctx context.Context, c *client) error {
	r.kept = make(map[news.ID][16]byte)
	for line, err := range c.export(ctx, nil) {
		if err != nil {
			return err
		}
		a, err := ingest.DecodeArticle(line)
		if err != nil {
			return fmt.Errorf("read an article of the folder: %w", err)
		}
		if r.kept[a.ID], err = checksum(a); err != nil {
			return err
		}
	}
	return nil
}

// Put tells what would become of each article.
func (r *rehearsal) Put(_ context.Context, batch []news.Article) ([]index.Outcome, error) {
	out := make([]index.Outcome, 0, len(batch))
	for _, a := range batch {
		sum, err := checksum(a)
		if err != nil {
			out = append(out, index.Outcome{ID: a.ID, Action: index.Rejected, Err: err})
			continue
		}
		old, there := r.kept[a.ID]
		action := index.Added
		switch {
		case there && old == sum:
			action = index.Unchanged
		case there:
			action = index.Replaced
		}
		if there && !r.fresh[a.ID] {
			r.met[a.ID] = true
		} else {
			r.fresh[a.ID] = true
		}
		r.kept[a.ID] = sum
		out = append(out, index.Outcome{ID: a.ID, Action: action})
	}
	return out, nil
}

// Delete deletes nothing.
func (r *rehearsal) Delete(context.Context, []news.ID) (int, error) { return 0, nil }

// checksum is that of everything but when the article was fetched, how its address is spelt and which of its lines are left out.
func checksum(a news.Article) (sum [16]byte, err error) {
	a = a.Whole()
	a.Fetched, a.URL = time.Time{}, news.Canonical(a.URL)
	text, err := ingest.EncodeArticle(a, "")
	if err != nil {
		return sum, err
	}
	whole := sha256.Sum256(text)
	copy(sum[:], whole[:])
	return sum, nil
}
