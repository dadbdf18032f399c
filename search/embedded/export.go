package embedded

import (
	"context"
	"errors"
	"iter"

	rootindex "xunbao/index"
	"xunbao/index/story"
	"xunbao/search"
)

// Export implements search.Exporter. It holds one snapshot and reads one article at a time.
func (e *Engine) Export(ctx context.Context, req *search.Request) iter.Seq2[search.Exported, error] {
	return func(yield func(search.Exported, error) bool) {
		snapshot, err := e.within(ctx)
		if err != nil {
			yield(search.Exported{}, err)
			return
		}
		defer snapshot.Close()
		all := search.NewRequest()
		all.Sort = search.Stored
		if req != nil {
			all = *req
		}
		if all.Sort == "" {
			all.Sort = search.Relevance
		}
		all.Page, all.Collapse, all.Facets, all.Interval = 1, search.CollapseNone, nil, search.NoInterval
		run, err := e.begin(ctx, snapshot, all)
		if err == nil {
			err = run.export(exportedAtOnce, yield)
		}
		if err != nil {
			yield(search.Exported{}, err)
		}
	}
}

// exportedAtOnce is how many entries an export puts in order at a time. All that matches is gone through again for each, which costs little
// beside reading so many articles.
const exportedAtOnce = 20_000

// export yields every entry behind the cursor in the order asked for, so many put in order at a time. It returns nil when the reader has had enough.
func (r *run) export(atOnce int, yield func(search.Exported, error) bool) error {
	from, err := decodeCursor(r.req)
	if err != nil {
		return err
	}
	if from.skip > 0 {
		return &search.ParameterError{Field: "cursor", Message: "is one of a search; an export goes on with one of an export"}
	}
	if from.today != 0 {
		r.today = from.today
	}
	var scores *scorer
	if r.req.Sort == search.Relevance {
		if scores, err = r.newScorer(); err != nil {
			return err
		}
	}
	for after := from.after; ; {
		next, err := r.behind(after, atOnce, scores)
		if err != nil || len(next) == 0 {
			return err
		}
		if more, err := r.exportEach(next, yield); err != nil || !more {
			return err
		}
		after = &next[len(next)-1]
	}
}

// behind returns the next entries of the order after one, or the first when that is nil; none at the end.
func (r *run) behind(after *entry, atOnce int, scores *scorer) ([]entry, error) {
	c := collector{before: before(r.req.Sort), keep: atOnce}
	c.worst.before = c.before
	err := r.entries(scores, nil, func(e entry) {
		if after == nil || c.before(*after, e) {
			c.add(e)
		}
	})
	c.order()
	return c.worst.entries, err
}

// exportEach reads and yields the articles of entries. more is false when the reader has had enough.
func (r *run) exportEach(entries []entry, yield func(search.Exported, error) bool) (more bool, err error) {
	sum := requestSum(r.req)
	for _, e := range entries {
		if err := r.ctx.Err(); err != nil {
			return false, err
		}
		article, err := r.snapshot.Store.Get(e.seq)
		if errors.Is(err, rootindex.ErrNotFound) {
			continue
		}
		if err != nil {
			return false, err
		}
		columns := r.parts[e.part].segment.Columns
		exported := search.Exported{
			Article: article, Story: story.Name(r.snapshot.Names.Stories.ID(columns.Story[e.doc])), Cursor: encodeCursor(sum, r.today, 0, e),
		}
		if !yield(exported, nil) {
			return false, nil
		}
	}
	return true, nil
}
