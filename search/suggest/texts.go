package suggest

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// texts is a list of short strings in one piece of memory: 4 bytes each beside their own.
type texts struct {
	all   string
	start []uint32 // one more than there are
}

// count is the number of strings.
func (t *texts) count() int { return len(t.start) - 1 }

// at is the string of a row.
func (t *texts) at(row int) string { return t.all[t.start[row]:t.start[row+1]] }

// prefix returns the half-open range of rows that begin with head, of a list that is ascending.
func (t *texts) prefix(head string) (from, to int) {
	from = sort.Search(t.count(), func(i int) bool { return t.at(i) >= head })
	to = from + sort.Search(t.count()-from, func(i int) bool { return !strings.HasPrefix(t.at(from+i), head) })
	return from, to
}

// gathering is a list of strings under construction.
type gathering struct {
	all   []byte
	start []uint32
}

func newGathering() *gathering { return &gathering{start: []uint32{0}} }

func (h *gathering) add(text string) {
	h.all = append(h.all, text...)
	h.start = append(h.start, uint32(len(h.all)))
}

func (h *gathering) texts() texts { return texts{string(h.all), slices.Clip(h.start)} }

// table is a sorted list of short strings, each with an owner. It answers which strings begin with another one.
type table struct {
	texts
	owner []uint32
}

// tableGathering is a table under construction.
type tableGathering struct {
	gathering
	owner []uint32
}

func newTableGathering() *tableGathering { return &tableGathering{gathering: *newGathering()} }

func (h *tableGathering) add(text string, owner uint32) {
	h.gathering.add(text)
	h.owner = append(h.owner, owner)
}

// table sorts by string and owner.
func (h *tableGathering) table() table {
	rows := texts{string(h.all), h.start}
	order := numbered(len(h.owner))
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(strings.Compare(rows.at(int(a)), rows.at(int(b))), cmp.Compare(h.owner[a], h.owner[b]))
	})
	sorted := gathering{make([]byte, 0, len(h.all)), make([]uint32, 1, len(h.start))}
	t := table{owner: make([]uint32, len(order))}
	for i, row := range order {
		sorted.add(rows.at(int(row)))
		t.owner[i] = h.owner[row]
	}
	t.texts = sorted.texts()
	return t
}

// numbered is 0, 1, 2 and so on.
func numbered(count int) []uint32 {
	out := make([]uint32, count)
	for i := range out {
		out[i] = uint32(i)
	}
	return out
}
