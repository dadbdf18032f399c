// Package ledger remembers what a server is taking in at the moment, and the last records that it could not take: in memory, bounded, for who looks
// after it. It takes nothing in itself and knows no HTTP.
package ledger

import (
	"slices"
	"sync"
	"time"

	"xunbao/index"
)

// Kept is how many refusals are remembered.
const Kept = 50

// Way is how records come.
type Way string

// The ways.
const (
	Articles Way = "articles" // sent to be added
	Rebuild  Way = "rebuild"  // sent to become the collection, or read from the store
	Feed     Way = "feed"     // of a feed that is polled
)

// Refusal is a record that could not be taken. Its texts are cut and hold nothing that is not printed.
type Refusal struct {
	Time   time.Time // the last one
	Way    Way
	Origin string // "body:12", the address of a feed
	Reason string
	Times  int // that the same was refused for the same reason
}

// Book is safe for concurrent use.
type Book struct {
	now func() time.Time

	mu      sync.Mutex
	refused int
	last    []Refusal // newest last
	runs    []*Run    // oldest first
}

// New is a book in which nothing stands. now tells the time; nil is time.Now.
func New(now func() time.Time) *Book {
	if now == nil {
		now = time.Now
	}
	return &Book{now: now}
}

// Refuse notes records that could not be taken. One that was refused before for the same reason is noted once.
func (b *Book) Refuse(way Way, records ...*index.RecordError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refused += len(records)
	for _, r := range records {
		fresh := Refusal{Time: b.now(), Way: way, Origin: printed(r.Origin), Reason: printed(r.Err.Error()), Times: 1}
		for i, old := range b.last {
			if old.Way == way && old.Origin == fresh.Origin && old.Reason == fresh.Reason {
				fresh.Times += old.Times
				b.last = slices.Delete(b.last, i, i+1)
				break
			}
		}
		if len(b.last) == Kept {
			b.last = slices.Delete(b.last, 0, 1)
		}
		b.last = append(b.last, fresh)
	}
}

// RefuseMore counts records of which no more is known.
func (b *Book) RefuseMore(records int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refused += records
}

// State is what the book holds at a moment.
type State struct {
	Refused int       // records since the server was started, each time that they came
	Last    []Refusal // newest first
	Runs    []Running // oldest first
}

// State of the moment.
func (b *Book) State() State {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := State{Refused: b.refused, Last: slices.Clone(b.last)}
	slices.Reverse(s.Last)
	now := b.now()
	for _, r := range b.runs {
		s.Runs = append(s.Runs, r.at(now))
	}
	return s
}
