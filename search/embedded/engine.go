// Package embedded answers searches from the Bleve index and the store of index/embedded: it plans the query, evaluates it to a
// bitmap a segment, counts, scores, and reads the page's articles. It does not write and knows nothing of HTTP.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	rootindex "xunbao/index"
	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/lexicon"
	"xunbao/search/query"
)

// Engine implements search.Backend. Safe for concurrent use.
type Engine struct {
	collection *index.Collection
	segmenter  *zh.Segmenter
	lexicon    *lexicon.Keeper
	recency    []float64 // as leftByAge
	verified   verified
	started    time.Time
	batches    batches
	bitsets    bitsets
	scores     zeroes
	scratches  scratches
	extents    extents
	calendars  calendars

	suggestions suggestions
}

var _ search.Backend = (*Engine)(nil)

// Options of New. The zero value is a lexicon that is empty and kept in memory, and ranking that does not mind the age of articles.
type Options struct {
	Lexicon         *lexicon.Keeper // the user's words and synonyms
	RecencyHalfLife time.Duration   // after which half of what recency adds to a score is left; 0 turns it off
}

// New returns an engine over an open collection, which it does not close.
func New(collection *index.Collection, segmenter *zh.Segmenter, o Options) *Engine {
	if o.Lexicon == nil {
		o.Lexicon = lexicon.Open("", zh.FoldString, nil, nil)
	}
	return &Engine{collection: collection, segmenter: segmenter, lexicon: o.Lexicon, recency: leftByAge(o.RecencyHalfLife), verified: newVerified(), started: time.Now()}
}

// acquire returns the state of the moment as search.ErrUnavailable explains it.
func (e *Engine) acquire() (*index.Snapshot, error) {
	snapshot, err := e.collection.Acquire()
	if errors.Is(err, rootindex.ErrClosed) {
		return nil, search.ErrUnavailable
	}
	return snapshot, err
}

// within is acquire, narrowed to what the holder of ctx may learn of.
func (e *Engine) within(ctx context.Context) (*index.Snapshot, error) {
	snapshot, err := e.acquire()
	scope := search.ScopeOf(ctx)
	if err != nil || scope == nil {
		return snapshot, err
	}
	err = snapshot.Narrow(func(s *index.Segment) (*roaring.Bitmap, error) {
		kept := s.Live.Clone()
		for field, any := range scope {
			found := roaring.New()
			for _, value := range any {
				docs, err := s.Postings(fieldNames[string(field)], value)
				if err != nil {
					return nil, err
				}
				found.Or(docs)
			}
			kept.And(found)
		}
		return kept, nil
	})
	if err != nil {
		snapshot.Close()
		return nil, err
	}
	return snapshot, nil
}

// parse reads the query of a request.
func (e *Engine) parse(text string, location *time.Location) (query.Node, error) {
	return query.Parse(text, query.Options{Now: time.Now(), Location: location})
}

// Search implements search.Searcher.
func (e *Engine) Search(ctx context.Context, req search.Request) (_ *search.Result, err error) {
	started := time.Now()
	if err := req.Validate(); err != nil {
		return nil, err
	}
	if req.Sort == "" {
		req.Sort = search.Relevance
	}
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	run, err := e.begin(ctx, snapshot, req)
	if err != nil {
		return nil, timed(ctx, err)
	}
	result, err := run.result()
	if err != nil {
		return nil, timed(ctx, err)
	}
	result.Dictionary = dictionaryName(result.Dictionary, run.plan.lexicon)
	result.Took = time.Since(started)
	return result, nil
}

// timed turns the end of the time limit into search.ErrTooLong.
func timed(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return search.ErrTooLong
	}
	return err
}

// Analyze implements search.Analyzer.
func (e *Engine) Analyze(_ context.Context, text string) (search.Analysis, error) {
	folded, words := zh.Fold(text), zh.FoldText(text).Words
	out := search.Analysis{Folded: folded.Text, Words: []search.Token{}, Grams: []search.Token{}}
	token := func(text string, start, end int) search.Token {
		from, to := folded.Original(start, end)
		return search.Token{Text: text[start:end], Start: from, End: to}
	}
	e.segmenter.Words(words, func(start, end int) { out.Words = append(out.Words, token(words, start, end)) })
	zh.Grams(folded.Text, func(start, end int) { out.Grams = append(out.Grams, token(folded.Text, start, end)) })
	return out, nil
}

// Article implements search.Fetcher.
func (e *Engine) Article(ctx context.Context, id news.ID, text string) (_ *search.Marked, err error) {
	root, err := e.parse(text, nil)
	if err != nil {
		return nil, err
	}
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	seq, article, err := read(snapshot, id)
	if err != nil {
		return nil, err
	}
	p := e.planner().plan(text, root)
	out := &search.Marked{Article: article, TitleMarks: p.marks(article.Title, true), BodyMarks: p.marks(article.Body, false)}
	out.Story, err = storyOf(snapshot, seq, &article)
	return out, err
}

// read finds an article in the store. search.ErrNotFound.
func read(snapshot *index.Snapshot, id news.ID) (uint64, news.Article, error) {
	seq, err := snapshot.Store.Lookup(id)
	if err != nil {
		if errors.Is(err, rootindex.ErrNotFound) {
			err = notFound(id)
		}
		return 0, news.Article{}, err
	}
	switch shown, err := snapshot.Shows(seq); {
	case err != nil:
		return 0, news.Article{}, err
	case !shown:
		return 0, news.Article{}, notFound(id)
	}
	article, err := snapshot.Store.Get(seq)
	if errors.Is(err, rootindex.ErrNotFound) {
		err = notFound(id)
	}
	return seq, article, err
}

func notFound(id news.ID) error { return fmt.Errorf("article %q: %w", id, search.ErrNotFound) }
