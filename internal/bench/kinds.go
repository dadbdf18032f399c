package bench

import (
	"context"
	"fmt"
	"time"

	"xunbao/search"
)

// kind is one sort of search of the mix.
type kind struct {
	name    string
	queries []string
	ask     func(ctx context.Context, query string) (articles int, err error)
}

// kinds is the standard mix. Every answer carries ten hits with marks and snippets; words, phrase, page, newest and browse+facets are
// what the Lucene yardstick measures under these names.
func kinds(m *mix, s search.Searcher, suggest Suggester) []kind {
	searched := func(name string, queries []string, shape func(query string) search.Request) kind {
		return kind{name, queries, func(ctx context.Context, query string) (int, error) {
			result, err := s.Search(ctx, shape(query))
			if err != nil {
				return 0, fmt.Errorf("%s %q: %w", name, query, err)
			}
			return result.Articles, nil
		}}
	}
	out := []kind{
		searched("words", m.words, plain),
		searched("rare words", m.rare, plain),
		searched("frequent words", m.often, plain),
		searched("several words", m.several, plain),
		searched("phrase", m.words, func(query string) search.Request { return plain(`"` + query + `"`) }),
	}
	for _, length := range phraseLengths {
		out = append(out, searched(fmt.Sprintf("phrase of %d", length), m.phrases[length], plain))
	}
	out = append(out,
		searched("page", m.words, counted),
		searched("newest", m.words, func(query string) search.Request { return newest(plain(query)) }),
		searched("50th page", m.words, func(query string) search.Request { req := plain(query); req.Page = 50; return req }),
		searched("year filter", m.words, func(query string) search.Request {
			req := counted(query)
			req.From = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
			return req
		}),
		searched("broad page", m.broad, counted),
		searched("browse+facets", m.words, func(string) search.Request { return newest(counted("")) }),
	)
	if suggest != nil {
		out = append(out, suggested(m.starts, suggest))
	}
	return out
}

func suggested(starts []string, suggest Suggester) kind {
	return kind{"suggest", starts, func(ctx context.Context, start string) (int, error) {
		found, err := suggest.Suggest(ctx, start, 10)
		if err != nil {
			return 0, fmt.Errorf("suggest %q: %w", start, err)
		}
		return len(found), nil
	}}
}

func plain(query string) search.Request {
	req := search.NewRequest()
	req.Query, req.Facets, req.Interval = query, nil, search.NoInterval
	return req
}

func counted(query string) search.Request {
	req := plain(query)
	req.Facets, req.Interval = []search.Field{search.Source}, search.Month
	return req
}

func newest(req search.Request) search.Request {
	req.Sort = search.Newest
	return req
}
