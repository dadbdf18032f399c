package embedded

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
	"xunbao/index/story"
	"xunbao/search"
)

var _ search.Follower = (*Engine)(nil)

// Mark implements search.Follower.
func (e *Engine) Mark(context.Context) (search.Mark, error) {
	snapshot, err := e.acquire()
	if err != nil {
		return search.Mark{}, err
	}
	defer snapshot.Close()
	return markOf(snapshot), nil
}

func markOf(snapshot *index.Snapshot) search.Mark {
	return search.Mark{Records: snapshot.Records, Seq: snapshot.Seq}
}

// Since implements search.Follower.
func (e *Engine) Since(ctx context.Context, req search.Request, after search.Mark, limit int) (_ []search.Arrival, _ search.Mark, err error) {
	req.Facets, req.Interval, req.Page, req.Size, req.Cursor, req.Sort, req.Explain = nil, search.NoInterval, 1, 0, "", search.Oldest, false
	if err := req.Validate(); err != nil {
		return nil, after, err
	}
	snapshot, err := e.acquire()
	if err != nil {
		return nil, after, err
	}
	defer e.release(snapshot, &err)
	reached := markOf(snapshot)
	from := after.Seq
	if after.Records != reached.Records {
		from = snapshot.Base
	}
	if from >= reached.Seq { // beyond it: the folder is an older copy
		return nil, reached, nil
	}
	r, err := e.beginAfter(ctx, snapshot, req, from)
	if err != nil {
		return nil, after, timed(ctx, err)
	}
	found, err := r.firsts(from)
	if err != nil {
		return nil, after, timed(ctx, err)
	}
	if len(found) > limit {
		found = found[:limit]
		reached.Seq = found[limit-1].seq
	}
	arrivals, err := r.arrivals(found)
	if err != nil {
		return nil, after, timed(ctx, err)
	}
	return arrivals, reached, nil
}

// beginAfter parses, plans and matches what was stored after a sequence number, without widening.
func (e *Engine) beginAfter(ctx context.Context, snapshot *index.Snapshot, req search.Request, from uint64) (*run, error) {
	root, err := e.parse(req.Query, req.Location)
	if err != nil {
		return nil, err
	}
	r := &run{engine: e, ctx: ctx, snapshot: snapshot, req: req, relaxed: search.RelaxedNone, among: func(s *index.Segment) *roaring.Bitmap { return after(s, from) }}
	r.plan = e.planner().plan(req.Query, root)
	return r, r.match(r.plan.clause)
}

// after returns the live documents of a segment that were stored after a sequence number. Segments without any are passed over at once.
func after(s *index.Segment, from uint64) *roaring.Bitmap {
	docs := roaring.New()
	if s.Columns.LastSeq <= from {
		return docs
	}
	for doc, seq := range s.Columns.Seq {
		if seq > from {
			docs.Add(uint32(doc))
		}
	}
	docs.And(s.Live)
	return docs
}

// firsts returns what was found, in the order stored: of each story the article that was stored first, and none of a story that has one
// stored at from or before that matches too.
func (r *run) firsts(from uint64) ([]entry, error) {
	first := make(map[uint32]entry) // by story
	for i, p := range r.parts {
		p.set.Iterate(func(doc uint32) bool {
			e := entryOf(i, p.segment.Columns, doc, 0)
			if known, ok := first[e.story]; !ok || e.seq < known.seq {
				first[e.story] = e
			}
			return true
		})
	}
	told, err := r.told(first, from)
	if err != nil {
		return nil, err
	}
	found := make([]entry, 0, len(first))
	for _, e := range first {
		if !told[e.story] {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b entry) int { return cmp.Compare(a.seq, b.seq) })
	return found, nil
}

// told finds the stories of which an article that was stored at from or before matches. Only these articles are looked at.
func (r *run) told(stories map[uint32]entry, from uint64) (map[uint32]bool, error) {
	earlier := make(map[*index.Segment]*roaring.Bitmap)
	for _, s := range r.snapshot.Segments {
		earlier[s] = roaring.New()
		for ordinal := range stories {
			docs, err := s.Postings(index.Story, r.snapshot.Names.Stories.ID(ordinal))
			if err != nil {
				return nil, err
			}
			roaring.And(docs, s.Live).Iterate(func(doc uint32) bool {
				if s.Columns.Seq[doc] <= from {
					earlier[s].Add(doc)
				}
				return true
			})
		}
	}
	before := &run{engine: r.engine, ctx: r.ctx, snapshot: r.snapshot, req: r.req, plan: r.plan, among: func(s *index.Segment) *roaring.Bitmap { return earlier[s] }}
	if err := before.match(r.plan.clause); err != nil {
		return nil, err
	}
	out := make(map[uint32]bool)
	for _, p := range before.parts {
		p.set.Iterate(func(doc uint32) bool { out[p.segment.Columns.Story[doc]] = true; return true })
	}
	return out, nil
}

// arrivals reads the articles. One that has vanished since the snapshot was taken was deleted, or replaced by a later one.
func (r *run) arrivals(found []entry) ([]search.Arrival, error) {
	out := make([]search.Arrival, 0, len(found))
	for _, e := range found {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		hit, err := r.hit(nil, e)
		if err != nil {
			return nil, err
		}
		if hit == nil {
			continue
		}
		a := search.Arrival{Hit: *hit, Names: []string{story.Name(story.Of(hit.Article.ID))}}
		all, err := members(r.snapshot, r.snapshot.Names.Stories.ID(e.story))
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			if m.seq != e.seq {
				a.Names = append(a.Names, story.Name(index.StoryID(m.Key)))
			}
		}
		out = append(out, a)
	}
	return out, nil
}
