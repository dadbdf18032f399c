package search

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"xunbao/internal/news"
)

// Values is the inverse of ParseRequest, for links. What is at its default is left out.
func (r Request) Values() url.Values {
	v := url.Values{}
	set := func(name, value string, isDefault bool) {
		if !isDefault {
			v.Set(name, value)
		}
	}
	set("q", r.Query, r.Query == "")
	var missing []string
	for _, f := range Fields() {
		values := slices.DeleteFunc(slices.Clone(r.Filters[f]), func(v string) bool { return v == "" })
		if len(values) > 0 {
			v[string(f)] = values
		}
		if len(values) < len(r.Filters[f]) {
			missing = append(missing, string(f))
		}
		set(findPrefix+string(f), r.Find[f], r.Find[f] == "")
	}
	if r.Undated {
		missing = append(missing, noDate)
	}
	set("missing", strings.Join(missing, ","), len(missing) == 0)
	from, to := r.FromText, r.ToText
	if from == "" && !r.From.IsZero() {
		from = r.From.Format(time.RFC3339)
	}
	if to == "" && !r.To.IsZero() {
		to = r.To.Add(-time.Second).Format(time.RFC3339) // an instant as `to` takes its second in
	}
	set("from", from, from == "")
	set("to", to, to == "")
	set("sort", string(r.Sort), r.Sort == "" || r.Sort == defaultSort(r.Query))
	set("page", strconv.Itoa(r.Page), r.Page == 1)
	set("size", strconv.Itoa(r.Size), r.Size == DefaultSize)
	set("cursor", r.Cursor, r.Cursor == "")
	set("collapse", string(r.Collapse), r.Collapse == CollapseStory)
	names := make([]string, len(r.Facets))
	for i, f := range r.Facets {
		names[i] = string(f)
	}
	set("facets", strings.Join(names, ","), slices.Equal(r.Facets, []Field{Source}))
	set("interval", string(r.Interval), r.Interval == Auto)
	set("tz", r.Location.String(), r.Location == nil || r.Location.String() == news.Shanghai().String())
	set("explain", "true", !r.Explain)
	return v
}
