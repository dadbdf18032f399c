package embedded

import (
	"context"
	"time"

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
	extent := e.extents.of(snapshot, search.ScopeOf(ctx) == nil)
	s.Stories = extent.stories
	if extent.oldest <= extent.newest {
		s.Oldest = news.Instant{Time: time.Unix(extent.oldest, 0).In(news.Shanghai())}
		s.Newest = news.Instant{Time: time.Unix(extent.newest, 0).In(news.Shanghai())}
	}
	return s, nil
}
