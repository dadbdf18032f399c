package embedded

import (
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Names gives the ordinals of Columns their meaning. Read only.
type Names struct {
	Stories []string            // 8 bytes each
	Values  map[string][]string // by field
}

// names numbers the values of a generation in the order they are met, over all its segments.
type names struct {
	stories numbering
	values  map[string]*numbering
}

// numbering gives each text a number.
type numbering struct {
	ids   map[string]uint32
	texts []string
}

func (n *numbering) id(text string) uint32 {
	if id, ok := n.ids[text]; ok {
		return id
	}
	if n.ids == nil {
		n.ids = make(map[string]uint32)
	}
	id := uint32(len(n.texts))
	n.ids[text] = id
	n.texts = append(n.texts, text)
	return id
}

// columnCache keeps the columns of the segments in use, by the segment's number in its index.
type columnCache struct {
	mu     sync.Mutex
	loaded map[uint64]*Columns
	names  names
}

func newColumnCache() *columnCache {
	c := &columnCache{loaded: make(map[uint64]*Columns), names: names{values: make(map[string]*numbering)}}
	for _, field := range valueFields {
		c.names.values[field] = &numbering{}
	}
	return c
}

// of returns the columns of a segment and loads them when they are new. Loading holds the lock: two searches that meet a new segment
// do not both read it.
func (c *columnCache) of(id uint64, s segment.Segment) (*Columns, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if columns, ok := c.loaded[id]; ok {
		return columns, nil
	}
	columns, err := loadColumns(s, &c.names)
	if err != nil {
		return nil, err
	}
	c.loaded[id] = columns
	return columns, nil
}

// settle forgets the columns of segments that are no longer in use and returns the names of the moment. Names only grow, so a
// snapshot may keep what it got.
func (c *columnCache) settle(inUse map[uint64]bool) Names {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.loaded {
		if !inUse[id] {
			delete(c.loaded, id)
		}
	}
	n := Names{Stories: c.names.stories.texts, Values: make(map[string][]string, len(valueFields))}
	for field, numbers := range c.names.values {
		n.Values[field] = numbers.texts
	}
	return n
}
