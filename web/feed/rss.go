package feed

import (
	"encoding/xml"
	"time"
)

// rss is a feed of RSS 2.0. The author of an item must be an e-mail address there, so outlets are told by Dublin Core.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Built       string     `xml:"lastBuildDate,omitempty"`
	Generator   string     `xml:"generator"`
	Links       []atomLink `xml:"atom:link"`
	Items       []rssItem  `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate,omitempty"`
	Outlet      string   `xml:"dc:creator,omitempty"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description"`
}

type rssGUID struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

func writeRSS(d *document) ([]byte, error) {
	c := rssChannel{Title: d.Title, Link: d.Home, Description: d.Subtitle, Generator: generator(d.Version),
		Links: []atomLink{{"self", "application/rss+xml", d.Self}}}
	if d.Next != "" {
		c.Links = append(c.Links, atomLink{"next", "application/rss+xml", d.Next})
	}
	if d.Updated.After(unknownTime) {
		c.Built = d.Updated.Format(time.RFC1123Z)
	}
	for _, e := range d.Entries {
		item := rssItem{Title: e.Title, Link: e.Link, GUID: rssGUID{ID: e.ID}, Outlet: e.Outlet, Categories: e.Tags, Description: e.HTML}
		if !e.Published.IsZero() {
			item.Published = e.Published.Format(time.RFC1123Z)
		}
		c.Items = append(c.Items, item)
	}
	return writeXML(rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: c})
}

// generator names the program.
func generator(version string) string {
	if version == "" {
		return "xunbao"
	}
	return "xunbao " + version
}
