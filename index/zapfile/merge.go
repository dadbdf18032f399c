package zapfile

import (
	"bytes"
	"cmp"
	"io"
)

// Gone is the new number of a document that is left out.
const Gone = ^uint32(0)

// Source is a run to merge: the new number of each of its documents, ascending but for Gone. The numbers of a source are above those of
// the sources before it.
type Source struct {
	Run     io.Reader
	Numbers []uint32
}

// Merge gives the terms of runs of one field, each run read once.
func Merge(sources []Source) Terms {
	return func(visit func(term []byte, p Postings) error) error {
		m := make(merging, 0, len(sources))
		for place, s := range sources {
			r := &runReader{from: s.Run}
			if more, err := r.next(); err != nil {
				return err
			} else if more {
				m = append(m, mergingRun{r, s.Numbers, place})
			}
		}
		for i := len(m)/2 - 1; i >= 0; i-- {
			m.down(i)
		}
		var p Postings
		var term []byte
		for len(m) > 0 {
			p.reset()
			term = append(term[:0], m[0].term...)
			for len(m) > 0 && bytes.Equal(m[0].term, term) {
				if err := m.take(&p); err != nil {
					return err
				}
			}
			if len(p.Documents) == 0 {
				continue
			}
			if err := visit(term, p); err != nil {
				return err
			}
		}
		return nil
	}
}

// merging is a heap of runs by term, then by place.
type merging []mergingRun

type mergingRun struct {
	*runReader
	numbers []uint32
	place   int
}

// take takes the entry of the first run, and goes to its next.
func (m *merging) take(p *Postings) error {
	first := (*m)[0]
	if err := first.appendTo(p, first.numbers); err != nil {
		return err
	}
	more, err := first.next()
	if err != nil {
		return err
	}
	if !more {
		last := len(*m) - 1
		(*m)[0] = (*m)[last]
		*m = (*m)[:last]
	}
	m.down(0)
	return nil
}

// down moves a run to its place among those below it.
func (m *merging) down(at int) {
	h := *m
	for {
		child := 2*at + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].before(&h[child]) {
			child++
		}
		if !h[child].before(&h[at]) {
			return
		}
		h[at], h[child] = h[child], h[at]
		at = child
	}
}

func (r *mergingRun) before(other *mergingRun) bool {
	a, b := r.runReader, other.runReader
	if a.key.high != b.key.high {
		return a.key.high < b.key.high
	}
	if a.key.low != b.key.low {
		return a.key.low < b.key.low
	}
	return cmp.Or(bytes.Compare(a.term, b.term), r.place-other.place) < 0
}
