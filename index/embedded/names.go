package embedded

import (
	"encoding/binary"
	"sync"

	"xunbao/index/lanes"
)

// Names gives the ordinals of Columns their meaning. Read only.
type Names struct {
	Stories Stories
	Values  map[string][]string // by field
}

// Stories are identities of stories by ordinal.
type Stories []uint64

// ID is the identity of a story, 8 bytes, as index/story makes it.
func (s Stories) ID(ordinal uint32) string { return StoryID(s[ordinal]) }

// StoryID is the identity that a key of index/story stands for, the inverse of storyKey.
func StoryID(key uint64) string { return string(binary.BigEndian.AppendUint64(nil, key)) }

// storyKey is the number that stands for an identity in lanes and columns.
func storyKey(id string) uint64 {
	var whole [8]byte
	copy(whole[:], id)
	return binary.BigEndian.Uint64(whole[:])
}

// names numbers the values of a generation in the order they are met, over all its segments.
type names struct {
	stories lanes.Table
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
func (c *columnCache) of(id uint64, s *sibling) (*Columns, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if columns, ok := c.loaded[id]; ok {
		return columns, nil
	}
	columns, err := newColumns(s, &c.names)
	if err != nil {
		return nil, err
	}
	c.loaded[id] = columns
	return columns, nil
}

// ordinal returns the number of a value; false when no segment in use or before has it.
func (c *columnCache) ordinal(field, value string) (uint32, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ordinal, ok := c.names.values[field].ids[value]
	return ordinal, ok
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
	n := Names{Stories: c.names.stories.Keys, Values: make(map[string][]string, len(valueFields))}
	for field, numbers := range c.names.values {
		n.Values[field] = numbers.texts
	}
	return n
}
