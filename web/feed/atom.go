package feed

import (
	"encoding/xml"
	"fmt"
	"time"
)

// atomFeed is a feed by RFC 4287; the links to its parts are those of RFC 5005.
type atomFeed struct {
	XMLName   xml.Name      `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string        `xml:"id"`
	Title     string        `xml:"title"`
	Subtitle  string        `xml:"subtitle"`
	Updated   string        `xml:"updated"`
	Author    atomPerson    `xml:"author"`
	Links     []atomLink    `xml:"link"`
	Generator atomGenerator `xml:"generator"`
	Entries   []atomEntry   `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomGenerator struct {
	Version string `xml:"version,attr,omitempty"`
	Name    string `xml:",chardata"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Author     *atomPerson    `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    atomText       `xml:"summary"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

const typeHTML = "text/html"

func writeAtom(d *document) ([]byte, error) {
	f := atomFeed{
		ID: d.ID, Title: d.Title, Subtitle: d.Subtitle, Updated: d.Updated.Format(time.RFC3339), Author: atomPerson{d.Publisher},
		Links:     []atomLink{{"self", "application/atom+xml", d.Self}, {"alternate", typeHTML, d.Home}},
		Generator: atomGenerator{d.Version, "xunbao"},
	}
	if d.Next != "" {
		f.Links = append(f.Links, atomLink{"next", "application/atom+xml", d.Next})
	}
	for _, e := range d.Entries {
		f.Entries = append(f.Entries, newAtomEntry(e))
	}
	return writeXML(f)
}

// newAtomEntry has no author of its own where the outlet is not known: that of the feed stands for it.
func newAtomEntry(e entry) atomEntry {
	a := atomEntry{ID: e.ID, Title: e.Title, Updated: e.Updated.Format(time.RFC3339), Summary: atomText{"html", e.HTML},
		Links: []atomLink{{"alternate", typeHTML, e.Link}}}
	if e.Page != e.Link {
		a.Links = append(a.Links, atomLink{"related", typeHTML, e.Page})
	}
	if !e.Published.IsZero() {
		a.Published = e.Published.Format(time.RFC3339)
	}
	if e.Outlet != "" {
		a.Author = &atomPerson{e.Outlet}
	}
	for _, tag := range e.Tags {
		a.Categories = append(a.Categories, atomCategory{tag})
	}
	return a
}

// writeXML is a whole XML file.
func writeXML(v any) ([]byte, error) {
	body, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write XML: %w", err)
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}
