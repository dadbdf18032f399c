package highlight

import (
	"cmp"
	"slices"
)

// Merge returns the spans in ascending order with those that overlap or touch made one and empty ones left out. The argument is
// not changed.
func Merge(spans []Span) []Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	merged := sorted[:0]
	for _, s := range sorted {
		switch last := len(merged) - 1; {
		case s.Start >= s.End:
		case last >= 0 && s.Start <= merged[last].End:
			merged[last].End = max(merged[last].End, s.End)
		default:
			merged = append(merged, s)
		}
	}
	return merged
}

// clip merges the spans after cutting off what lies outside of a text of n code points.
func clip(spans []Span, n int) []Span {
	inside := make([]Span, len(spans))
	for i, s := range spans {
		inside[i] = Span{max(s.Start, 0), min(s.End, n)}
	}
	return Merge(inside)
}
