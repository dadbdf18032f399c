package embedded

import (
	"bytes"
	"fmt"
	"io"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"xunbao/index/lanes"
	"xunbao/index/zapfile"
)

// making is a segment under way. The zero value is empty. It is used again after reset, with the memory it has.
type making struct {
	words   [wordFieldCount]zapfile.Builder
	lanes   [laneSections]lanes.Builder
	columns columnData
	kin     []byte
	bytes   uint64 // of text
}

// add takes the next document. It keeps nothing of the document but the texts of its properties.
func (m *making) add(d *document) {
	for number := range d.words {
		b := &m.words[number]
		b.Begin()
		d.words[number].each(b.Add)
	}
	for number, keys := range d.keys {
		m.lanes[number].Add(keys)
	}
	m.columns.add(&d.properties)
	m.kin = d.properties.kin.appendTo(m.kin)
	m.bytes += d.bytes
}

// pauses has pause called now and then while the segment is written.
func (m *making) pauses(pause func()) {
	for number := range m.words {
		m.words[number].Pause = pause
	}
	for number := range m.lanes {
		m.lanes[number].Pause = pause
	}
}

func (m *making) documents() int { return len(m.columns.seq) }

// segment makes the segment, in memory.
func (m *making) segment(p *plugin, config map[string]any) (*memorySegment, uint64, error) {
	var beside, content bytes.Buffer
	if err := writeSibling(&beside, m.section); err != nil {
		return nil, 0, err
	}
	s, err := parseSibling(beside.Bytes())
	if err != nil {
		return nil, 0, err
	}
	var terms [wordFieldCount]zapfile.Terms
	for number := range m.words {
		terms[number] = m.words[number].Terms
	}
	w, err := writeWords(&content, m.columns.seq, terms)
	if err != nil {
		return nil, 0, err
	}
	layout, err := w.Finish()
	if err != nil {
		return nil, 0, err
	}
	stats, ok := config[segment.StatsKey].(*segment.Stats)
	if !ok {
		stats = new(segment.Stats)
	}
	base, err := zap.InitSegmentBase(content.Bytes(), layout.Sum, zapfile.ChunkMode, layout.Documents, layout.Offsets, layout.Table, config, stats)
	if err != nil {
		return nil, 0, fmt.Errorf("make a segment: %w", err)
	}
	return &memorySegment{SegmentBase: base, sibling: s, plugin: p}, uint64(content.Len() + beside.Len()), nil
}

func (m *making) section(section int, to io.Writer) error {
	var err error
	switch section {
	case columnSection:
		err = m.columns.writeTo(to, always)
	case kinSection:
		_, err = to.Write(m.kin)
	default:
		_, err = m.lanes[section].WriteTo(to)
	}
	return err
}

func (m *making) reset() {
	m.bytes, m.columns, m.kin = 0, columnData{}, m.kin[:0]
	for number := range m.words {
		m.words[number].Reset()
	}
	for number := range m.lanes {
		m.lanes[number].Reset()
	}
}

// writeWords writes what Bleve has of documents, by the sequence number of each, up to the end of the segment.
func writeWords(to io.Writer, seqs []uint64, terms [wordFieldCount]zapfile.Terms) (*zapfile.Writer, error) {
	identities := make([]string, len(seqs))
	for i, seq := range seqs {
		identities[i] = encodeSeq(seq)
	}
	w := zapfile.NewWriter(to)
	if err := w.Identities(identities); err != nil {
		return nil, err
	}
	for number, name := range wordFields {
		if err := w.Field(name, terms[number]); err != nil {
			return nil, err
		}
	}
	return w, nil
}
