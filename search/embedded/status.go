package embedded

import (
	"context"
	"math"
	"time"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// Status implements search.Reporter.
func (e *Engine) Status(ctx context.Context) (search.Status, error) {
	snapshot, err := e.within(ctx)
	if err != nil {
		return search.Status{}, err
	}
	defer snapshot.Close()
	s := search.Status{
		Articles: snapshot.Count(), Generation: snapshot.Generation.Name, Built: snapshot.Generation.Built,
		Fingerprint: snapshot.Generation.Fingerprint, Dictionary: dictionaryName(snapshot.Generation.Fingerprint, e.lexicon.Current()), Sample: snapshot.Sample,
		LeftOut: snapshot.LeftOut, LeftLines: snapshot.LeftLines,
		StoreBytes: snapshot.Store.Bytes(), IndexBytes: e.collection.IndexBytes(), Rebuilding: e.collection.Rebuilding(), Started: e.started,
	}
	if last := snapshot.Store.Last(); last > snapshot.Seq {
		s.Behind = last - snapshot.Seq
	}
	if search.ScopeOf(ctx) != nil { // these tell of all
		s.LeftOut, s.LeftLines, s.StoreBytes, s.IndexBytes = "", 0, 0, 0
	}
	seen := make([]bool, len(snapshot.Names.Stories))
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, part := range snapshot.Segments {
		part.Live.Iterate(func(doc uint32) bool {
			if story := part.Columns.Story[doc]; !seen[story] {
				seen[story] = true
				s.Stories++
			}
			if at := part.Columns.Published[doc]; at != index.Undated {
				low, high = min(low, at), max(high, at)
			}
			return true
		})
	}
	if low <= high {
		s.Oldest = news.Instant{Time: time.Unix(low, 0).In(news.Shanghai())}
		s.Newest = news.Instant{Time: time.Unix(high, 0).In(news.Shanghai())}
	}
	return s, nil
}
