package suggest

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// Kind says what a text is in the collection.
type Kind uint8

// The kinds. Names are outlets, authors and tags; titles are only completed, never offered as corrections.
const (
	Word Kind = iota
	Name
	Title
)

// Entry is a text that can be suggested and how many articles have it.
type Entry struct {
	Text  string
	Count int
	Kind  Kind
}

// maxSpoken is how many code points a text may have to be found by its pinyin or as a correction.
const maxSpoken = 16

// Index is what can be suggested. It is immutable and safe for concurrent use. It takes about 150 bytes a text.
type Index struct {
	readings *Readings
	entries  []entry  // ascending by folded text
	reversed []uint32 // entries of at most maxSpoken code points, ascending by folded text read from its end
	full     table    // readings as units; the owner is an entry
	blurred  table    // the same as classes of units
	initials table    // first letters of the readings; the owner is a row of full
	unusual  []uint64 // bit set of the rows of full that are not the usual reading
}

// entry is an Entry ready to be found.
type entry struct {
	text, folded string
	count        uint32
	runes        uint16 // of folded
	kind         Kind
}

// Build makes an Index of entries; texts that fold to the same are one, with the larger count. The slice is not kept.
func Build(entries []Entry, readings *Readings) *Index {
	x := &Index{readings: readings, entries: fold(entries)}
	x.reverse()
	x.speak()
	return x
}

// Len is the number of texts.
func (x *Index) Len() int { return len(x.entries) }

// fold brings entries into their form and order and drops empty ones and doubles.
func fold(entries []Entry) []entry {
	list := make([]entry, 0, len(entries))
	for _, e := range entries {
		folded := strings.TrimSpace(zh.FoldString(e.Text))
		if folded == "" || e.Count <= 0 {
			continue
		}
		if folded == e.Text {
			e.Text = folded // one copy
		}
		list = append(list, entry{e.Text, folded, uint32(e.Count), uint16(min(utf8.RuneCountInString(folded), 1<<16-1)), e.Kind})
	}
	slices.SortFunc(list, func(a, b entry) int {
		if c := strings.Compare(a.folded, b.folded); c != 0 {
			return c
		}
		return strings.Compare(a.text, b.text)
	})
	kept := list[:0]
	for _, e := range list {
		if len(kept) > 0 && kept[len(kept)-1].folded == e.folded {
			kept[len(kept)-1] = merge(kept[len(kept)-1], e)
			continue
		}
		kept = append(kept, e)
	}
	return slices.Clip(kept)
}

// merge joins two entries of one folded text: a name is written as it is, a word is right where a title says the same.
func merge(a, b entry) entry {
	if a.kind == Title || b.kind == Name {
		a, b = b, a
	}
	a.count = max(a.count, b.count)
	return a
}

// reverse sorts the entries by their ends.
func (x *Index) reverse() {
	for i := range x.entries {
		if x.entries[i].kind != Title && x.entries[i].runes <= maxSpoken {
			x.reversed = append(x.reversed, uint32(i))
		}
	}
	slices.SortFunc(x.reversed, func(a, b uint32) int { return compareEnds(x.entries[a].folded, x.entries[b].folded) })
}

// compareEnds compares two texts byte by byte from their ends.
func compareEnds(a, b string) int {
	for i := 1; i <= len(a) && i <= len(b); i++ {
		if c := int(a[len(a)-i]) - int(b[len(b)-i]); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}

// speak fills the tables of readings.
func (x *Index) speak() {
	var rows []row
	unusual := make(map[row]bool)
	for i := range x.entries {
		e := &x.entries[i]
		if e.kind == Title || e.runes > maxSpoken || e.runes < 2 {
			continue
		}
		for n, units := range x.readings.text([]rune(e.folded)) {
			r := row{encode(units), uint32(i)}
			rows = append(rows, r)
			if n > 0 {
				unusual[r] = true
			}
		}
	}
	x.full = newTable(rows)
	x.unusual = make([]uint64, len(rows)/64+1)
	blurred, initials := make([]row, len(rows)), make([]row, len(rows))
	for i := range rows { // sorted by newTable
		if unusual[rows[i]] {
			x.unusual[i/64] |= 1 << (i % 64)
		}
		n := len(rows[i].text) / 2
		classes, letters := make([]unit, n), make([]byte, n)
		for place := range n {
			u := unitAt(rows[i].text, place)
			classes[place] = x.readings.blurred(u)
			letters[place], _ = x.readings.letter(u)
		}
		blurred[i] = row{encode(classes), rows[i].owner}
		initials[i] = row{string(letters), uint32(i)}
	}
	x.blurred, x.initials = newTable(blurred), newTable(initials)
}

// isUnusual reports whether a row of full is a reading of second choice.
func (x *Index) isUnusual(row int) bool { return x.unusual[row/64]>>(row%64)&1 == 1 }

// prefix returns the half-open range of entries that begin with head.
func (x *Index) prefix(head string) (from, to int) {
	from = sort.Search(len(x.entries), func(i int) bool { return x.entries[i].folded >= head })
	to = from + sort.Search(len(x.entries)-from, func(i int) bool { return !strings.HasPrefix(x.entries[from+i].folded, head) })
	return from, to
}

// suffix returns the entries, among those in reversed, that end with tail.
func (x *Index) suffix(tail string) []uint32 {
	from := sort.Search(len(x.reversed), func(i int) bool { return compareEnds(x.entries[x.reversed[i]].folded, tail) >= 0 })
	to := from + sort.Search(len(x.reversed)-from, func(i int) bool { return !strings.HasSuffix(x.entries[x.reversed[from+i]].folded, tail) })
	return x.reversed[from:to]
}

// find returns the entry of a folded text, -1 when there is none.
func (x *Index) find(folded string) int {
	i := sort.Search(len(x.entries), func(i int) bool { return x.entries[i].folded >= folded })
	if i < len(x.entries) && x.entries[i].folded == folded {
		return i
	}
	return -1
}
