package embedded

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	rootindex "xunbao/index"
	index "xunbao/index/embedded"
	"xunbao/index/story"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// hits reads the articles of a page and marks them.
func (r *run) hits(s *scorer, page []entry) ([]search.Hit, error) {
	found := make([]*search.Hit, len(page))
	err := split(len(page), readAtOnce, func(from, to int) error {
		for i := from; i < to; i++ {
			var err error
			if found[i], err = r.hit(s, page[i]); err != nil {
				return err
			}
		}
		return nil
	})
	hits := make([]search.Hit, 0, len(found))
	for _, hit := range found {
		if hit != nil {
			hits = append(hits, *hit)
		}
	}
	return hits, err
}

// hit reads an entry's article and marks it. It returns nil for one that vanished from the store after the snapshot was taken, or
// that is damaged.
func (r *run) hit(s *scorer, e entry) (*search.Hit, error) {
	article, err := r.snapshot.Store.Get(e.seq)
	if errors.Is(err, rootindex.ErrNotFound) || errors.Is(err, rootindex.ErrDamaged) {
		if errors.Is(err, rootindex.ErrDamaged) {
			r.damaged.Store(true)
		}
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read article %d: %w", e.seq, err)
	}
	hit := &search.Hit{Article: article, Score: e.score, TitleMarks: r.plan.marks(article.Title, true)}
	hit.Snippets = highlight.Best(article.Body, r.plan.marks(article.Body, false), highlight.Options{})
	hit.Article.Body = ""
	part := r.parts[e.part]
	if hit.Story, err = storyBy(r.snapshot, r.snapshot.Names.Stories.ID(part.segment.Columns.Story[e.doc]), e.seq, article.ID); err != nil {
		return nil, err
	}
	if r.req.Explain && s != nil {
		if hit.Explanation, err = s.explain(part.segment, e); err != nil {
			return nil, err
		}
	}
	return hit, nil
}

// member is one article of a story.
type member struct {
	story.Article
	seq    uint64
	source string
}

// members lists the articles of a story, earliest first, undated ones last.
func members(snapshot *index.Snapshot, id string) ([]member, error) {
	var out []member
	sources := snapshot.Names.Values[index.Source]
	for _, part := range snapshot.Segments {
		docs, err := part.Postings(index.Story, id)
		if err != nil {
			return nil, err
		}
		roaring.And(docs, part.Live).Iterate(func(doc uint32) bool {
			m := member{Article: part.Article(doc), seq: part.Columns.Seq[doc]}
			part.Columns.Values[index.Source].Each(doc, func(ordinal uint32) { m.source = sources[ordinal] })
			out = append(out, m)
			return true
		})
	}
	slices.SortFunc(out, func(a, b member) int { return story.Compare(&a.Article, &b.Article) })
	return out, nil
}

// storyBy describes the story with that identity. seq and known are those of an article at hand, which need not be read again when it
// is the first of the story; "" when there is none.
func storyBy(snapshot *index.Snapshot, id string, seq uint64, known news.ID) (search.Story, error) {
	all, err := members(snapshot, id)
	if err != nil {
		return search.Story{}, err
	}
	out := search.Story{ID: story.Name(id), Count: len(all), Sources: []string{}}
	for _, m := range all {
		if m.source != "" && !slices.Contains(out.Sources, m.source) {
			out.Sources = append(out.Sources, m.source)
		}
	}
	if len(all) > 0 && all[0].seq == seq && known != "" {
		out.First = known
	} else if len(all) > 0 {
		first, err := snapshot.Store.Get(all[0].seq)
		if err != nil && !errors.Is(err, rootindex.ErrNotFound) && !errors.Is(err, rootindex.ErrDamaged) {
			return out, err
		}
		out.First = first.ID
	}
	return out, nil
}

// storyOf describes the story of an article; seq is its record.
func storyOf(snapshot *index.Snapshot, seq uint64, a *news.Article) (search.Story, error) {
	id, found, err := snapshot.StoryOf(seq)
	if err != nil {
		return search.Story{}, err
	}
	if !found { // written after the snapshot was taken
		id = story.Of(a.ID)
	}
	return storyBy(snapshot, id, seq, a.ID)
}

// Story implements search.Fetcher.
func (e *Engine) Story(ctx context.Context, name string) (_ []search.Hit, err error) {
	id, err := story.Parse(name)
	if err != nil {
		return nil, fmt.Errorf("story %q: %w", name, search.ErrNotFound)
	}
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	all, err := members(snapshot, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("story %q: %w", name, search.ErrNotFound)
	}
	described, err := storyBy(snapshot, id, 0, "")
	if err != nil {
		return nil, err
	}
	hits := make([]search.Hit, 0, len(all))
	for _, m := range all {
		article, err := snapshot.Store.Get(m.seq)
		if errors.Is(err, rootindex.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		article.Body = ""
		hits = append(hits, search.Hit{Article: article, Story: described})
	}
	return hits, nil
}
