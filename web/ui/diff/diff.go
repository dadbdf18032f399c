// Package diff tells what two texts share and what each has alone, paragraph by paragraph and within paragraphs that were changed. It knows no
// HTML and no article. The work is bounded whatever the texts: where that is not enough, whole paragraphs are told as replaced.
package diff

import "strings"

// Kind says which text a run stands in.
type Kind int

// The kinds. Changed is a paragraph that both have in different words; a run is never Changed.
const (
	Same Kind = iota
	Added
	Gone
	Changed
)

// Run is a piece of a paragraph.
type Run struct {
	Kind Kind
	Text string // of the new text where both have it
}

// Paragraph is one of either text or of both. The runs that are not Gone make the paragraph of the new text, those that are not Added that of the
// old one, but for what fold makes the same.
type Paragraph struct {
	Kind Kind
	Runs []Run
}

// Limits of the work.
const (
	maxParagraphs = 400     // of each text; what stands behind is told as replaced
	maxCells      = 1 << 20 // of one table
	allCells      = 6 << 20 // of all tables
	maxPairs      = 50 * 50 // paragraphs held against one another
	alike         = 0.4     // of two paragraphs that are one changed
)

// Texts compares an old with a new text, given as paragraphs. Characters that fold gives the same are the same; a nil fold changes none.
func Texts(old, new []string, fold func(rune) rune) []Paragraph {
	c := &comparison{fold: fold, left: allCells}
	head, more := old[:min(len(old), maxParagraphs)], new[:min(len(new), maxParagraphs)]
	paragraphs := c.paragraphs(head, more)
	paragraphs = append(paragraphs, whole(Gone, old[len(head):])...)
	return append(paragraphs, whole(Added, new[len(more):])...)
}

// Lines compares two short texts, such as headlines.
func Lines(old, new string, fold func(rune) rune) []Run {
	c := &comparison{fold: fold, left: allCells}
	return c.inline(old, new)
}

// comparison is the work on two texts.
type comparison struct {
	fold func(rune) rune
	left int // cells
}

// key is what two texts must share to be the same.
func (c *comparison) key(text string) string {
	if c.fold == nil {
		return text
	}
	return strings.Map(c.fold, text)
}

func (c *comparison) keys(texts []string) []string {
	keys := make([]string, len(texts))
	for i, t := range texts {
		keys[i] = c.key(t)
	}
	return keys
}

// paragraphs aligns equal paragraphs, and within each gap those that are alike.
func (c *comparison) paragraphs(old, new []string) []Paragraph {
	var all []Paragraph
	var gone, added []string
	flush := func() {
		all = append(all, c.gap(gone, added)...)
		gone, added = nil, nil
	}
	for _, s := range c.align(c.keys(old), c.keys(new)) {
		switch {
		case s.old < 0:
			added = append(added, new[s.new])
		case s.new < 0:
			gone = append(gone, old[s.old])
		default:
			flush()
			all = append(all, Paragraph{Same, []Run{{Same, new[s.new]}}})
		}
	}
	flush()
	return all
}

// whole tells paragraphs that stand in one text only.
func whole(kind Kind, texts []string) []Paragraph {
	all := make([]Paragraph, len(texts))
	for i, t := range texts {
		all[i] = Paragraph{kind, []Run{{kind, t}}}
	}
	return all
}
