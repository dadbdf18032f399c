package extract

import "unicode/utf8"

// findMain finds the element that holds the main text: the one whose paragraphs outweigh the clutter before and between them the most, the
// innermost of equals. Clutter at its end costs nothing, the rules for lines cut it off. ok is false when no element is worth it.
func findMain(c content) (best span, ok bool) {
	worth := make([]int, len(c.lines)+1) // sums of the worth of lines before each
	for i, l := range c.lines {
		worth[i+1] = worth[i] + lineWorth(l)
	}
	spans := c.spans
	highest := newPeaks(worth)
	sum := func(s span) int { return highest.in(s.from+1, s.to+1) - worth[s.from] }
	title := titleLine(c)
	bestWorth := 0
	for _, s := range spans { // inner elements come before the ones around them
		if w := sum(s); s.role != side && w > bestWorth {
			best, bestWorth = s, w
		}
	}
	if bestWorth < 20 {
		return span{}, false
	}
	if title >= 0 && best.from > title {
		// A longer text further down, such as comments, is not the article when there is one right behind the title.
		earlier, w := span{}, 0
		for _, s := range spans {
			if s.from >= title && s.to <= best.from && s.role != side && sum(s) > w {
				earlier, w = s, sum(s)
			}
		}
		if w >= 100 && w*5 >= bestWorth {
			best = earlier
		}
	}
	return best, true
}

// peaks answers for the highest number of any stretch: a tree over the numbers, each node the higher of two.
type peaks []int

func newPeaks(numbers []int) peaks {
	p := make(peaks, 2*len(numbers))
	copy(p[len(numbers):], numbers)
	for i := len(numbers) - 1; i > 0; i-- {
		p[i] = max(p[2*i], p[2*i+1])
	}
	return p
}

// in is the highest of the numbers from inclusive, to exclusive; there must be one.
func (p peaks) in(from, to int) int {
	n := len(p) / 2
	highest := p[n+from]
	for from, to = from+n, to+n; from < to; from, to = from/2, to/2 {
		if from%2 == 1 {
			highest = max(highest, p[from])
			from++
		}
		if to%2 == 1 {
			to--
			highest = max(highest, p[to])
		}
	}
	return highest
}

// titleLine is the first heading that is the page's title, or -1.
func titleLine(c content) int {
	for i, l := range c.lines {
		if l.head > 0 && titled(c.lines, i, c.head.titles) || l.head == 1 && utf8.RuneCountInString(l.text) >= 10 {
			return i
		}
	}
	return -1
}

// lineWorth is how much a line speaks for being in the main text, in characters.
func lineWorth(l line) int {
	n := utf8.RuneCountInString(l.text)
	switch {
	case l.head == 1 || l.titled:
		return 0
	case l.side:
		return -n/2 - 5
	case l.kind == paragraph:
		return n - 2*l.links
	case l.linked || l.kind == menu:
		return -n - 10
	case l.kind == noise:
		return -5
	case l.kind == crumbs || l.kind == notice:
		return -10
	case l.kind == ending:
		return -20
	case l.kind == short && inText(l):
		return n / 2
	}
	return 0
}

// dropBoxes takes lines out that belong to small elements within the main text which are none of it: players, share bars, related reading.
// It marks all lines of elements beside the article, so that nothing there is taken for text. An element with most of the page's text
// is no such element, whatever its class says.
func dropBoxes(c *content) {
	total, sums := 0, make([]int, len(c.lines)+1)
	for i, l := range c.lines {
		if l.kind == paragraph {
			total += utf8.RuneCountInString(l.text)
		}
		sums[i+1] = total
	}
	for _, s := range c.spans {
		text := sums[s.to] - sums[s.from]
		if s.role == side && text*3 <= total {
			for i := s.from; i < s.to; i++ {
				c.lines[i].side = true
			}
		}
		if s.role == video && text*5 <= total {
			for i := s.from; i < s.to; i++ {
				c.lines[i].kind = noise
			}
		}
	}
}
