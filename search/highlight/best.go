package highlight

import (
	"cmp"
	"slices"
	"unicode"
)

// Options say how much to show. A field that is not positive has its default.
type Options struct {
	Fragments int // at most; default 3
	Size      int // code points wanted in a fragment, default 80; at most half as many again, unless one mark alone is longer
}

func (o Options) withDefaults() Options {
	if o.Fragments <= 0 {
		o.Fragments = 3
	}
	if o.Size <= 0 {
		o.Size = 80
	}
	return o
}

// longest is the hard limit of a fragment, in code points.
func (o Options) longest() int { return o.Size + o.Size/2 }

// Best returns the fragments of text that show most: first as many different marked texts as can be, then as many marks, then
// the earliest. They do not overlap, stand in the order of the text and begin and end with sentences where those fit. A fragment
// keeps to one line and has no white space around it, unless a mark holds either. No mark is ever cut: each lies inside a fragment or
// outside. Marks are code points into text; those that overlap or touch are made one. Without marks there is one fragment, the
// beginning of the text; without visible text there is none. Time is linear in text but for sorting the marks.
func Best(text string, marks []Span, o Options) []Fragment {
	o = o.withDefaults()
	m := newMarked(text, marks)
	defer m.done()
	if len(m.marks) == 0 {
		return m.opening(o)
	}
	p := newPicker(m, o.Size)
	var chosen []Span
	for len(chosen) < o.Fragments {
		core, ok := p.next()
		if !ok {
			break
		}
		low, high := gap(chosen, core, len(m.runes))
		s := m.extent(core, low, high, o)
		p.use(s)
		chosen = append(chosen, s)
	}
	slices.SortFunc(chosen, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	fragments := make([]Fragment, len(chosen))
	for i, s := range chosen {
		fragments[i] = m.fragment(s)
	}
	return fragments
}

// gap returns the free range around core between the fragments chosen so far, in a text of n code points.
func gap(chosen []Span, core Span, n int) (low, high int) {
	low, high = 0, n
	for _, s := range chosen {
		if s.End <= core.Start {
			low = max(low, s.End)
		} else {
			high = min(high, s.Start)
		}
	}
	return low, high
}

// opening is the first line that has visible text, up to a sentence end near the size wanted.
func (m *marked) opening(o Options) []Fragment {
	first := slices.IndexFunc(m.runes, func(r rune) bool { return !unicode.IsSpace(r) })
	if first < 0 {
		return nil
	}
	core := Span{first, first + 1}
	_, high := m.line(core, first, min(len(m.runes), first+o.longest()))
	return []Fragment{m.fragment(m.trim(Span{first, m.end(first, core, high, o.Size)}))}
}

// fragment makes the Fragment of a range that cuts no mark.
func (m *marked) fragment(s Span) Fragment {
	f := Fragment{Text: m.text[m.bytes[s.Start]:m.bytes[s.End]], Start: s.Start}
	first, _ := slices.BinarySearchFunc(m.marks, s.Start, func(mark Span, at int) int { return cmp.Compare(mark.Start, at) })
	for _, mark := range m.marks[first:] {
		if mark.End > s.End {
			break
		}
		f.Marks = append(f.Marks, Span{mark.Start - s.Start, mark.End - s.Start})
	}
	return f
}
