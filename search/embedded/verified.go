package embedded

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxVerifications is how many (segment, literal) pairs are remembered. The oldest half goes when there are more.
const maxVerifications = 1024

// verifications remembers which documents of an immutable segment were found to have a literal and which not, so that the next
// page, the same word in another query and a facet do not read the texts again. Safe for concurrent use.
type verifications struct {
	mu      sync.Mutex
	entries map[string]*verification
	order   []string
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

func (v *verifications) remember(generation string, segment uint64, key string, known, passed *roaring.Bitmap) {
	v.mu.Lock()
	defer v.mu.Unlock()
	name := verificationKey(generation, segment, key)
	e := v.entries[name]
	if e == nil {
		e = &verification{roaring.New(), roaring.New()}
		v.entries[name] = e
		v.order = append(v.order, name)
	}
	e.known, e.passed = own(roaring.Or(e.known, known)), own(roaring.Or(e.passed, passed))
	if len(v.order) > maxVerifications {
		for _, old := range v.order[:maxVerifications/2] {
			delete(v.entries, old)
		}
		v.order = append([]string(nil), v.order[maxVerifications/2:]...)
	}
}

// own makes sure that a bitmap shares no memory with the files of a segment, which may be closed.
func own(b *roaring.Bitmap) *roaring.Bitmap {
	b.CloneCopyOnWriteContainers()
	return b
}
