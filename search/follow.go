package search

import "context"

// Mark is how far a collection had been written at some moment. It may be kept for as long as one likes.
type Mark struct {
	Records string `json:"records"` // names what Seq counts: a rebuild from sources begins to count anew
	Seq     uint64 `json:"seq"`     // the newest write
}

// Arrival is an article that was stored after a mark.
type Arrival struct {
	Hit   Hit
	Names []string // of the stories that the articles of its story would begin, its own first; Hit.Story.ID is among them or was
}

// Follower tells what has arrived. Safe for concurrent use.
type Follower interface {
	// Mark is where the collection stands: searches see all that was written up to it.
	Mark(ctx context.Context) (Mark, error)
	// Since returns the articles stored after a mark that match a request, in the order they were stored, at most limit of them, and the mark
	// up to which these are all. A search is never widened: every term must match. Of reprints of one another only the one that was stored
	// first is an arrival, and none when one that matches was there before. Query, Filters, From, To and Location of req count. What it costs
	// follows what has arrived. After a rebuild from sources only what was written since then, or while it ran, has arrived.
	// The errors are those of Searcher.
	Since(ctx context.Context, req Request, after Mark, limit int) ([]Arrival, Mark, error)
}
