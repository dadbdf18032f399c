package highlight

import "unicode"

// extent grows core, a range that cuts no mark, into a fragment inside [low, high).
func (m *marked) extent(core Span, low, high int, o Options) Span {
	longest := o.longest()
	if core.End-core.Start >= longest {
		return core
	}
	low, high = m.line(core, max(low, core.End-longest), min(high, core.Start+longest))
	start := m.start(core, low, o.Size)
	end := m.end(start, core, min(high, start+longest), o.Size)
	start = m.back(start, end, max(low, end-o.Size), o.Size)
	return m.trim(Span{start, end})
}

// start chooses where the fragment around core begins, at low or later: with core's sentence if that leaves core within size,
// else with a clause, else anywhere that leaves as much text before core as after it.
func (m *marked) start(core Span, low, size int) int {
	for p := core.Start; p >= low && core.End-p <= size; p-- {
		if m.sentence(p) && m.canCut(p) {
			return p
		}
	}
	room := max(0, size-(core.End-core.Start)) / 2
	return m.open(max(low, core.Start-room), core.Start, room*2/3)
}

// open returns a place to cut from first on and before last: after a comma no more than reach away, else the first that may be
// cut, else last.
func (m *marked) open(first, last, reach int) int {
	for p := first; p < last && p <= first+reach; p++ {
		if m.clause(p) && m.canCut(p) {
			return p
		}
	}
	for p := first; p < last; p++ {
		if m.canCut(p) {
			return p
		}
	}
	return last
}

// end chooses where the fragment that begins at start and holds core ends, at high or before: with the sentence that ends nearest
// to size, unless that leaves less than half of it and the line goes on; else with a clause, else anywhere.
func (m *marked) end(start int, core Span, high, size int) int {
	want, best := start+size, -1
	for p := core.End; p <= high; p++ {
		if (m.lineEnds(p) || m.sentence(p)) && m.canCut(p) && (best < 0 || distance(p, want) < distance(best, want)) {
			best = p
		}
	}
	if best >= 0 && (best-start >= size/2 || m.lineEnds(best)) {
		return best
	}
	last := max(core.End, min(want, high))
	for p := last; p > core.End && p >= last-size/4; p-- {
		if m.clause(p) && m.canCut(p) {
			return p
		}
	}
	for p := last; p > core.End; p-- {
		if m.canCut(p) {
			return p
		}
	}
	return core.End
}

func (m *marked) lineEnds(p int) bool { return p == len(m.runes) || m.breaks(p) }

// back moves start towards limit where the fragment has room left: by whole sentences, or, when less than half of size is full,
// by clauses.
func (m *marked) back(start, end, limit, size int) int {
	best := start
	for p := start - 1; p >= limit; p-- {
		if m.sentence(p) && m.canCut(p) {
			best = p
		}
	}
	if best == start && end-start < size/2 && limit < start {
		return m.open(limit, start, size/4)
	}
	return best
}

// trim takes unmarked white space off both ends.
func (m *marked) trim(s Span) Span {
	blank := func(p int) bool {
		_, marked := m.inMark(p)
		return !marked && unicode.IsSpace(m.runes[p])
	}
	for s.Start < s.End && blank(s.Start) {
		s.Start++
	}
	for s.End > s.Start && blank(s.End-1) {
		s.End--
	}
	return s
}

func distance(a, b int) int { return max(a-b, b-a) }
