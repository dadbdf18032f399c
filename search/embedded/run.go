package embedded

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	rootindex "xunbao/index"
	index "xunbao/index/embedded"
	"xunbao/search"
)

// Relaxing: a query of bare words that nothing matches whole is widened to most of its parts, and then to any. A short run such as a name is
// not: one of its parts is something else.
const (
	minUnitsMost = 3
	most         = 0.6 // of the parts
	shortRun     = 4   // letters
)

// run is one search on one snapshot.
type run struct {
	engine   *Engine
	ctx      context.Context
	snapshot *index.Snapshot
	req      search.Request
	plan     *plan
	relaxed  search.Relaxed
	parts    []part
	today    int64       // that recency counts from, days since 1970: of the first page, where there is a cursor
	damaged  atomic.Bool // an article could not be read: the answer is not exact

	// among is which documents of a segment are looked at; nil: all that live.
	among func(*index.Segment) *roaring.Bitmap
}

// part is what matches in one segment.
type part struct {
	segment *index.Segment
	found   *roaring.Bitmap                  // by the query and all filters but those of the facets asked for
	set     *roaring.Bitmap                  // by the query and all filters
	chosen  map[search.Field]*roaring.Bitmap // by each filter of a facet asked for
}

// begin parses, plans and matches.
func (e *Engine) begin(ctx context.Context, snapshot *index.Snapshot, req search.Request) (*run, error) {
	root, err := e.parse(req.Query, req.Location)
	if err != nil {
		return nil, err
	}
	r := &run{engine: e, ctx: ctx, snapshot: snapshot, req: req, relaxed: search.RelaxedNone, today: dayOf(time.Now().Unix())}
	r.plan = e.planner().plan(req.Query, root)
	steps, err := r.steps()
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		if like, ok := step.clause.(similar); ok {
			defer like.release(&e.scores)
		}
		if err := r.match(step.clause); err != nil {
			return nil, err
		}
		if n := r.articles(); n > 0 {
			r.relaxed = step.relaxed
			if n >= step.enough {
				break
			}
		}
	}
	return r, nil
}

// step is one reading of a query: the first that finds enough counts.
type step struct {
	relaxed search.Relaxed
	clause  clause
	enough  int // articles
}

// steps lists the readings of a query, each wider than the one before. A question and a statement are read for what is like them; other
// bare words for all of them, for most and for any.
func (r *run) steps() ([]step, error) {
	p, whole := r.plan, step{search.RelaxedNone, r.plan.clause, 1}
	switch {
	case p.question && len(p.required) > 0:
		return []step{{search.RelaxedAny, p.required, 1}, whole}, nil
	case p.statement || p.question && (p.prose || len(p.units) > 0):
		like, err := similarTo(p, r.snapshot)
		if err != nil {
			return nil, err
		}
		steps := []step{{search.RelaxedAny, like, fewAlike}, {search.RelaxedAny, like.wider(), 1}}
		if len(p.units) == 1 {
			return append([]step{whole}, steps...), nil
		}
		return append(steps, whole), nil
	case len(p.units) == 0:
		return []step{whole}, nil
	default:
		steps := []step{whole}
		if len(p.units) >= minUnitsMost {
			steps = append(steps, step{search.RelaxedMost, atLeast{p.units, int(math.Ceil(most * float64(len(p.units))))}, 1})
		}
		if len(p.units) > 1 && (len(p.runs) > 1 || utf8.RuneCountInString(p.runs[0].text) > shortRun) {
			steps = append(steps, step{search.RelaxedAny, disjunction(p.units), 1})
		}
		return steps, nil
	}
}

// match evaluates a clause and the filters on every segment.
func (r *run) match(c clause) error {
	m := &matcher{ctx: r.ctx, snapshot: r.snapshot, verified: r.engine.verified, batches: &r.engine.batches, scores: &r.engine.scores}
	defer func() { r.damaged.Store(r.damaged.Load() || m.damaged) }()
	r.parts = r.parts[:0]
	for _, segment := range r.snapshot.Segments {
		among := segment.Live
		if r.among != nil {
			among = r.among(segment)
		}
		p := part{segment: segment, chosen: make(map[search.Field]*roaring.Bitmap)}
		first := conjunction{}
		if when := r.when(); len(when) > 0 {
			first = append(first, when)
		}
		for field, any := range r.req.Filters {
			if len(any) == 0 {
				continue
			}
			filter := values{fieldNames[string(field)], any}
			if !r.counts(field) {
				first = append(first, filter)
				continue
			}
			chosen, err := m.match(filter, segment, among)
			if err != nil {
				return err
			}
			p.chosen[field] = chosen
		}
		within, err := m.match(first, segment, among)
		if err != nil {
			return err
		}
		if p.found, err = m.match(c, segment, within); err != nil {
			return err
		}
		p.set = p.without("")
		r.parts = append(r.parts, p)
	}
	return nil
}

// when is the condition on the time of publication: one of its members, none for any time.
func (r *run) when() (any disjunction) {
	if !r.req.From.IsZero() || !r.req.To.IsZero() {
		any = append(any, dates{r.req.From, r.req.To})
	}
	if r.req.Undated {
		any = append(any, undated{})
	}
	return any
}

// counts reports whether a facet of the field was asked for.
func (r *run) counts(field search.Field) bool {
	for _, f := range r.req.Facets {
		if f == field {
			return true
		}
	}
	return false
}

// without returns what matches when the filter of one field is left out.
func (p *part) without(field search.Field) *roaring.Bitmap {
	set := p.found
	for f, chosen := range p.chosen {
		if f != field {
			set = roaring.And(set, chosen)
		}
	}
	return set
}

// articles is the number of matching articles.
func (r *run) articles() int {
	n := 0
	for _, p := range r.parts {
		n += int(p.set.GetCardinality())
	}
	return n
}

// result counts, orders and reads the page.
func (r *run) result() (*search.Result, error) {
	out := &search.Result{
		Query: r.req.Query, Articles: r.articles(), Relaxed: r.relaxed, Page: r.req.Page, Size: r.req.Size, Sort: r.req.Sort,
		Generation: r.snapshot.Generation.Name, Dictionary: r.snapshot.Generation.Fingerprint,
	}
	var collector *collector
	err := together(func() (err error) {
		if out.Histogram, err = r.histogram(); err == nil {
			out.Facets = r.facets()
		}
		out.Total = r.total()
		return err
	}, func() (err error) {
		if collector, err = r.collect(); err != nil {
			return err
		}
		err = r.rescore(collector)
		if errors.Is(err, rootindex.ErrDamaged) { // it is not on the page then
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	page, more := collector.page()
	if out.Hits, err = r.hits(collector.scorer, page); err != nil {
		return nil, err
	}
	if more && len(page) > 0 {
		out.Cursor = encodeCursor(requestSum(r.req), r.today, collector.placeOf(len(page)-1), page[len(page)-1])
	}
	out.Exact = !r.damaged.Load()
	return out, r.ctx.Err()
}
