package feed

import (
	"strings"
	"time"

	"xunbao/search"
)

// document is what a feed says, in whatever form. All text is clean: XML can hold it.
type document struct {
	ID              string // urn:uuid:…
	Title, Subtitle string
	Home            string // the result list for people
	Self, Next      string // this part of the feed and the one after it; Next is empty at the end
	Updated         time.Time
	Version         string
	Entries         []entry
}

// publisher is the author of a feed, and of an entry whose outlet is not known.
const publisher = "寻报"

// unknownTime is the time of what has none where a form demands one: so that nobody takes it for news.
var unknownTime = time.Unix(0, 0).UTC()

// newDocument decides what the feed of a request says.
func newDocument(place address, r search.Request, result *search.Result, version string) *document {
	d := &document{
		ID: feedURN(r), Title: title(r), Subtitle: subtitle(r, result),
		Home: place.page(r), Self: place.of(r), Updated: unknownTime, Version: version,
	}
	if result.Cursor != "" {
		d.Next = place.of(following(r, result.Cursor))
	}
	for i := range result.Hits {
		d.add(newEntry(place, r, &result.Hits[i]))
	}
	return d
}

// add takes an entry in: the feed is as new as the newest.
func (d *document) add(e entry) {
	if e.Updated.After(d.Updated) {
		d.Updated = e.Updated
	}
	d.Entries = append(d.Entries, e)
}

// title names the search, so that a reader of several feeds can tell them apart: 寻报：水库 · 北岭新闻网 · 2024-01 至 2024-07.
func title(r search.Request) string {
	var parts []string
	if strings.TrimSpace(r.Query) != "" {
		parts = append(parts, r.Query)
	}
	for _, field := range search.Fields() {
		parts = append(parts, r.Filters[field]...)
	}
	switch {
	case r.FromText != "" && r.ToText != "":
		parts = append(parts, r.FromText+" 至 "+r.ToText)
	case r.FromText != "":
		parts = append(parts, r.FromText+" 起")
	case r.ToText != "":
		parts = append(parts, r.ToText+" 止")
	}
	if len(parts) == 0 {
		return publisher + "：最新文章"
	}
	return line(publisher + "：" + strings.Join(parts, " · "))
}

// subtitle says what a subscriber should know of the list.
func subtitle(r search.Request, result *search.Result) string {
	text := "中文新闻检索的结果，同一篇稿件的各个转载合为一条。"
	if r.Collapse == search.CollapseNone {
		text = "中文新闻检索的结果，每篇文章一条。"
	}
	switch result.Relaxed {
	case search.RelaxedMost:
		text += "没有文章包含全部词语，这里的文章包含其中大部分。"
	case search.RelaxedAny:
		text += "这里的文章未必包含全部词语。"
	}
	if !result.Exact {
		text += "有的文章读不出来，结果不完整。"
	}
	return text
}
