package feed

import (
	"container/list"
	"crypto/sha256"
	"sync"
	"time"
)

// rememberedFeeds is how many addresses of feeds are remembered, some two hundred bytes each.
const rememberedFeeds = 2_000

// memory knows since when the feed at an address is what it is. No time in the feed itself can tell: an article of yesterday may arrive today,
// and one may go. What is forgotten counts as new, so that a client is never told of nothing new wrongly. Safe for concurrent use.
type memory struct {
	mu     sync.Mutex
	most   int
	latest *list.List // of *sight, the one asked for last in front
	known  map[place]*list.Element
}

// place is the sum of the address of a feed.
type place [sha256.Size]byte

// sight is a feed as it was seen last.
type sight struct {
	at    place
	tag   string
	since time.Time
}

func newMemory(most int) *memory {
	return &memory{most: most, latest: list.New(), known: map[place]*list.Element{}}
}

// since notes that the feed at a place now has the tag, and returns since when: a full second, the first after it was seen so. As dates of HTTP know
// no less than a second, the one before may have had the feed in another state too.
func (m *memory) since(at place, tag string, now time.Time) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := now.Truncate(time.Second).Add(time.Second)
	if element, ok := m.known[at]; ok {
		m.latest.MoveToFront(element)
		seen := element.Value.(*sight)
		if seen.tag != tag {
			seen.tag, seen.since = tag, next
		}
		return seen.since
	}
	m.known[at] = m.latest.PushFront(&sight{at, tag, next})
	if m.latest.Len() > m.most {
		oldest := m.latest.Remove(m.latest.Back()).(*sight)
		delete(m.known, oldest.at)
	}
	return next
}
