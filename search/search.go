// Package search is the read contract: what may be asked (Request), what is answered (Result), and the small interfaces a back
// end offers. It is not a back end (search/embedded is) and knows neither Bleve nor HTTP.
package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"xunbao/internal/news"
	"xunbao/search/highlight"
)

// Sentinel errors of every back end.
var (
	// ErrNotFound: no such article or story.
	ErrNotFound = errors.New("not found")
	// ErrUnavailable: the index cannot answer now (opening, rebuilding after damage, closed); try again later.
	ErrUnavailable = errors.New("search is not available right now")
	// ErrTooLong: the search was stopped by its time limit.
	ErrTooLong = errors.New("the search took too long and was stopped; make it narrower")
	// ErrOverloaded: others are searching, and as many wait as may; nothing was begun.
	ErrOverloaded = errors.New("the server has more to do than it can; try again in a moment")
)

// ParameterError is a request that breaks a rule: the parameter and what would be right.
type ParameterError struct {
	Field   string // as in the API: "page", "from"
	Message string
}

func (e *ParameterError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Message) }

// Limits of a request.
const (
	MaxQueryRunes = 256    // code points of q
	MaxSize       = 100    // hits a page
	DefaultSize   = 10     //
	MaxDepth      = 10_000 // page x size; past it the cursor goes on
	MaxFacet      = 50     // values of one facet
	MaxFilters    = 100    // values of all filters together
)

// Field is a property of an article that can be filtered by and counted.
type Field string

// The fields, named as in the API.
const (
	Source   Field = "source"
	Site     Field = "site"
	Category Field = "category"
	Tag      Field = "tag"
	Author   Field = "author"
	Lang     Field = "lang"
)

// Fields lists every Field in the order pages show them.
func Fields() []Field { return []Field{Source, Site, Category, Tag, Author, Lang} }

// Sort is the order of hits.
type Sort string

// The orders. Ties are broken by newest first, then by latest stored. Articles without a date come last in both date orders.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"

	// Stored is the order in which articles came, for an Exporter only.
	Stored Sort = "stored"
)

// Collapse says whether reprints of one story are shown as one hit.
type Collapse string

// The modes.
const (
	CollapseStory Collapse = "story"
	CollapseNone  Collapse = "none"
)

// Interval is the width of the histogram's buckets, by the calendar of Request.Location.
type Interval string

// The intervals. Auto chooses year, month, week, day or hour so that there are at most about 60 buckets.
const (
	Auto       Interval = "auto"
	Year       Interval = "year"
	Month      Interval = "month"
	Week       Interval = "week"
	Day        Interval = "day"
	Hour       Interval = "hour"
	NoInterval Interval = "none"
)

// Request is one search. ParseRequest makes one from URL parameters; the zero value is not valid, NewRequest is.
type Request struct {
	Query   string
	Filters map[Field][]string // values of one field are alternatives, different fields combine; the empty one is to have no value
	From    time.Time          // inclusive; zero is open
	To      time.Time          // exclusive; zero is open
	Undated bool               // articles without a date: these alone, or beside those from From to To

	Sort     Sort
	Page     int    // from 1
	Size     int    // 0 to MaxSize
	Cursor   string // instead of Page: goes on after the hit that ended the answer it came from
	Collapse Collapse

	Facets   []Field
	Find     map[Field]string // only values that hold this text, and selected ones, are listed in a facet
	Interval Interval
	Location *time.Location
	Explain  bool

	// FromText and ToText are From and To as they were given, for links that keep them.
	FromText, ToText string
}

// Relaxed says how far a search was widened.
type Relaxed string

// The steps. RelaxedNone: every term matched.
const (
	RelaxedNone Relaxed = "none"
	RelaxedMost Relaxed = "most"
	RelaxedAny  Relaxed = "any"
)

// Result is the answer to one Request.
type Result struct {
	Query      string
	Total      int  // hits as collapsed
	Articles   int  // matching articles
	Exact      bool // Total, Articles, facets and histogram are exact
	Relaxed    Relaxed
	Page, Size int
	Cursor     string // for the next page; empty on the last
	Sort       Sort   // the order used
	Hits       []Hit
	Facets     map[Field][]FacetValue // most first; the selected values are always among them. The last may be the empty one: articles without a value
	Histogram  *Histogram             // nil when not asked for
	Generation string
	Dictionary string
	Took       time.Duration
}

// Hit is one article of the result list. Article.Body is empty.
type Hit struct {
	Article     news.Article
	Score       float64 // 0 when sorted by date
	Explanation *Explanation
	TitleMarks  []highlight.Span
	Snippets    []highlight.Fragment
	Story       Story
}

// Story is the group of reprints that an article belongs to.
type Story struct {
	ID      string
	Count   int      // articles of the story in the whole collection
	Sources []string // their outlets, earliest first, each once
	First   news.ID  // the earliest article
}

// Explanation is a score and what it is made of: Value is the sum of the parts' values when there are parts.
type Explanation struct {
	Value float64       `json:"value"`
	Label string        `json:"label"`
	Parts []Explanation `json:"parts,omitempty"`
}

// FacetValue is one value of a facet with the number of articles that have it, under all filters but the facet's own.
type FacetValue struct {
	Value    string
	Count    int
	Selected bool
}

// Histogram counts matching articles over time, zero-filled from the first bucket with an article to the last.
type Histogram struct {
	Interval Interval // never Auto
	Location *time.Location
	Buckets  []Bucket
	Undated  int // matching articles without a date
}

// Bucket is one bar: articles published in [From, To), both the first moments of days of Histogram.Location, or of hours by its clocks.
type Bucket struct {
	From, To time.Time
	Count    int
}

// Marked is a whole article with the marks of a query in it.
type Marked struct {
	Article    news.Article
	TitleMarks []highlight.Span
	BodyMarks  []highlight.Span
	Story      Story
}

// Analysis shows how a text is folded and cut. Offsets are code points into the original text, half-open.
type Analysis struct {
	Folded string
	Words  []Token
	Grams  []Token
}

// Token is one term of a lane.
type Token struct {
	Text       string
	Start, End int
}

// Status is the state of the collection for operators.
type Status struct {
	Articles, Stories int
	Generation        string
	Built             time.Time
	Fingerprint       string
	Dictionary        string
	StoreBytes        int64
	IndexBytes        int64
	LeftOut           string // name of the set of lines that are left out of new articles, "" for none
	LeftLines         int    // of that set
	Sample            bool   // the built-in sample articles are being served
	Behind            uint64 // writes that searches do not see yet
	Rebuilding        bool
	Started           time.Time
	Oldest, Newest    news.Instant
}

// Searcher answers requests. Safe for concurrent use; stops when ctx does. Errors: *ParameterError, *query.SyntaxError,
// ErrUnavailable, ErrTooLong, or the context's.
type Searcher interface {
	Search(ctx context.Context, req Request) (*Result, error)
}

// Fetcher reads single articles and stories.
type Fetcher interface {
	// Article returns the article with the marks of query in it (none when query is empty). ErrNotFound, *query.SyntaxError.
	Article(ctx context.Context, id news.ID, query string) (*Marked, error)
	// Story returns all articles of a story, earliest first, bodies empty. ErrNotFound.
	Story(ctx context.Context, id string) ([]Hit, error)
	// Related returns at most limit articles that are near to one in words and time, nearest first: one of each story, none of its own,
	// bodies empty. Score is 1 for one that is as near as the article itself. ErrNotFound.
	Related(ctx context.Context, id news.ID, limit int) ([]Hit, error)
}

// Analyzer shows how text is cut.
type Analyzer interface {
	Analyze(ctx context.Context, text string) (Analysis, error)
}

// Reporter tells the state of the collection.
type Reporter interface {
	Status(ctx context.Context) (Status, error)
}

// Exported is a whole article with the story it belongs to. Cursor, as Request.Cursor, goes on with the article behind it.
type Exported struct {
	Article news.Article
	Story   string
	Cursor  string
}

// Exporter streams whole articles. The stream ends after its first error.
type Exporter interface {
	// Export yields every article that req matches in the order it asks for, or, when req is nil, every article in the order
	// they were stored. Page, Size, Collapse and Facets of req are ignored. The memory it takes does not grow with what it yields.
	// *ParameterError when the cursor is not one of an export with the same query, filters and order.
	Export(ctx context.Context, req *Request) iter.Seq2[Exported, error]
}

// Suggestion is offered for what was typed; it never changes a result list by itself.
type Suggestion struct {
	Text  string
	Kind  SuggestionKind
	Count int // articles that have it
}

// SuggestionKind says why a Suggestion is offered.
type SuggestionKind string

// The kinds. A completion begins with what was typed, in characters or in pinyin; a correction replaces it.
const (
	Completion SuggestionKind = "completion"
	Correction SuggestionKind = "correction"
)

// Suggester completes and corrects what is being typed. Safe for concurrent use.
type Suggester interface {
	// Suggest returns at most limit suggestions, best first. Text that needs none gives none. The first call waits until what can be
	// suggested was read: ErrTooLong when ctx ends before.
	Suggest(ctx context.Context, text string, limit int) ([]Suggestion, error)
}

// Reason is why an article meets a query or does not, clause by clause.
type Reason struct {
	Clause  string   // as Parse would read it again
	Met     bool     //
	Detail  string   // what was looked for, and where it was found or what is nearest to it
	Query   []string // how the clause was cut
	Article []string // how the article is cut around the nearest place; empty where there is none
	Parts   []Reason
}

// Explainer tells why an article is found by a query, or why not. ErrNotFound, *query.SyntaxError.
type Explainer interface {
	Why(ctx context.Context, query string, id news.ID) (*Reason, error)
}

// Lexicon is the user's own words and synonyms. They act on queries: in force at once, on articles indexed long before.
type Lexicon struct {
	Words    []string   // each stays one word when a query is cut
	Synonyms [][]string // each group is one meaning: a query for one finds the others
	Version  string     // changes with the content
}

// Lexicographer keeps the Lexicon. Safe for concurrent use.
type Lexicographer interface {
	Lexicon(ctx context.Context) (Lexicon, error)
	// SetWords, SetSynonyms replace one half. *ParameterError names what cannot be taken; then nothing changes. When they return, the
	// change is on disk and every later search uses it.
	SetWords(ctx context.Context, words []string) (Lexicon, error)
	SetSynonyms(ctx context.Context, groups [][]string) (Lexicon, error)
}

// Backend is all of it: what a server needs.
type Backend interface {
	Searcher
	Trender
	Fetcher
	Analyzer
	Reporter
	Exporter
}
