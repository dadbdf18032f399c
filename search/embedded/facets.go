package embedded

import (
	"cmp"
	"slices"
	"strings"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// facets counts the values of each field asked for, under all filters but the field's own.
func (r *run) facets() map[search.Field][]search.FacetValue {
	out := make(map[search.Field][]search.FacetValue, len(r.req.Facets))
	for _, field := range r.req.Facets {
		out[field] = r.facet(field)
	}
	return out
}

func (r *run) facet(field search.Field) []search.FacetValue {
	name := fieldNames[string(field)]
	texts := r.snapshot.Names.Values[name]
	counts := make([]int, len(texts))
	for _, p := range r.parts {
		columns := p.segment.Columns
		for i, n := range r.tally(p, p.without(field), columns.Overview().Counts[name], columns.Values[name].Count) {
			counts[i] += n
		}
	}
	chosen := make(map[string]bool)
	for _, value := range r.req.Filters[field] {
		chosen[value] = true
	}
	sought := zh.FoldString(r.req.Find[field])
	all := make([]search.FacetValue, 0, 64)
	for i, text := range texts {
		if counts[i] > 0 && strings.Contains(zh.FoldString(text), sought) || chosen[text] {
			all = append(all, search.FacetValue{Value: text, Count: counts[i], Selected: chosen[text]})
			delete(chosen, text)
		}
	}
	missing := search.FacetValue{Count: r.lacking(field), Selected: chosen[""]}
	delete(chosen, "")
	for text := range chosen { // a value that no article has
		all = append(all, search.FacetValue{Value: text, Selected: true})
	}
	slices.SortFunc(all, func(a, b search.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	all = first(all, search.MaxFacet)
	if missing.Count > 0 || missing.Selected {
		all = append(all, missing)
	}
	return all
}

// lacking is how many articles have no value of a field, under all filters but its own.
func (r *run) lacking(field search.Field) int {
	n := 0
	for _, p := range r.parts {
		if without, err := p.segment.Postings(fieldNames[string(field)], ""); err == nil { // no file is read for these
			n += int(p.without(field).AndCardinality(without))
		}
	}
	return n
}

// first returns the first n values, and in place of the last of them the selected ones that would be cut off.
func first(all []search.FacetValue, n int) []search.FacetValue {
	if len(all) <= n {
		return all
	}
	out, rest := slices.Clone(all[:n]), all[n:]
	at := n
	for _, value := range slices.Backward(rest) {
		if !value.Selected {
			continue
		}
		for at--; at >= 0 && out[at].Selected; at-- {
		}
		if at < 0 {
			break
		}
		out[at] = value
	}
	slices.SortStableFunc(out, func(a, b search.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}
