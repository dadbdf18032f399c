package highlight

import "strings"

// picker finds the groups of marks worth a fragment, best first. A group is marks of one line, side by side, that fit into a
// fragment of the size wanted; a mark that is longer is a group of its own.
type picker struct {
	marks []Span
	lines []int // the line each mark begins in
	texts []int // the number of each mark's text; the same in either case
	used  []bool
	shown []bool // by number of text
	size  int
}

func newPicker(m *marked, size int) *picker {
	p := &picker{marks: m.marks, size: size, used: make([]bool, len(m.marks))}
	numbers := map[string]int{}
	line, at := 0, 0
	for _, mark := range m.marks {
		for ; at < mark.Start; at++ {
			if isBreak(m.runes[at]) {
				line++
			}
		}
		at = mark.End // line ends inside a mark do not count
		p.lines = append(p.lines, line)
		text := strings.ToLower(m.text[m.bytes[mark.Start]:m.bytes[mark.End]])
		if _, known := numbers[text]; !known {
			numbers[text] = len(numbers)
		}
		p.texts = append(p.texts, numbers[text])
	}
	p.shown = make([]bool, len(numbers))
	return p
}

// next returns the range of the best group of unused marks; not ok when every mark is used. A window slides over the marks: its
// first mark moves on by one, its end as far as it may.
func (p *picker) next() (core Span, ok bool) {
	counts := make([]int, len(p.shown)) // of each text in the window
	fresh, stop := 0, 0                 // texts in the window not shown yet; end of the window
	bestFresh, bestCount := -1, 0
	for i := range p.marks {
		if p.used[i] {
			stop = i + 1
			continue
		}
		for ; stop < len(p.marks) && p.fits(i, stop); stop++ {
			text := p.texts[stop]
			if counts[text] == 0 && !p.shown[text] {
				fresh++
			}
			counts[text]++
		}
		if count := stop - i; fresh > bestFresh || fresh == bestFresh && count > bestCount {
			bestFresh, bestCount = fresh, count
			core, ok = Span{p.marks[i].Start, p.marks[stop-1].End}, true
		}
		text := p.texts[i]
		if counts[text]--; counts[text] == 0 && !p.shown[text] {
			fresh--
		}
	}
	return core, ok
}

// fits reports whether mark j, the next after those of the window, can join the window that begins with mark i.
func (p *picker) fits(i, j int) bool {
	return j == i || !p.used[j] && p.lines[i] == p.lines[j] && p.marks[j].End-p.marks[i].Start <= p.size
}

// use takes note that the marks inside s are shown.
func (p *picker) use(s Span) {
	for i, mark := range p.marks {
		if mark.Start >= s.Start && mark.End <= s.End {
			p.used[i] = true
			p.shown[p.texts[i]] = true
		}
	}
}
