package embedded

import "time"

// Bars are the buckets of a histogram that the documents of a segment fall into.
type Bars struct {
	Starts []time.Time // of the buckets, and the end of the last
	Of     []uint16    // by document: its bucket plus one, 0 for undated ones
	Counts []int       // documents of each bucket plus one, deleted ones included
}

// Bars returns what bars made of a name, which is remembered: nil too.
func (c *Columns) Bars(name string, bars func() *Bars) *Bars {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.bars[name]
	if !ok {
		kept = bars()
		if c.bars == nil {
			c.bars = make(map[string]*Bars)
		}
		c.bars[name] = kept
	}
	return kept
}

// Count adds one to counts for each of the documents, at its bucket plus one.
func (b *Bars) Count(docs []uint32, counts []int) {
	for _, doc := range docs {
		counts[b.Of[doc]]++
	}
}
