package suggest

import (
	"cmp"
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

// Index is what can be suggested. It is immutable and safe for concurrent use. It takes about 70 bytes a text.
type Index struct {
	readings *Readings
	folded   texts    // ascending; an entry is a row of it
	written  texts    // by entry; empty where it is written as folded
	counts   []uint32 // by entry
	runes    []uint8  // by entry, of folded; 255 or more
	kinds    []Kind   // by entry
	reversed []uint32 // entries of at most maxSpoken code points, ascending by folded text read from its end
	full     table    // readings as units; the owner is an entry
	blurred  table    // the same as classes of units
	initials table    // first letters of the readings; the owner is a row of full
	unusual  []uint64 // bit set of the rows of full that are not the usual reading
}

// Build makes an Index of entries; texts that fold to the same are one, with the larger count. The slice is not kept.
func Build(entries []Entry, readings *Readings) *Index {
	x := &Index{readings: readings}
	x.fold(entries)
	x.reverse()
	x.speak()
	return x
}

// Len is the number of texts.
func (x *Index) Len() int { return x.folded.count() }

// text is an entry as it is written.
func (x *Index) text(i int) string {
	if written := x.written.at(i); written != "" {
		return written
	}
	return x.folded.at(i)
}

// fold brings entries into their form and order and drops empty ones and doubles.
func (x *Index) fold(entries []Entry) {
	all := newGathering()
	var given []uint32 // entries by row of all
	for i, e := range entries {
		folded := strings.TrimSpace(zh.FoldString(e.Text))
		if folded != "" && e.Count > 0 {
			all.add(folded)
			given = append(given, uint32(i))
		}
	}
	unsorted := all.texts()
	order := numbered(len(given))
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(strings.Compare(unsorted.at(int(a)), unsorted.at(int(b))), strings.Compare(entries[given[a]].Text, entries[given[b]].Text))
	})
	folded, written := newGathering(), newGathering()
	for i := 0; i < len(order); {
		form, e := unsorted.at(int(order[i])), entries[given[order[i]]]
		for i++; i < len(order) && unsorted.at(int(order[i])) == form; i++ {
			e = merge(e, entries[given[order[i]]])
		}
		folded.add(form)
		if e.Text == form {
			e.Text = ""
		}
		written.add(e.Text)
		x.counts = append(x.counts, uint32(e.Count))
		x.runes = append(x.runes, uint8(min(utf8.RuneCountInString(form), 1<<8-1)))
		x.kinds = append(x.kinds, e.Kind)
	}
	x.folded, x.written = folded.texts(), written.texts()
}

// merge joins two entries of one folded text: a name is written as it is, a word is right where a title says the same.
func merge(a, b Entry) Entry {
	if a.Kind == Title || b.Kind == Name {
		a, b = b, a
	}
	a.Count = max(a.Count, b.Count)
	return a
}

// reverse sorts the entries by their ends.
func (x *Index) reverse() {
	for i := range x.Len() {
		if x.kinds[i] != Title && x.runes[i] <= maxSpoken {
			x.reversed = append(x.reversed, uint32(i))
		}
	}
	slices.SortFunc(x.reversed, func(a, b uint32) int { return compareEnds(x.folded.at(int(a)), x.folded.at(int(b))) })
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
	rows := newTableGathering()
	for i := range x.Len() {
		if x.kinds[i] == Title || x.runes[i] > maxSpoken || x.runes[i] < 2 {
			continue
		}
		for n, units := range x.readings.text([]rune(x.folded.at(i))) {
			rows.add(encode(units), uint32(i)<<1|uint32(min(n, 1))) // the last bit marks what is not the usual reading
		}
	}
	x.full = rows.table()
	x.unusual = make([]uint64, len(x.full.owner)/64+1)
	blurred, initials := newTableGathering(), newTableGathering()
	for i, owner := range x.full.owner {
		x.unusual[i/64] |= uint64(owner&1) << (i % 64)
		x.full.owner[i] = owner >> 1
		n := len(x.full.at(i)) / 2
		classes, letters := make([]unit, n), make([]byte, n)
		for place := range n {
			u := unitAt(x.full.at(i), place)
			classes[place] = x.readings.blurred(u)
			letters[place], _ = x.readings.letter(u)
		}
		blurred.add(encode(classes), owner>>1)
		initials.add(string(letters), uint32(i))
	}
	x.blurred, x.initials = blurred.table(), initials.table()
}

// isUnusual reports whether a row of full is a reading of second choice.
func (x *Index) isUnusual(row int) bool { return x.unusual[row/64]>>(row%64)&1 == 1 }

// prefix returns the half-open range of entries that begin with head.
func (x *Index) prefix(head string) (from, to int) { return x.folded.prefix(head) }

// suffix returns the entries, among those in reversed, that end with tail.
func (x *Index) suffix(tail string) []uint32 {
	at := func(i int) string { return x.folded.at(int(x.reversed[i])) }
	from := sort.Search(len(x.reversed), func(i int) bool { return compareEnds(at(i), tail) >= 0 })
	to := from + sort.Search(len(x.reversed)-from, func(i int) bool { return !strings.HasSuffix(at(from+i), tail) })
	return x.reversed[from:to]
}

// find returns the entry of a folded text, -1 when there is none.
func (x *Index) find(folded string) int {
	i := sort.Search(x.Len(), func(i int) bool { return x.folded.at(i) >= folded })
	if i < x.Len() && x.folded.at(i) == folded {
		return i
	}
	return -1
}
