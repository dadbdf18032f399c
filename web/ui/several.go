package ui

import (
	"slices"

	"xunbao/search"
)

// SeveralForm lets several values of a facet be ticked and applied at once; links take one at a time.
type SeveralForm struct {
	Name   string       // of the boxes
	Values []FacetValue // their URLs are not used
	Keep   []Parameter  // everything else, and what is chosen and not listed
}

// fewestSeveral values are as many as it takes to save a step.
const fewestSeveral = 3

// newSeveral is nil where there is little to tick. Articles without a value are no box: the address tells them in another way.
func newSeveral(r search.Request, field search.Field, listed []FacetValue) *SeveralForm {
	name := string(field)
	form := &SeveralForm{Name: name, Keep: keep(r.Values(), name, "page", "cursor")}
	for _, v := range listed {
		if v.Value != "" {
			form.Values = append(form.Values, v)
		}
	}
	if len(form.Values) < fewestSeveral {
		return nil
	}
	for _, value := range r.Filters[field] {
		if value != "" && !slices.ContainsFunc(listed, func(v FacetValue) bool { return v.Value == value }) {
			form.Keep = append(form.Keep, Parameter{name, value})
		}
	}
	return form
}
