package embedded

import (
	"fmt"
	"runtime/debug"

	rootindex "xunbao/index"
	index "xunbao/index/embedded"
)

// release lets a snapshot go, deferred by who acquired it. A panic while the snapshot was read, which is what Bleve does on some lists that are
// damaged and what becomes of a fault in a mapped file that was cut off, is the caller's error: the process lives on, and the index is verified.
func (e *Engine) release(snapshot *index.Snapshot, err *error) {
	snapshot.Close()
	if reason := recover(); reason != nil {
		e.collection.Suspect(reason, debug.Stack())
		*err = fmt.Errorf("read the search index: %w: %v", rootindex.ErrDamaged, reason)
	}
}
