package bench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"xunbao/search"
)

// mix holds the queries of every kind. Those that the corpus has nothing for are empty.
type mix struct {
	words   []string         // as drawn: two to six characters
	several []string         // two words of one title
	phrases map[int][]string // in quotation marks, by characters
	rare    []string         // the quarter of words with the fewest articles, those with none left out
	often   []string         // the quarter with the most
	broad   []string         // more than half of the articles have it
	starts  []string         // of words
}

// phraseLengths are in characters.
var phraseLengths = []int{2, 4, 8}

// common are characters that stand in most Chinese news.
const common = "的一在中国和是有不年月日人大新了为"

// newMix derives the mix from drawn queries, by what a search for each of them finds.
func newMix(ctx context.Context, s search.Searcher, queries []string) (*mix, error) {
	m := &mix{words: queries, phrases: make(map[int][]string)}
	having := make(map[string]int)
	for _, query := range queries {
		req := plain(query)
		result, err := s.Search(ctx, req)
		if err != nil {
			return nil, fmt.Errorf("search for %q: %w", query, err)
		}
		having[query] = result.Articles
		m.starts = append(m.starts, string([]rune(query)[:max(1, len([]rune(query))-1)]))
		for _, hit := range result.Hits {
			m.take(hit.Article.Title, len(queries))
		}
	}
	known := slices.DeleteFunc(slices.Clone(queries), func(query string) bool { return having[query] == 0 })
	slices.SortStableFunc(known, func(a, b string) int { return cmp.Compare(having[a], having[b]) })
	quarter := (len(known) + 3) / 4
	m.rare, m.often = known[:quarter], known[len(known)-quarter:]
	return m, m.findBroad(ctx, s)
}

// take adds what a title gives until there are enough.
func (m *mix) take(title string, enough int) {
	runs := hanRuns(title)
	if len(runs) > 1 && len(m.several) < enough {
		m.several = append(m.several, string(runs[0][:min(4, len(runs[0]))])+" "+string(runs[1][:min(4, len(runs[1]))]))
	}
	for _, length := range phraseLengths {
		for _, run := range runs {
			if len(run) >= length && len(m.phrases[length]) < enough {
				m.phrases[length] = append(m.phrases[length], `"`+string(run[len(run)-length:])+`"`)
				break
			}
		}
	}
}

// findBroad keeps the common characters that more than half of the articles have.
func (m *mix) findBroad(ctx context.Context, s search.Searcher) error {
	all, err := s.Search(ctx, plain(""))
	if err != nil {
		return fmt.Errorf("search for everything: %w", err)
	}
	for _, query := range strings.Split(common, "") {
		result, err := s.Search(ctx, plain(query))
		if err != nil {
			return fmt.Errorf("search for %q: %w", query, err)
		}
		if 2*result.Articles > all.Articles {
			m.broad = append(m.broad, query)
		}
	}
	return nil
}
