package embedded

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// Limits of what is remembered: the oldest goes when there is more.
const (
	verifiedBytes        = 32 << 20 // of segments
	verifiedRecordsBytes = 16 << 20 // of stores
	verifiedEach         = 256      // bytes of an entry beside its bitmaps and its name
)

// verified remembers which texts were found to have a literal and which not, so that the next page, the same word in another query and a facet do not
// read them again: by the documents of a segment, which never change, and by the numbers of the records in the store, which stay when segments are
// merged and when the index is rebuilt.
type verified struct{ segments, records *verifications }

func newVerified() verified {
	return verified{newVerifications(verifiedBytes), newVerifications(verifiedRecordsBytes)}
}

// verifications are sets of numbers under names: those that were looked at, and those of them that passed. Safe for concurrent use.
type verifications struct {
	most int // bytes

	mu      sync.Mutex
	entries map[string]*verification
	order   []string // as they were first met
	bytes   int
}

type verification struct{ known, passed *roaring.Bitmap }

func newVerifications(most int) *verifications {
	return &verifications{most: most, entries: make(map[string]*verification)}
}

// inSegment is the name of what is known of a segment.
func inSegment(generation string, segment uint64, key string) string {
	return fmt.Sprintf("%s/%d/%s", generation, segment, key)
}

// inStore is the name of what is known of a store.
func inStore(records, key string) string { return records + "/" + key }

// recall returns bitmaps that are not to be changed.
func (v *verifications) recall(name string) (known, passed *roaring.Bitmap) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if e := v.entries[name]; e != nil {
		return e.known, e.passed
	}
	return roaring.New(), roaring.New()
}

// remember adds what was looked at, and what of it passed.
func (v *verifications) remember(name string, known, passed *roaring.Bitmap) {
	if known.IsEmpty() {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	e := v.entries[name]
	if e == nil {
		e = &verification{roaring.New(), roaring.New()}
		v.entries[name] = e
		v.order = append(v.order, name)
	} else {
		v.bytes -= e.size(name)
	}
	e.known, e.passed = own(roaring.Or(e.known, known)), own(roaring.Or(e.passed, passed))
	v.bytes += e.size(name)
	for v.bytes > v.most {
		old := v.order[0]
		v.order = v.order[1:]
		v.bytes -= v.entries[old].size(old)
		delete(v.entries, old)
	}
}

// size is about what an entry takes, in bytes.
func (e *verification) size(name string) int {
	return int(e.known.GetSizeInBytes()+e.passed.GetSizeInBytes()) + len(name) + verifiedEach
}

// own makes sure that a bitmap shares no memory with the files of a segment, which may be closed.
func own(b *roaring.Bitmap) *roaring.Bitmap {
	b.CloneCopyOnWriteContainers()
	return b
}
