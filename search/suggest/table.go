package suggest

import (
	"slices"
	"sort"
	"strings"
)

// table is a sorted list of short byte strings, each with an owner: 4 bytes, its owner's 4 and the string itself. It answers which
// strings begin with another one.
type table struct {
	text  string
	start []uint32 // one more than there are rows
	owner []uint32
}

// row is one string of a table under construction.
type row struct {
	text  string
	owner uint32
}

func newTable(rows []row) table {
	slices.SortFunc(rows, func(a, b row) int {
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return int(a.owner) - int(b.owner)
	})
	t := table{start: make([]uint32, 0, len(rows)+1), owner: make([]uint32, 0, len(rows))}
	var all strings.Builder
	for _, r := range rows {
		t.start = append(t.start, uint32(all.Len()))
		t.owner = append(t.owner, r.owner)
		all.WriteString(r.text)
	}
	t.start = append(t.start, uint32(all.Len()))
	t.text = all.String()
	return t
}

// at is the string of a row.
func (t *table) at(row int) string { return t.text[t.start[row]:t.start[row+1]] }

// prefix returns the half-open range of rows that begin with head, the shortest first where one begins with another.
func (t *table) prefix(head string) (from, to int) {
	from = sort.Search(len(t.owner), func(i int) bool { return t.at(i) >= head })
	to = from + sort.Search(len(t.owner)-from, func(i int) bool { return !strings.HasPrefix(t.at(from+i), head) })
	return from, to
}

// encode writes units so that they sort as they do, 2 bytes each.
func encode(units []unit) string {
	out := make([]byte, 0, 2*len(units))
	for _, u := range units {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

// unitAt is the unit of an encoded text at a place.
func unitAt(encoded string, place int) unit {
	return unit(encoded[2*place])<<8 | unit(encoded[2*place+1])
}
