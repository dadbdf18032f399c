package lanes

import (
	"encoding/binary"
	"fmt"

	"xunbao/index"
)

// cursor goes through the entries of a lane in order.
type cursor struct {
	entry
	lane *Lane
	read int // entries read so far, from the first of the lane
	at   int // where the next entry begins
	free int // where the next list begins
}

// cursor stands before the first entry of a block.
func (l *Lane) cursor(block int) (*cursor, error) {
	c := &cursor{lane: l, read: block * blockKeys}
	if block*blockBytes == len(l.blocks) { // a lane without a key
		return c, nil
	}
	frame := l.blocks[block*blockBytes:]
	at, free := binary.LittleEndian.Uint64(frame[8:]), binary.LittleEndian.Uint64(frame[16:])
	if at > uint64(len(l.entries)) || free > uint64(l.lists) {
		return nil, fmt.Errorf("%w: a block of a lane points outside", index.ErrDamaged)
	}
	c.at, c.free = int(at), int(free)
	return c, nil
}

// next goes to the next entry; false at the end.
func (c *cursor) next() (bool, error) {
	if c.read == c.lane.keys {
		return false, nil
	}
	if c.read%blockKeys == 0 {
		c.key = 0
	}
	c.read++
	difference, count := c.number(), c.number()
	c.key += difference
	if count == 1 {
		doc := c.number()
		if doc >= uint64(c.lane.documents) {
			return false, c.damaged()
		}
		c.count, c.doc = 1, uint32(doc)
		return true, nil
	}
	if count == 0 || count > uint64(c.lane.documents) {
		return false, c.damaged()
	}
	c.count, c.list = int(count), c.free
	c.free += shapeOf(c.count, c.lane.documents).size()
	if c.free > c.lane.lists {
		return false, c.damaged()
	}
	return true, nil
}

// number reads a varint; where there is none, what comes of it is found out of bounds.
func (c *cursor) number() uint64 {
	n, size := binary.Uvarint(c.lane.entries[c.at:])
	if size <= 0 {
		return ^uint64(0)
	}
	c.at += size
	return n
}

func (c *cursor) damaged() error {
	return fmt.Errorf("%w: an entry of a lane points outside", index.ErrDamaged)
}

// appendDocs appends the documents of the entry it stands at.
func (c *cursor) appendDocs(to []uint32) ([]uint32, error) {
	if c.count == 1 {
		return append(to, c.doc), nil
	}
	return shapeOf(c.count, c.lane.documents).appendDocs(to, c.lane.content[c.list:])
}
