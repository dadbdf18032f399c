package ui

import "xunbao/search"

// Chip is one condition in force; its link takes it away.
type Chip struct{ Label, Value, URL string }

// newChips lists the filters in the order of the fields, then the range of time.
func newChips(r search.Request) []Chip { return chipsWith(r, searchURL) }

// chipsWith makes the links by address.
func chipsWith(r search.Request, address func(search.Request) string) []Chip {
	var chips []Chip
	for _, field := range search.Fields() {
		for _, value := range r.Filters[field] {
			chips = append(chips, Chip{fieldLabels[field], valueWords(value), address(toggled(r, field, value))})
		}
	}
	if words := rangeWords(r); words != "" {
		chips = append(chips, Chip{"时间", words, address(undated(r))})
	}
	return chips
}

// rangeWords says the range as it was given; empty when it is open on both sides.
func rangeWords(r search.Request) string {
	for _, q := range quickRanges {
		if r.FromText == q.from && r.ToText == "" {
			return q.label
		}
	}
	switch from, to := spoken(r.FromText), spoken(r.ToText); {
	case r.Undated && from == "" && to == "":
		return "无日期"
	case from == "" && to == "":
		return ""
	case to == "":
		return from + " 起"
	case from == "":
		return to + " 止"
	case from == to:
		return from
	default:
		return from + " 至 " + to
	}
}

// spoken replaces the forms of a date that are words of the address and not of a reader.
func spoken(text string) string {
	switch text {
	case "today":
		return "今天"
	case "yesterday":
		return "昨天"
	default:
		return text
	}
}
