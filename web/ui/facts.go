package ui

import (
	"net/url"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// Facts are what is known of an article beside its text.
type Facts struct {
	Site, Category *Link
	Tags           []Link
	Editors        []string
	Changes        int  // how often the text was replaced by a newer version
	Changed        When // when that happened last
	LeftOut        []news.LeftOut
	Original       *Link // URL is empty when the address is not one of the web
}

// newFacts returns nil when nothing is known.
func newFacts(rd reader, a news.Article, loc *time.Location) *Facts {
	f := Facts{
		Site:     fieldLink(search.Site, a.Site),
		Category: fieldLink(search.Category, a.Category),
		Editors:  a.Editors,
		LeftOut:  a.LeftOut,
		Changes:  a.History.Count() - 1,
		Changed:  newWhen(rd, news.Instant{Time: a.History.Changed.In(loc)}, loc),
		Original: originalLink(a.URL),
	}
	for _, tag := range a.Tags {
		if link := fieldLink(search.Tag, tag); link != nil {
			f.Tags = append(f.Tags, *link)
		}
	}
	if f.Site == nil && f.Category == nil && f.Original == nil && len(f.Editors) == 0 && len(f.Tags) == 0 && f.Changes == 0 && len(f.LeftOut) == 0 {
		return nil
	}
	return &f
}

// fieldLink searches for what shares the value; nil when there is none. A value too long to be searched for has no URL.
func fieldLink(field search.Field, value string) *Link {
	if blank(value) {
		return nil
	}
	link := only(field, value)
	return &link
}

// originalLink leads only to the web: any other address is shown as text.
func originalLink(address string) *Link {
	if blank(address) {
		return nil
	}
	link := Link{Label: address}
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		link.URL = address
	}
	return &link
}
