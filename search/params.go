package search

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"xunbao/internal/news"
	"xunbao/search/query"
)

// Limits of single values, in code points.
const (
	MaxFilterRunes = 200
	maxDateRunes   = 64
	maxCursorBytes = 1_000
)

// NewRequest is a request for every article with every setting at its default. Query, filters and the rest may be set on it.
func NewRequest() Request {
	return Request{
		Filters:  map[Field][]string{},
		Sort:     Relevance,
		Page:     1,
		Size:     DefaultSize,
		Collapse: CollapseStory,
		Facets:   []Field{Source},
		Interval: Auto,
		Location: news.Shanghai(),
	}
}

// ParseRequest reads the parameters of a search. Dates that name no zone are those of tz; today is counted from now. The error is
// a *ParameterError: an unknown name, a single parameter given twice, a value out of range. Whether q is a sound query is found
// out by the Searcher. Empty filters, dates and cursor are as good as absent, since forms send them.
func ParseRequest(values url.Values, now time.Time) (Request, error) {
	if err := checkNames(values); err != nil {
		return Request{}, err
	}
	r := NewRequest()
	p := &params{values: values}
	r.Query = strings.ReplaceAll(p.get("q"), "\x00", "")
	r.Sort = choice(p, "sort", defaultSort(r.Query), Relevance, Newest, Oldest)
	r.Collapse = choice(p, "collapse", r.Collapse, CollapseStory, CollapseNone)
	r.Interval = choice(p, "interval", r.Interval, Auto, Year, Month, Week, Day, Hour, NoInterval)
	r.Page = p.number("page", r.Page)
	r.Size = p.number("size", r.Size)
	r.Explain = p.boolean("explain")
	r.Cursor = p.get("cursor")
	r.Facets = p.facets(r.Facets)
	for _, f := range Fields() {
		p.filter(r.Filters, f)
		p.find(&r, f)
	}
	p.missing(&r)
	r.Location = p.zone(r.Location)
	p.dates(&r, query.Options{Now: now, Location: r.Location})
	if p.err != nil {
		return Request{}, p.err
	}
	if err := r.Validate(); err != nil {
		return Request{}, err
	}
	return r, nil
}

// defaultSort is the order of a request that asks for none.
func defaultSort(q string) Sort {
	if strings.TrimSpace(q) == "" {
		return Newest
	}
	return Relevance
}

// singles are the parameters that may be given once.
var singles = []string{"q", "from", "to", "sort", "page", "size", "cursor", "collapse", "facets", "interval", "tz", "explain", "missing"}

// checkNames refuses unknown names, single parameters given twice and text that is not UTF-8, in the order of the names.
func checkNames(values url.Values) error {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		sought, isFind := strings.CutPrefix(name, findPrefix)
		single := slices.Contains(singles, name) || isFind && slices.Contains(Fields(), Field(sought))
		if !single && !slices.Contains(Fields(), Field(name)) {
			name = cut(strings.ToValidUTF8(name, "\uFFFD"))
			return &ParameterError{name, fmt.Sprintf("there is no parameter %q", name)}
		}
		if single && len(values[name]) > 1 {
			return &ParameterError{name, "is given more than once"}
		}
		for _, v := range values[name] {
			if !utf8.ValidString(v) {
				return &ParameterError{name, "is not valid UTF-8"}
			}
			if name != "q" && strings.ContainsRune(v, 0) {
				return &ParameterError{name, "holds a NUL character"}
			}
		}
	}
	return nil
}

// fieldNames lists the filters for messages.
func fieldNames() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// cut shortens what is quoted in a message.
func cut(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
