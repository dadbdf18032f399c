package ui

import (
	"slices"

	"xunbao/search"
)

// Facet counts the values of one field. More are those folded away.
type Facet struct {
	Label   string
	Values  []FacetValue
	More    []FacetValue
	Find    *FindForm    // nil where there is nothing to look for
	Several *SeveralForm // nil where there is little to tick
}

// FindForm looks for values of a facet and keeps everything else.
type FindForm struct {
	Name, Text string // of the input
	Keep       []Parameter
}

// FacetValue is one value; its link adds it to the filters or takes it away.
type FacetValue struct {
	Value    string // as it is filtered by; empty: articles without one
	Words    string // the value for readers
	Count    int    // articles
	Selected bool
	URL      string
}

const shownValues = 8

// newFacets keeps the order of the fields. A facet that offers no choice is left out, and so is a value that cannot
// be filtered by (it is too long, or the filters are full). Selected values are never folded away.
func newFacets(rd reader, r search.Request, counted map[search.Field][]search.FacetValue) []Facet {
	var facets []Facet
	for _, field := range search.Fields() {
		facet, selected := Facet{Label: rd.Field[field]}, false
		for _, v := range counted[field] {
			target := toggled(r, field, v.Value)
			if v.Value != "" && blank(v.Value) || target.Validate() != nil {
				continue
			}
			shown := FacetValue{v.Value, valueWords(rd, v.Value), v.Count, v.Selected, searchURL(target)}
			selected = selected || v.Selected
			if len(facet.Values) < shownValues || v.Selected {
				facet.Values = append(facet.Values, shown)
			} else {
				facet.More = append(facet.More, shown)
			}
		}
		if sought := r.Find[field]; sought != "" || len(facet.More) > 0 {
			name := "find_" + string(field)
			facet.Find = &FindForm{Name: name, Text: sought, Keep: keep(r.Values(), name, "page", "cursor")}
		}
		facet.Several = newSeveral(r, field, slices.Concat(facet.Values, facet.More))
		if len(facet.Values) > 1 || selected || r.Find[field] != "" {
			facets = append(facets, facet)
		}
	}
	return facets
}

// valueWords is a value for readers: articles without one are a value too.
func valueWords(rd reader, value string) string {
	if value == "" {
		return rd.Filter.Unsaid
	}
	return value
}
