package embedded

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// Limits of what is remembered: the oldest goes when there is more.
const (
	verifiedBytes = 32 << 20
	verifiedEach  = 256 // bytes of an entry beside its bitmaps and its key
)

// verifications remembers which documents of an immutable segment were found to have a literal and which not, so that the next
// page, the same word in another query and a facet do not read the texts again. Safe for concurrent use.
type verifications struct {
	mu      sync.Mutex
	entries map[string]*verification
	order   []string // as they were first met
	bytes   int
}

type verification struct{ known, passed *roaring.Bitmap }

func newVerifications() *verifications {
	return &verifications{entries: make(map[string]*verification)}
}

func verificationKey(generation string, segment uint64, key string) string {
	return fmt.Sprintf("%s/%d/%s", generation, segment, key)
}

// recall returns bitmaps that are not to be changed.
func (v *verifications) recall(generation string, segment uint64, key string) (known, passed *roaring.Bitmap) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if e := v.entries[verificationKey(generation, segment, key)]; e != nil {
		return e.known, e.passed
	}
	return roaring.New(), roaring.New()
}

// remember adds documents whose texts were read, and those of them that passed.
func (v *verifications) remember(generation string, segment uint64, key string, known, passed *roaring.Bitmap) {
	v.mu.Lock()
	defer v.mu.Unlock()
	name := verificationKey(generation, segment, key)
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
	for v.bytes > verifiedBytes {
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
