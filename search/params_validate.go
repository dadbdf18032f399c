package search

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Validate returns a *ParameterError for the first rule of the API that r breaks. An empty Sort is the default.
func (r Request) Validate() error {
	fail := func(field, format string, args ...any) error {
		return &ParameterError{field, fmt.Sprintf(format, args...)}
	}
	switch n := utf8.RuneCountInString(r.Query); {
	case n > MaxQueryRunes:
		return fail("q", "has %d characters, at most %d are taken", n, MaxQueryRunes)
	case !utf8.ValidString(r.Query):
		return fail("q", "is not valid UTF-8")
	case r.Sort != "" && !slices.Contains([]Sort{Relevance, Newest, Oldest}, r.Sort):
		return fail("sort", "must be relevance, newest or oldest")
	case r.Collapse != CollapseStory && r.Collapse != CollapseNone:
		return fail("collapse", "must be story or none")
	case !slices.Contains([]Interval{Auto, Year, Month, Week, Day, Hour, NoInterval}, r.Interval):
		return fail("interval", "must be auto, year, month, week, day, hour or none")
	case r.Location == nil:
		return fail("tz", "is missing")
	case r.Size < 0 || r.Size > MaxSize:
		return fail("size", "must be a number from 0 to %d", MaxSize)
	case r.Page < 1:
		return fail("page", "must be a number from 1 on")
	case r.Page > MaxDepth/max(r.Size, 1):
		return fail("page", "page x size may be at most %d; go on with the cursor of an answer", MaxDepth)
	case len(r.Cursor) > maxCursorBytes:
		return fail("cursor", "is longer than any cursor an answer gives")
	case r.Cursor != "" && r.Page > 1:
		return fail("cursor", "stands instead of page; give one of them")
	case !r.From.IsZero() && !r.To.IsZero() && !r.From.Before(r.To):
		return fail("from", "is later than to")
	}
	for _, f := range r.Facets {
		if !slices.Contains(Fields(), f) {
			return fail("facets", "%q is none of %s", cut(string(f)), fieldNames())
		}
	}
	return r.validateFilters()
}

func (r Request) validateFilters() error {
	total := 0
	for f := range r.Filters {
		if !slices.Contains(Fields(), f) {
			return &ParameterError{cut(string(f)), "is no filter; filters are " + fieldNames()}
		}
	}
	for _, f := range Fields() {
		if n := utf8.RuneCountInString(r.Find[f]); n > MaxFilterRunes {
			return &ParameterError{findPrefix + string(f), fmt.Sprintf("has %d characters, at most %d are taken", n, MaxFilterRunes)}
		}
		for _, v := range r.Filters[f] {
			if n := utf8.RuneCountInString(v); n > MaxFilterRunes {
				return &ParameterError{string(f), fmt.Sprintf("has %d characters, at most %d are taken", n, MaxFilterRunes)}
			}
		}
		if total += len(r.Filters[f]); total > MaxFilters {
			return &ParameterError{string(f), fmt.Sprintf("more than %d filter values are given", MaxFilters)}
		}
	}
	return nil
}
