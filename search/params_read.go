package search

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"xunbao/search/query"
)

// params reads single values and keeps the first error.
type params struct {
	values url.Values
	err    error
}

func (p *params) get(name string) string { return p.values.Get(name) }

func (p *params) fail(field, format string, args ...any) {
	if p.err == nil {
		p.err = &ParameterError{field, fmt.Sprintf(format, args...)}
	}
}

// choice reads one of a few words.
func choice[T ~string](p *params, name string, fallback T, allowed ...T) T {
	if !p.values.Has(name) {
		return fallback
	}
	v := T(p.get(name))
	if !slices.Contains(allowed, v) {
		words := make([]string, len(allowed))
		for i, a := range allowed {
			words[i] = string(a)
		}
		p.fail(name, "%q is none of %s", cut(string(v)), strings.Join(words, ", "))
	}
	return v
}

// number reads ASCII digits. Whether the number is in range is for Validate.
func (p *params) number(name string, fallback int) int {
	if !p.values.Has(name) {
		return fallback
	}
	v := p.get(name)
	n, err := strconv.Atoi(v)
	if err != nil || strings.Trim(v, "0123456789") != "" {
		p.fail(name, "%q is not a whole number in range", cut(v))
	}
	return n
}

func (p *params) boolean(name string) bool {
	switch v := p.get(name); {
	case !p.values.Has(name), v == "false", v == "0":
		return false
	case v == "true", v == "1":
		return true
	default:
		p.fail(name, "%q is neither true nor false", cut(v))
		return false
	}
}

// facets reads a comma list of field names, each kept once. An empty list is none.
func (p *params) facets(fallback []Field) []Field {
	if !p.values.Has("facets") {
		return fallback
	}
	facets := []Field{}
	for name := range strings.SplitSeq(p.get("facets"), ",") {
		f := Field(strings.TrimSpace(name))
		switch {
		case f == "" || slices.Contains(facets, f):
		case !slices.Contains(Fields(), f):
			p.fail("facets", "%q is none of %s", cut(string(f)), fieldNames())
		default:
			facets = append(facets, f)
		}
	}
	return facets
}

// filter reads the values of one field, each kept once, blank ones left out.
func (p *params) filter(filters map[Field][]string, f Field) {
	given := p.values[string(f)]
	if len(given) > MaxFilters {
		p.fail(string(f), "more than %d filter values are given", MaxFilters)
		return
	}
	for _, v := range given {
		if strings.TrimSpace(v) != "" && !slices.Contains(filters[f], v) {
			filters[f] = append(filters[f], v)
		}
	}
}

// findPrefix begins the parameters that look for values of a facet: find_source.
const findPrefix = "find_"

// find reads the text that the values of a facet must hold.
func (p *params) find(r *Request, f Field) {
	text := strings.TrimSpace(p.get(findPrefix + string(f)))
	if text == "" {
		return
	}
	if r.Find == nil {
		r.Find = make(map[Field]string)
	}
	r.Find[f] = text
}

// noDate stands in missing for articles without a date.
const noDate = "date"

// missing reads a comma list of fields that an article may have no value of.
func (p *params) missing(r *Request) {
	for name := range strings.SplitSeq(p.get("missing"), ",") {
		f := Field(strings.TrimSpace(name))
		switch {
		case f == "":
		case f == noDate:
			r.Undated = true
		case !slices.Contains(Fields(), f):
			p.fail("missing", "%q is none of %s, date", cut(string(f)), fieldNames())
		case !slices.Contains(r.Filters[f], ""):
			r.Filters[f] = append(r.Filters[f], "")
		}
	}
}

// zoneName is what may be looked up: a zone name never leaves the zone database.
var zoneName = regexp.MustCompile(`^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$`)

func (p *params) zone(fallback *time.Location) *time.Location {
	name := p.get("tz")
	if !p.values.Has("tz") || name == fallback.String() {
		return fallback
	}
	if len(name) <= 64 && name != "Local" && zoneName.MatchString(name) {
		if loc, err := time.LoadLocation(name); err == nil {
			return loc
		}
	}
	p.fail("tz", "%q is no zone; write a name such as Asia/Shanghai or UTC", cut(name))
	return fallback
}

// spacedOffset is an instant whose + was written bare in a URL, where it means a space.
var spacedOffset = regexp.MustCompile(`^(\d{4}-\d\d-\d\dT\S+) (\d\d:\d\d)$`)

// dates reads from and to: the beginning of one and the end of the other, so that both are inclusive as typed.
func (p *params) dates(r *Request, o query.Options) {
	read := func(name string) string {
		text := strings.TrimSpace(p.get(name))
		if utf8.RuneCountInString(text) > maxDateRunes {
			p.fail(name, "%q is not a date", cut(text))
			return ""
		}
		return spacedOffset.ReplaceAllString(text, "$1+$2")
	}
	var err error
	if r.FromText = read("from"); r.FromText != "" {
		if r.From, _, err = query.ParseDate(r.FromText, o); err != nil {
			p.fail("from", "%v", err)
		}
	}
	if r.ToText = read("to"); r.ToText != "" {
		if r.To, err = query.ParseEnd(r.ToText, o); err != nil {
			p.fail("to", "%v", err)
		}
	}
}
