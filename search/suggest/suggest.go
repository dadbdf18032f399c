// Package suggest completes and corrects what is being typed, from the words, names and titles of a collection: by prefix, by pinyin
// (full, initials, mixed with characters), by homophone and by one wrong, missing or extra character. It holds an immutable Index in
// memory; it reads no files of the collection, knows no Bleve and runs no search: who builds the Index brings the texts and their
// counts, and a Counter for what only a search can tell.
package suggest

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// MaxRunes is how many code points of typed text are looked at; longer text gets no suggestions.
const MaxRunes = 64

// Limits of one answer.
const (
	maxOffered     = 3  // corrections
	attestedEnough = 3  // articles that make a text right as it is typed
	widest         = 11 // binary orders of magnitude by which a correction may be behind the best
)

// Counter tells how many articles have a text, its parts between white space each side by side. It is asked a few times at most for
// one suggestion, and only when a correction is at hand.
type Counter func(ctx context.Context, text string) (int, error)

// ranked is a suggestion with its rank: the binary logarithm of its count, less its cost.
type ranked struct {
	entry int // in Index.entries; -1 when the text is none
	text  string
	count int
	cost  float64 // what speaks against it
	score float64
}

// Suggest returns at most limit suggestions for a text as typed, best first: corrections before completions, for there are none while
// the text, or what begins with it, stands in attestedEnough articles. count may be nil: then the Index's own counts decide and longer phrases are not
// corrected. Errors are those of count and of ctx.
func (x *Index) Suggest(ctx context.Context, typed string, limit int, count Counter) ([]search.Suggestion, error) {
	folded := strings.TrimSpace(zh.FoldString(typed))
	if folded == "" || limit <= 0 || utf8.RuneCountInString(folded) > MaxRunes {
		return nil, ctx.Err()
	}
	completions := x.completions(folded, limit)
	corrections, err := x.corrections(ctx, folded, count, completions)
	if err != nil {
		return nil, err
	}
	var out []search.Suggestion
	seen := map[string]bool{folded: true}
	add := func(list []ranked, kind search.SuggestionKind, most int) {
		for _, r := range list {
			if len(out) == most {
				return
			}
			if form := zh.FoldString(r.text); !seen[form] {
				seen[form] = true
				out = append(out, search.Suggestion{Text: r.text, Kind: kind, Count: r.count})
			}
		}
	}
	add(corrections, search.Correction, min(limit, maxOffered))
	add(completions, search.Completion, limit)
	return out, ctx.Err()
}

// sounded reports whether a folded text has Latin letters, which may be pinyin.
func sounded(folded string) bool {
	return strings.ContainsFunc(folded, func(r rune) bool { return 'a' <= r && r <= 'z' })
}

// weigh turns a number of articles into a rank.
func weigh(count int) float64 { return math.Log2(float64(count) + 1) }

// leaders keeps those that are not far behind the first.
func leaders(list []ranked) []ranked {
	for i, r := range list {
		if r.score < list[0].score-widest {
			return list[:i]
		}
	}
	return list
}

// best sorts by score, then by count and text, keeps the best of every entry and cuts to limit.
func best(list []ranked, limit int) []ranked {
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.count, a.count), strings.Compare(a.text, b.text))
	})
	kept := list[:0]
	seen := make(map[string]bool, limit)
	for _, r := range list {
		if len(kept) == limit {
			break
		}
		if !seen[r.text] {
			seen[r.text] = true
			kept = append(kept, r)
		}
	}
	return kept
}
