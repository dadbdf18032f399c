package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	rootindex "xunbao/index"
	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// What makes an article related to another. It must have a seventh of what the other's telling words say; of its score so much as halves with
// every relatedHalfLife between them is for nearness in time.
const (
	tellingWords    = 30
	relatedLeast    = 1.0 / 7
	relatedNearness = 0.5
	relatedHalfLife = 30 * 24 * 60 * 60 // seconds
)

// Related implements search.Fetcher.
func (e *Engine) Related(ctx context.Context, id news.ID, limit int) (_ []search.Hit, err error) {
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	seq, article, err := read(snapshot, id)
	if err != nil {
		return nil, err
	}
	s := &scorer{snapshot: snapshot, weights: forWords}
	s.measure()
	if err := s.tell(&article, e.segmenter); err != nil {
		return nil, err
	}
	found, err := e.nearTo(ctx, s, seq)
	if err != nil {
		return nil, timed(ctx, err)
	}
	hits := make([]search.Hit, 0, limit)
	for _, r := range found[:min(limit, len(found))] {
		hit, err := r.hit(snapshot)
		if err != nil {
			return nil, err
		}
		if hit != nil {
			hits = append(hits, *hit)
		}
	}
	return hits, nil
}

// tell makes the scorer's terms the words that tell most of an article: often in it, and not in many others.
func (s *scorer) tell(a *news.Article, segmenter *zh.Segmenter) error {
	times := make(map[string]float64)
	for _, text := range []struct {
		text   string
		weight float64
	}{{a.Title, s.title}, {a.Body, 1}} {
		folded := zh.FoldText(text.text).Words
		segmenter.Words(folded, func(start, end int) {
			if word := folded[start:end]; utf8.RuneCountInString(word) > 1 && !zh.IsStop(word) {
				times[word] += text.weight
			}
		})
	}
	for word, n := range times {
		having, err := s.snapshot.Having(index.BodyWords, word)
		if err != nil {
			return err
		}
		if having < 2 || float64(having) > max(10, s.articles/10) {
			continue
		}
		weight := n / (n + s.k1) * idf(s.articles, float64(having))
		s.terms = append(s.terms, scored{term: word, field: index.BodyWords, weight: weight})
	}
	slices.SortFunc(s.terms, func(a, b scored) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term)) })
	s.terms = s.terms[:min(tellingWords, len(s.terms))]
	for _, term := range slices.Clone(s.terms) {
		term.field, term.title, term.weight = index.TitleWords, true, s.title*term.weight
		s.terms = append(s.terms, term)
	}
	return nil
}

// related is an article that is near to another.
type related struct {
	score     float64 // 1 is as near as the other to itself
	seq       uint64
	story     string
	published int64
}

// nearTo returns the articles near to that of a record, nearest first: one of each story, its own story left out.
func (e *Engine) nearTo(ctx context.Context, s *scorer, seq uint64) ([]related, error) {
	own, whole := related{}, 0.0
	var all []related
	for _, part := range s.snapshot.Segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		scores := e.scores.get(len(part.Columns.Seq))
		var touched []uint32
		for _, term := range s.terms {
			err := s.contributions(term, part, part.Live, func(doc uint32, value float64) {
				if scores[doc] == 0 {
					touched = append(touched, doc)
				}
				scores[doc] += value
			})
			if err != nil {
				return nil, err
			}
		}
		for _, doc := range touched {
			r := related{scores[doc], part.Columns.Seq[doc], s.snapshot.Names.Stories.ID(part.Columns.Story[doc]), part.Columns.Published[doc]}
			scores[doc] = 0
			if r.seq == seq {
				own, whole = r, r.score
			}
			all = append(all, r)
		}
		e.scores.put(scores)
	}
	return nearest(all, own, whole), nil
}

// nearest keeps those of all that are near enough to own, whose score of itself is whole.
func nearest(all []related, own related, whole float64) []related {
	kept := all[:0]
	for _, r := range all {
		if r.score >= relatedLeast*whole && r.story != own.story {
			r.score *= nearness(r.published, own.published) / whole
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, func(a, b related) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.published, a.published), cmp.Compare(b.seq, a.seq))
	})
	seen := make(map[string]bool)
	return slices.DeleteFunc(kept, func(r related) bool {
		again := seen[r.story]
		seen[r.story] = true
		return again
	})
}

// nearness is what the time between two articles leaves of a score.
func nearness(a, b int64) float64 {
	if a == index.Undated || b == index.Undated {
		return 1 - relatedNearness
	}
	return 1 - relatedNearness + relatedNearness*math.Exp2(-math.Abs(float64(a)-float64(b))/relatedHalfLife)
}

// hit reads the article. It returns nil for one that vanished from the store, or that is damaged.
func (r related) hit(snapshot *index.Snapshot) (*search.Hit, error) {
	article, err := snapshot.Store.Get(r.seq)
	if errors.Is(err, rootindex.ErrNotFound) || errors.Is(err, rootindex.ErrDamaged) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read article %d: %w", r.seq, err)
	}
	article.Body = ""
	described, err := storyBy(snapshot, r.story, r.seq, article.ID)
	return &search.Hit{Article: article, Score: r.score, Story: described}, err
}
