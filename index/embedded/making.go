package embedded

import (
	"bytes"
	"fmt"
	"io"

	bleve "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"xunbao/index/lanes"
)

// making is a segment under way. The zero value is empty. It is used again after reset, with the memory it has.
type making struct {
	documents []bleve.Document
	lanes     [laneSections]lanes.Builder
	columns   columnData
	tokens    map[string]*tokens // by field
	bytes     uint64             // of text
}

// add takes the next document, and from the document what Bleve does not need.
func (m *making) add(d *document) {
	for number, keys := range d.keys {
		m.lanes[number].Add(keys)
	}
	m.columns.add(&d.properties)
	for _, f := range d.fields {
		if m.tokens == nil {
			m.tokens = make(map[string]*tokens)
		}
		if m.tokens[f.name] == nil {
			m.tokens[f.name] = new(tokens)
		}
		f.tokens = m.tokens[f.name]
	}
	d.keys, d.properties = [laneSections][]uint64{}, properties{}
	m.documents = append(m.documents, d)
	m.bytes += d.bytes
}

// segment makes the segment, in memory.
func (m *making) segment(p *plugin, config map[string]any) (*memorySegment, uint64, error) {
	var content bytes.Buffer
	if err := writeSibling(&content, m.section); err != nil {
		return nil, 0, err
	}
	s, err := parseSibling(content.Bytes())
	if err != nil {
		return nil, 0, err
	}
	made, size, err := p.zap.NewUsing(m.documents, config)
	if err != nil {
		return nil, 0, err
	}
	base, ok := made.(*zap.SegmentBase)
	if !ok {
		return nil, 0, fmt.Errorf("make a segment: zap made an unknown kind %T", made)
	}
	return &memorySegment{SegmentBase: base, sibling: s, plugin: p}, size + uint64(content.Len()), nil
}

func (m *making) section(section int, to io.Writer) error {
	if section == columnSection {
		_, err := to.Write(m.columns.appendTo(nil))
		return err
	}
	_, err := m.lanes[section].WriteTo(to)
	return err
}

func (m *making) reset() {
	clear(m.documents)
	m.documents, m.bytes, m.columns = m.documents[:0], 0, columnData{}
	for number := range m.lanes {
		m.lanes[number].Reset()
	}
}
