package highlight

import (
	"sort"
	"sync"
	"unicode"
)

// marked is a text with its marks, in a form that can be cut at any code point.
type marked struct {
	text  string
	runes []rune
	bytes []int32 // byte where each code point begins, and the length
	marks []Span
}

// unused are those that were let go of. Their slices are large, and every hit needs them.
var unused = sync.Pool{New: func() any { return new(marked) }}

// newMarked is a text with its marks, until it is let go of.
func newMarked(text string, marks []Span) *marked {
	m := unused.Get().(*marked)
	m.text, m.runes, m.bytes = text, m.runes[:0], m.bytes[:0]
	for at, r := range text {
		m.runes = append(m.runes, r)
		m.bytes = append(m.bytes, int32(at))
	}
	m.bytes = append(m.bytes, int32(len(text)))
	m.marks = clip(marks, len(m.runes))
	return m
}

// done lets go of it.
func (m *marked) done() {
	m.text, m.marks = "", nil
	unused.Put(m)
}

// inMark reports whether code point p is marked, and by which mark.
func (m *marked) inMark(p int) (Span, bool) {
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].End > p })
	if i < len(m.marks) && m.marks[i].Start <= p {
		return m.marks[i], true
	}
	return Span{}, false
}

// canCut reports whether the text may be cut before code point p: not through a mark, and not through a character.
func (m *marked) canCut(p int) bool {
	mark, ok := m.inMark(p)
	return !(ok && mark.Start < p) && !m.joined(p)
}

// joined reports whether a cut before code point p would part a character from its combining marks or an emoji from the rest of
// its sequence.
func (m *marked) joined(p int) bool {
	const joiner = '\u200d'
	if p <= 0 || p >= len(m.runes) {
		return false
	}
	r := m.runes[p]
	return r == joiner || m.runes[p-1] == joiner || unicode.Is(unicode.M, r) || (r >= 0x1F3FB && r <= 0x1F3FF)
}

// breaks reports whether a line ends at code point p. A line end inside a mark does not count.
func (m *marked) breaks(p int) bool {
	if !isBreak(m.runes[p]) {
		return false
	}
	_, marked := m.inMark(p)
	return !marked
}

// line returns the part of the line around core that lies in [low, high).
func (m *marked) line(core Span, low, high int) (start, end int) {
	start, end = core.Start, core.End
	for start > low && !m.breaks(start-1) {
		start--
	}
	for end < high && !m.breaks(end) {
		end++
	}
	return start, end
}
