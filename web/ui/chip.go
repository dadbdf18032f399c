package ui

import "xunbao/search"

// Chip is one condition in force; its link takes it away.
type Chip struct {
	Label, Value, URL string
	Words             string // label and value
}

func newChip(rd reader, label, value, url string) Chip {
	return Chip{label, value, url, label + rd.Colon + value}
}

// newChips lists the filters in the order of the fields, then the range of time.
func newChips(rd reader, r search.Request) []Chip { return chipsWith(rd, r, searchURL) }

// chipsWith makes the links by address.
func chipsWith(rd reader, r search.Request, address func(search.Request) string) []Chip {
	var chips []Chip
	for _, field := range search.Fields() {
		for _, value := range r.Filters[field] {
			chips = append(chips, newChip(rd, rd.Field[field], valueWords(rd, value), address(toggled(r, field, value))))
		}
	}
	if words := rangeWords(rd, r); words != "" {
		chips = append(chips, newChip(rd, rd.Time.Label, words, address(undated(r))))
	}
	return chips
}

// rangeWords says the range as it was given; empty when it is open on both sides.
func rangeWords(rd reader, r search.Request) string {
	for _, q := range quickRanges(rd) {
		if r.FromText == q.from && r.ToText == "" {
			return q.label
		}
	}
	switch from, to := spoken(rd, r.FromText), spoken(rd, r.ToText); {
	case r.Undated && from == "" && to == "":
		return rd.Time.Undated
	case from == "" && to == "":
		return ""
	case to == "":
		return rd.Time.From.Of(from)
	case from == "":
		return rd.Time.To.Of(to)
	case from == to:
		return from
	default:
		return rd.Time.Both.Of(from, to)
	}
}

// spoken replaces the forms of a date that are words of the address and not of a reader.
func spoken(rd reader, text string) string {
	if said := rd.Time.Spoken[text]; said != "" {
		return said
	}
	return text
}
