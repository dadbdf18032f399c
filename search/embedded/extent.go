package embedded

import (
	"math"
	"sync"

	index "xunbao/index/embedded"
)

// extent is how many stories a collection has, and from when to when they are: seconds since 1970, oldest after newest when no article has a
// date.
type extent struct {
	stories        int
	oldest, newest int64
}

func extentOf(snapshot *index.Snapshot) extent {
	e := extent{oldest: math.MaxInt64, newest: math.MinInt64}
	seen := make([]bool, len(snapshot.Names.Stories))
	for _, part := range snapshot.Segments {
		part.Live.Iterate(func(doc uint32) bool {
			if story := part.Columns.Story[doc]; !seen[story] {
				seen[story] = true
				e.stories++
			}
			if at := part.Columns.Published[doc]; at != index.Undated {
				e.oldest, e.newest = min(e.oldest, at), max(e.newest, at)
			}
			return true
		})
	}
	return e
}

// extents remembers the extent of the whole collection until it changes: every page tells the number of articles, and to look at a million
// for that would cost more than the search. Safe for concurrent use.
type extents struct {
	mu   sync.Mutex
	at   moment
	last extent
}

// moment names the state of a collection.
type moment struct {
	records    string // the store
	generation string
	seq        uint64
	articles   int
}

// of is the extent of a snapshot; whole when it is that of the whole collection, which is remembered.
func (e *extents) of(snapshot *index.Snapshot, whole bool) extent {
	if !whole {
		return extentOf(snapshot)
	}
	now := moment{snapshot.Records, snapshot.Generation.Name, snapshot.Seq, snapshot.Count()}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.at != now { // at first it names no store
		e.at, e.last = now, extentOf(snapshot)
	}
	return e.last
}
