package ui

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

func TestFacets(t *testing.T) {
	var many []search.FacetValue
	for i := range 30 {
		many = append(many, search.FacetValue{Value: fmt.Sprintf("媒体%d", i), Count: 30 - i, Selected: i == 25})
	}
	counted := map[search.Field][]search.FacetValue{
		search.Source:   many,
		search.Site:     {{Value: "云港网", Count: 3}},                                                                                // no choice
		search.Category: {{Value: "", Count: 9}, {Value: "民生", Count: 3}},                                                          // one and those without
		search.Tag:      {{Value: "渡口", Count: 1, Selected: true}},                                                                 // can be taken away
		search.Lang:     {{Value: "zh", Count: 1}, {Value: "en", Count: 1}, {Value: strings.Repeat("长", search.MaxFilterRunes+1)}}, // one too long to filter by
	}
	var got []string
	for _, f := range newFacets(chineseReader(), search.NewRequest(), counted) {
		got = append(got, fmt.Sprintf("%s %d+%d", f.Label, len(f.Values), len(f.More)))
	}
	if diff := cmp.Diff([]string{"来源 9+21", "栏目 2+0", "标签 1+0", "语言 2+0"}, got); diff != "" {
		t.Error(diff)
	}
	r := search.NewRequest()
	r.Query, r.Find = "渡口", map[search.Field]string{search.Site: "云"}
	facets := newFacets(chineseReader(), r, counted)
	if source := facets[0].Find; source == nil || source.Name != "find_source" || source.Text != "" || len(source.Keep) != 2 {
		t.Errorf("values of sources are looked for by %+v", source)
	}
	if site := facets[1]; site.Find == nil || site.Find.Text != "云" || len(site.Values) != 1 {
		t.Errorf("a facet that was searched is %+v", site)
	}
	if none := facets[2].Values[0]; none.Words != "未注明" || !strings.Contains(none.URL, "missing=category") {
		t.Errorf("articles without a value are %+v", none)
	}
}

// TestSeveral: what is sent by a form in which nothing was changed is the search as it is, on its first page.
func TestSeveral(t *testing.T) {
	counted := map[search.Field][]search.FacetValue{
		search.Source:   {{Value: "甲报", Count: 5, Selected: true}, {Value: "乙报", Count: 4}, {Value: "", Count: 3, Selected: true}, {Value: "丙报", Count: 2}},
		search.Category: {{Value: "民生", Count: 5}, {Value: "", Count: 4}, {Value: "天气", Count: 2}},
	}
	r := search.NewRequest()
	r.Query, r.Page, r.Find = "渡口", 3, map[search.Field]string{search.Source: "报"}
	r.Filters = map[search.Field][]string{search.Source: {"甲报", "", "没有列出的报"}, search.Category: {"民生"}}
	facets := newFacets(chineseReader(), r, counted)
	source := facets[0].Several
	if source == nil || facets[1].Several != nil {
		t.Fatalf("boxes: %+v, %+v; want some for sources and none for two sections", source, facets[1].Several)
	}
	sent, boxes := url.Values{}, []string{}
	for _, v := range source.Values {
		boxes = append(boxes, v.Words)
		if v.Selected {
			sent.Add(source.Name, v.Value)
		}
	}
	for _, p := range source.Keep {
		sent.Add(p.Name, p.Value)
	}
	if diff := cmp.Diff([]string{"甲报", "乙报", "丙报"}, boxes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(changed(r, func(*search.Request) {}).Values(), sent); diff != "" {
		t.Error(diff)
	}
}

func TestToggledKeepsTheOriginal(t *testing.T) {
	r := search.NewRequest()
	r.Filters = map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}
	less, more := toggled(r, search.Source, "乙报"), toggled(r, search.Tag, "渡口")
	for _, c := range []struct {
		got  search.Request
		want map[search.Field][]string
	}{
		{r, map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}},
		{less, map[search.Field][]string{search.Source: {"甲报", "丙报"}}},
		{more, map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}, search.Tag: {"渡口"}}},
		{toggled(more, search.Tag, "渡口"), map[search.Field][]string{search.Source: {"甲报", "乙报", "丙报"}}},
	} {
		if diff := cmp.Diff(c.want, c.got.Filters); diff != "" {
			t.Error(diff)
		}
	}
}
