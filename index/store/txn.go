package store

import (
	"errors"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// txn gathers one batch.
type txn struct {
	store   *Store
	batch   *pebble.Batch
	state   state
	changes []Change
	pending map[news.ID]pending // what this batch makes of an ID
	learned tables              // with a new one; nil when there is none
}

// pending is what an ID stands for: seq 0 when it is gone, article nil when it is gone or its record is damaged.
type pending struct {
	seq     uint64
	article *news.Article
}

// history is that of the article, as far as it is known.
func (p pending) history() news.History {
	if p.article == nil {
		return news.History{}
	}
	return p.article.History
}

func newTxn(s *Store) *txn {
	return &txn{store: s, batch: s.db.NewBatch(), state: *s.state.Load(), pending: map[news.ID]pending{}}
}

func (t *txn) put(a *news.Article) error {
	old, stored, err := t.find(a.ID)
	if err != nil {
		return err
	}
	action, stays := index.Added, a
	if old.seq != 0 {
		if old.article != nil && sameContent(old.article, a) {
			t.changes = append(t.changes, Change{Seq: old.seq, ID: a.ID, Action: index.Unchanged})
			return nil
		}
		next := *a
		next.History = old.history().Next(t.store.now())
		action, stays = index.Replaced, &next
	}
	if err := t.event(action, a.ID, old.seq, stored); err != nil {
		return err
	}
	t.pending[a.ID] = pending{t.state.last, stays}
	return nil
}

// recut writes an article that says what the stored one says, with other lines left out: no new version of it. One that is not there, or says
// something else, is passed over.
func (t *txn) recut(a *news.Article) error {
	old, stored, err := t.find(a.ID)
	if err != nil || old.article == nil || !sameContent(old.article, a) {
		return err
	}
	next := *old.article
	next.Body, next.LeftOut = a.Body, a.LeftOut
	if err := t.event(index.Replaced, a.ID, old.seq, stored); err != nil {
		return err
	}
	t.pending[a.ID] = pending{t.state.last, &next}
	return nil
}

func (t *txn) delete(id news.ID) error {
	old, stored, err := t.find(id)
	if err != nil || old.seq == 0 {
		return err
	}
	if err := t.event(Deleted, id, old.seq, stored); err != nil {
		return err
	}
	t.pending[id] = pending{}
	return t.batch.Delete(idKey(id), nil)
}

// find is the article as this batch and the store know it: seq 0 when there is none, a nil article when its record is damaged and
// so can only be replaced. stored tells that the record is in the store and not in this batch.
func (t *txn) find(id news.ID) (p pending, stored bool, err error) {
	if p, ok := t.pending[id]; ok {
		return p, false, nil
	}
	seq, err := lookup(t.store.db, id)
	if errors.Is(err, index.ErrNotFound) {
		return pending{}, false, nil
	}
	if err != nil {
		return pending{}, false, err
	}
	a, err := t.store.get(t.store.db, seq)
	if err != nil {
		if errors.Is(err, index.ErrDamaged) || errors.Is(err, index.ErrNotFound) {
			return pending{seq, nil}, true, nil
		}
		return pending{}, false, err
	}
	return pending{seq, &a}, true, nil
}

// event gives out the next sequence number and notes what happened.
func (t *txn) event(action index.Action, id news.ID, removed uint64, stored bool) error {
	t.state.last++
	switch action {
	case index.Added:
		t.state.count++
	case Deleted:
		t.state.count--
	}
	c := Change{Seq: t.state.last, Removed: removed, ID: id, Action: action}
	t.changes = append(t.changes, c)
	if err := t.batch.Set(changeKey(c.Seq), encodeChange(c), nil); err != nil {
		return err
	}
	if stored {
		return t.batch.Delete(articleKey(removed), nil)
	}
	return nil
}

// finish writes the records that outlive the batch, and the counters.
func (t *txn) finish() error {
	var live []Change
	var articles []*news.Article
	for _, c := range t.changes {
		if p := t.pending[c.ID]; p.article != nil && p.seq == c.Seq && c.Action != index.Unchanged {
			live, articles = append(live, c), append(articles, p.article)
		}
	}
	records, err := t.records(live, articles)
	if err != nil {
		return err
	}
	for i, c := range live {
		key := articleKey(c.Seq)
		if err := errors.Join(t.batch.Set(key, records[i], nil), t.batch.Set(idKey(c.ID), key[1:], nil)); err != nil {
			return err
		}
	}
	return t.batch.Set(stateKey, t.state.encode(), nil)
}
