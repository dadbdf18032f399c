// Package story tells which articles are reprints of one another. It does not store anything and does not say how stories are shown.
//
// Two articles are reprints when their prints are alike: most runs of letters that one has, the other has too, after folding and without
// punctuation. Articles stand in an order, by time (see Article.Before). An article's parent is the first before it that is alike and, in a
// band of both, among the last 256 before it; the article at the root of such a chain gives the story its identity. So stories depend on
// which articles there are and on nothing else, and a later article never changes the story of an earlier one. Without that bound pages of one
// template, which share bands by the ten thousand, would all be compared with one another.
//
// Resolve finds the stories of all articles at once, Update those that a change of some articles touches. Both come to the same.
package story

import (
	"cmp"
	"math"
)

// Undated is the time of an article when nobody knows it. It comes after every other.
const Undated = math.MaxInt64

// window is how many articles before it, in each of its bands, an article is compared with.
const window = 256

// Article is what stories need to know of an article.
type Article struct {
	At    int64  // seconds since 1970, or Undated
	Key   uint64 // the identity of its story when it is the root
	Print *Print
}

// Before is the order of articles: earlier ones first, those of the same second by their keys.
func (a *Article) Before(b *Article) bool { return a.At < b.At || a.At == b.At && a.Key < b.Key }

// Compare is the order of Before, as slices.SortFunc asks.
func Compare(a, b *Article) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Key, b.Key))
}
