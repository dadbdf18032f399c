package admit

import (
	"context"
	"iter"
	"runtime"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// What may wait, and for how long: a burst is answered whole, and who is let in waited for a few others only.
const (
	waitingForEach = 8                      // searches that wait for each that runs, in a burst; one for each where there are too many all the time
	searchesWithin = 300 * time.Millisecond // more searches wait in a burst where they are short
	patience       = time.Second

	suggestionsForEach = 4 // that are found at once for each search

	exportsAtOnce = 4
	writesAtOnce  = 4
	writesWaiting = 64
	writePatience = 10 * time.Second
)

// Gates are the gates of one server. Exports and writes go on for as long as the other side takes pieces, so they have places of their own;
// suggestions are asked for at every key and are read from memory.
type Gates struct {
	Searches, Suggestions, Exports, Writes *Gate
}

// NewGates makes the gates for so many searches at once; 0 is one for each core, and two at least.
func NewGates(searchesAtOnce int) *Gates {
	if searchesAtOnce <= 0 {
		searchesAtOnce = max(2, runtime.GOMAXPROCS(0))
	}
	return &Gates{
		Searches:    NewGate(Limits{AtOnce: searchesAtOnce, Waiting: waitingForEach * searchesAtOnce, Within: searchesWithin, Standing: searchesAtOnce, Crowd: max(1, searchesAtOnce-1), Patience: patience}),
		Suggestions: NewGate(Limits{AtOnce: suggestionsForEach * searchesAtOnce}),
		Exports:     NewGate(Limits{AtOnce: exportsAtOnce}),
		Writes:      NewGate(Limits{AtOnce: writesAtOnce, Waiting: writesWaiting, Standing: writesWaiting, Patience: writePatience}),
	}
}

// through calls f inside the gate.
func through[T any](ctx context.Context, g *Gate, f func() (T, error)) (T, error) {
	leave, err := g.Enter(ctx)
	if err != nil {
		var none T
		return none, err
	}
	defer leave()
	return f()
}

// Backend is b behind the gates. Its state can be read however many search.
func (g *Gates) Backend(b search.Backend) search.Backend { return backend{b, g} }

type backend struct {
	search.Backend
	gates *Gates
}

func (b backend) Search(ctx context.Context, req search.Request) (*search.Result, error) {
	return through(ctx, b.gates.Searches, func() (*search.Result, error) { return b.Backend.Search(ctx, req) })
}

func (b backend) Trends(ctx context.Context, req search.TrendsRequest) (*search.Trends, error) {
	return through(ctx, b.gates.Searches, func() (*search.Trends, error) { return b.Backend.Trends(ctx, req) })
}

func (b backend) Article(ctx context.Context, id news.ID, query string) (*search.Marked, error) {
	return through(ctx, b.gates.Searches, func() (*search.Marked, error) { return b.Backend.Article(ctx, id, query) })
}

func (b backend) Story(ctx context.Context, id string) ([]search.Hit, error) {
	return through(ctx, b.gates.Searches, func() ([]search.Hit, error) { return b.Backend.Story(ctx, id) })
}

func (b backend) Related(ctx context.Context, id news.ID, limit int) ([]search.Hit, error) {
	return through(ctx, b.gates.Searches, func() ([]search.Hit, error) { return b.Backend.Related(ctx, id, limit) })
}

func (b backend) Analyze(ctx context.Context, text string) (search.Analysis, error) {
	return through(ctx, b.gates.Searches, func() (search.Analysis, error) { return b.Backend.Analyze(ctx, text) })
}

func (b backend) Export(ctx context.Context, req *search.Request) iter.Seq2[search.Exported, error] {
	return func(yield func(search.Exported, error) bool) {
		leave, err := b.gates.Exports.Enter(ctx)
		if err != nil {
			yield(search.Exported{}, err)
			return
		}
		defer leave()
		b.Backend.Export(ctx, req)(yield)
	}
}

// Explainer is e behind the gate of searches.
func (g *Gates) Explainer(e search.Explainer) search.Explainer { return explainer{e, g} }

type explainer struct {
	search.Explainer
	gates *Gates
}

func (e explainer) Why(ctx context.Context, query string, id news.ID) (*search.Reason, error) {
	return through(ctx, e.gates.Searches, func() (*search.Reason, error) { return e.Explainer.Why(ctx, query, id) })
}

// Suggester is s behind the gate of suggestions.
func (g *Gates) Suggester(s search.Suggester) search.Suggester { return suggester{s, g} }

type suggester struct {
	search.Suggester
	gates *Gates
}

func (s suggester) Suggest(ctx context.Context, text string, limit int) ([]search.Suggestion, error) {
	return through(ctx, s.gates.Suggestions, func() ([]search.Suggestion, error) { return s.Suggester.Suggest(ctx, text, limit) })
}
