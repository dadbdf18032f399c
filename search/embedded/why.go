package embedded

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

var _ search.Explainer = (*Engine)(nil)

// Why implements search.Explainer. Each clause is decided as a search decides it, on the one article; only what is told about it is read
// from the article's text.
func (e *Engine) Why(ctx context.Context, text string, id news.ID) (_ *search.Reason, err error) {
	root, err := e.parse(text, nil)
	if err != nil {
		return nil, err
	}
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	w, err := e.newWhy(ctx, snapshot, id)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return &search.Reason{Met: true, Detail: "an empty query finds every article"}, nil
	}
	reason, err := w.reason(root, bothLanes, true)
	if err != nil {
		return nil, timed(ctx, err)
	}
	if p := w.planner.plan(text, root); !reason.Met && (p.question || p.statement) {
		reason.Detail += "; the query is a question or a statement, which also finds articles that share enough of it"
	}
	return &reason, nil
}

// why explains one article.
type why struct {
	planner planner
	matcher *matcher
	segment *index.Segment
	doc     *roaring.Bitmap // the article alone
	article news.Article
	texts   texts
}

// newWhy finds an article in the store and in the index.
func (e *Engine) newWhy(ctx context.Context, snapshot *index.Snapshot, id news.ID) (*why, error) {
	seq, article, err := read(snapshot, id)
	if err != nil {
		return nil, err
	}
	for _, segment := range snapshot.Segments {
		doc := slices.Index(segment.Columns.Seq, seq)
		if doc < 0 || !segment.Live.ContainsInt(doc) {
			continue
		}
		return &why{
			planner: e.planner(), matcher: &matcher{ctx: ctx, snapshot: snapshot, verified: e.verified, batches: &e.batches, scores: &e.scores},
			segment: segment, doc: roaring.BitmapOf(uint32(doc)), article: article, texts: newTexts(&article),
		}, nil
	}
	return nil, notFound(id) // written or deleted just now
}

// met decides a clause.
func (w *why) met(c clause) (bool, error) {
	found, err := w.matcher.match(c, w.segment, w.doc)
	if err != nil {
		return false, err
	}
	return !found.IsEmpty(), nil
}

// reason explains a node. wanted is false below a Not.
func (w *why) reason(n query.Node, fields []lane, wanted bool) (search.Reason, error) {
	out := search.Reason{Clause: n.String()}
	var err error
	if out.Met, err = w.met(w.planner.clause(n, fields, wanted, &plan{})); err != nil {
		return out, err
	}
	switch n := n.(type) {
	case *query.Term:
		err = w.term(&out, n, fields, wanted)
	case *query.Phrase:
		err = w.literals(&out, []literal{w.planner.literalOf(n, fields)})
	case *query.And:
		err = w.parts(&out, n.Nodes, fields, wanted)
		out.Detail = fmt.Sprintf("%d of %d parts are met, and all are needed", metOf(out.Parts), len(out.Parts))
	case *query.Or:
		err = w.parts(&out, n.Nodes, fields, wanted)
		out.Detail = fmt.Sprintf("%d of %d alternatives are met, and one is enough", metOf(out.Parts), len(out.Parts))
	case *query.Not:
		err = w.parts(&out, []query.Node{n.Node}, fields, false)
		out.Detail = "the article must not meet what stands behind the minus"
	case *query.Near:
		err = w.near(&out, n, fields, wanted)
	case *query.Field:
		err = w.field(&out, n, wanted)
	case *query.Date:
		out.Detail = w.published()
	}
	return out, err
}

func (w *why) parts(out *search.Reason, nodes []query.Node, fields []lane, wanted bool) error {
	for _, n := range nodes {
		part, err := w.reason(n, fields, wanted)
		if err != nil {
			return err
		}
		out.Parts = append(out.Parts, part)
	}
	return nil
}

func metOf(parts []search.Reason) int {
	met := 0
	for _, part := range parts {
		if part.Met {
			met++
		}
	}
	return met
}

// field explains what stands behind a prefix.
func (w *why) field(out *search.Reason, n *query.Field, wanted bool) error {
	switch n.Name {
	case "title":
		out.Detail = "only the title counts"
		return w.parts(out, []query.Node{n.Node}, []lane{titleLane}, wanted)
	case "body":
		out.Detail = "only the body counts"
		return w.parts(out, []query.Node{n.Node}, []lane{bodyLane}, wanted)
	}
	out.Query = valuesOf(n.Node)
	out.Article = w.values(search.Field(n.Name))
	out.Detail = fmt.Sprintf("a %s must be given letter by letter; the article has %s", n.Name, listed(out.Article))
	return nil
}
