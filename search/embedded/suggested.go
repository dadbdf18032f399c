package embedded

import (
	"container/heap"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	rootindex "xunbao/index"
	index "xunbao/index/embedded"
	"xunbao/search/suggest"
)

// Limits of what is suggested: some 20 MB at most.
const (
	maxWords      = 200_000
	maxNames      = 50_000
	maxTitles     = 20_000
	fewestHave    = 2  // articles of a word
	longestWord   = 16 // code points
	longestTitle  = 60 // code points
	shortestPiece = 4  // code points of a title's beginning that is suggested by itself
	betweenStops  = 16_384
)

// gather lists the words, names and titles of a collection. stop is called now and then; it may cancel ctx.
func gather(ctx context.Context, snapshot *index.Snapshot, stop func()) ([]suggest.Entry, error) {
	words, err := commonWords(ctx, snapshot, stop)
	if err != nil {
		return nil, err
	}
	titles, err := newestTitles(ctx, snapshot, stop)
	if err != nil {
		return nil, err
	}
	return slices.Concat(words, names(snapshot), titles), nil
}

// commonWords lists the maxWords words that most articles have.
func commonWords(ctx context.Context, snapshot *index.Snapshot, stop func()) ([]suggest.Entry, error) {
	kept := &rarestFirst{}
	seen := 0
	err := snapshot.Words(ctx, fewestHave, func(term string, articles int) error {
		if seen++; seen%betweenStops == 0 {
			stop()
		}
		if !suggestible(term) || len(*kept) == maxWords && articles <= (*kept)[0].Count {
			return nil
		}
		if len(*kept) == maxWords {
			(*kept)[0] = suggest.Entry{Text: term, Count: articles}
			heap.Fix(kept, 0)
			return nil
		}
		heap.Push(kept, suggest.Entry{Text: term, Count: articles})
		return nil
	})
	return *kept, err
}

// suggestible reports whether a term is worth suggesting: two characters at least, and not a number.
func suggestible(term string) bool {
	n := utf8.RuneCountInString(term)
	return n >= 2 && n <= longestWord && strings.ContainsFunc(term, unicode.IsLetter)
}

// rarestFirst is a heap with the rarest entry on top.
type rarestFirst []suggest.Entry

func (h rarestFirst) Len() int           { return len(h) }
func (h rarestFirst) Less(i, j int) bool { return h[i].Count < h[j].Count }
func (h rarestFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *rarestFirst) Push(e any)        { *h = append(*h, e.(suggest.Entry)) }
func (h *rarestFirst) Pop() any {
	last := len(*h) - 1
	e := (*h)[last]
	*h = (*h)[:last]
	return e
}

// names lists the outlets, authors and tags with their articles.
func names(snapshot *index.Snapshot) []suggest.Entry {
	var out []suggest.Entry
	for _, field := range []string{index.Source, index.Author, index.Tag} {
		counts := make([]int, len(snapshot.Names.Values[field]))
		for _, part := range snapshot.Segments {
			part.Live.Iterate(func(doc uint32) bool {
				part.Columns.Values[field].Each(doc, func(ordinal uint32) { counts[ordinal]++ })
				return true
			})
		}
		for ordinal, n := range counts {
			if text := snapshot.Names.Values[field][ordinal]; n > 0 && utf8.RuneCountInString(text) <= longestTitle {
				out = append(out, suggest.Entry{Text: text, Count: n, Kind: suggest.Name})
			}
		}
	}
	slices.SortFunc(out, func(a, b suggest.Entry) int { return b.Count - a.Count })
	return out[:min(len(out), maxNames)]
}

// newestTitles lists the titles of the articles stored last, and the beginnings that several of them share. An article that cannot
// be read is left out.
func newestTitles(ctx context.Context, snapshot *index.Snapshot, stop func()) ([]suggest.Entry, error) {
	seqs := newest(snapshot, maxTitles)
	counts := make(map[string]int, len(seqs))
	pieces := make(map[string]int)
	err := snapshot.Store.Texts(ctx, seqs, func(i int, title, _ []byte) error {
		if i%1024 == 0 {
			stop()
		}
		text := strings.TrimSpace(string(title))
		if text == "" {
			return nil
		}
		if utf8.RuneCountInString(text) <= longestTitle {
			counts[text]++
		}
		if piece := leading(text); piece != text {
			pieces[piece]++
		}
		return nil
	})
	if err != nil && !errors.Is(err, rootindex.ErrDamaged) {
		return nil, err
	}
	for piece, n := range pieces {
		if length := utf8.RuneCountInString(piece); n >= fewestHave && length >= shortestPiece && length <= longestTitle {
			counts[piece] += n
		}
	}
	out := make([]suggest.Entry, 0, len(counts))
	for text, n := range counts {
		out = append(out, suggest.Entry{Text: text, Count: n, Kind: suggest.Title})
	}
	return out, nil
}

// leading is a title up to its first mark or blank.
func leading(title string) string {
	if i := strings.IndexFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		return title[:i]
	}
	return title
}

// newest lists the greatest sequence numbers of live articles, ascending.
func newest(snapshot *index.Snapshot, most int) []uint64 {
	var seqs []uint64
	for _, part := range snapshot.Segments {
		part.Live.Iterate(func(doc uint32) bool {
			seqs = append(seqs, part.Columns.Seq[doc])
			return true
		})
	}
	slices.Sort(seqs)
	return seqs[max(0, len(seqs)-most):]
}
