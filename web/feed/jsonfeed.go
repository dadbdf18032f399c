package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// jsonFeed is a feed of JSON Feed 1.1.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url"`
	Self        string       `json:"feed_url"`
	Next        string       `json:"next_url,omitempty"`
	Description string       `json:"description"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html"`
	Summary   string       `json:"summary,omitempty"`
	Published string       `json:"date_published,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

func writeJSON(d *document) ([]byte, error) {
	f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: d.Title, Home: d.Home, Self: d.Self, Next: d.Next, Description: d.Subtitle,
		Authors: []jsonAuthor{{d.Publisher}}, Items: []jsonItem{}}
	for _, e := range d.Entries {
		item := jsonItem{ID: e.ID, URL: e.Link, Title: e.Title, HTML: e.HTML, Summary: e.Text, Tags: e.Tags}
		if !e.Published.IsZero() {
			item.Published = e.Published.Format(time.RFC3339)
		}
		if e.Outlet != "" {
			item.Authors = []jsonAuthor{{e.Outlet}}
		}
		f.Items = append(f.Items, item)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(f); err != nil {
		return nil, fmt.Errorf("write JSON Feed: %w", err)
	}
	return out.Bytes(), nil
}
