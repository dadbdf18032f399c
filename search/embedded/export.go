package embedded

import (
	"context"
	"errors"
	"iter"
	"slices"

	rootindex "xunbao/index"
	"xunbao/index/story"
	"xunbao/search"
)

// Export implements search.Exporter. It holds one snapshot and reads one article at a time.
func (e *Engine) Export(ctx context.Context, req *search.Request) iter.Seq2[search.Exported, error] {
	return func(yield func(search.Exported, error) bool) {
		snapshot, err := e.acquire()
		if err != nil {
			yield(search.Exported{}, err)
			return
		}
		defer snapshot.Close()
		all := search.NewRequest()
		if req != nil {
			all = *req
		}
		if all.Sort == "" {
			all.Sort = search.Relevance
		}
		all.Facets, all.Interval = nil, search.NoInterval
		run, err := e.begin(ctx, snapshot, all)
		if err == nil {
			err = run.export(req == nil, yield)
		}
		if err != nil {
			yield(search.Exported{}, err)
		}
	}
}

// export yields every entry in the order asked for, or in the order stored. It returns nil when the reader has had enough.
func (r *run) export(stored bool, yield func(search.Exported, error) bool) error {
	var scores *scorer
	var err error
	if !stored && r.req.Sort == search.Relevance {
		if scores, err = r.newScorer(); err != nil {
			return err
		}
	}
	entries := make([]entry, 0, r.articles())
	if err := r.entries(scores, nil, func(e entry) { entries = append(entries, e) }); err != nil {
		return err
	}
	first := before(r.req.Sort)
	slices.SortFunc(entries, func(a, b entry) int {
		if stored {
			return compare(a.seq, b.seq)
		}
		if first(a, b) {
			return -1
		}
		return 1
	})
	for _, e := range entries {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		article, err := r.snapshot.Store.Get(e.seq)
		if errors.Is(err, rootindex.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		columns := r.parts[e.part].segment.Columns
		if !yield(search.Exported{Article: article, Story: story.Name(r.snapshot.Names.Stories.ID(columns.Story[e.doc]))}, nil) {
			return nil
		}
	}
	return nil
}
