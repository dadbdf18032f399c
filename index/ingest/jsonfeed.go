package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"xunbao/index"
)

func isJSONFeed(start []byte) bool {
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n")
	return len(start) > 0 && start[0] == '{' && (bytes.Contains(start, []byte("jsonfeed.org/version/")) || bytes.Contains(start, []byte(`jsonfeed.org\/version\/`)))
}

// jsonFeedItem is one item of a JSON Feed, version 1 or 1.1.
type jsonFeedItem struct {
	ID        any      `json:"id"` // a string; numbers are met
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	HTML      string   `json:"content_html"`
	Text      string   `json:"content_text"`
	Summary   string   `json:"summary"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags"`
	Author    named    `json:"author"`
	Authors   []named  `json:"authors"`
}

type named struct {
	Name string `json:"name"`
}

// jsonFeed reads the items of a JSON Feed one after another. The number behind the origin counts them.
func (s *source) jsonFeed(in input, b *bufio.Reader, yield yielder) bool {
	skipBOM(b)
	part := &bounded{r: b, limit: s.lim.line}
	d := json.NewDecoder(part)
	d.UseNumber()
	title, count := "", 0
	item := func(raw json.RawMessage) bool {
		part.n = 0
		count++
		at := in.origin + ":" + strconv.Itoa(count)
		var i jsonFeedItem
		if err := json.Unmarshal(raw, &i); err != nil {
			return reject(at, fmt.Errorf("is no item of a JSON Feed: %w", err), yield)
		}
		a, err := i.item().article(title)
		if err != nil {
			return reject(at, err, yield)
		}
		return yield(index.Record{Article: a, Origin: at}, nil)
	}
	more, err := eachItem(d, &title, item)
	if err != nil {
		return more && giveUp(in.origin, in.meter.damage("the JSON Feed", err), yield)
	}
	return more
}

// eachItem walks the outermost object: it takes the title and hands on the elements of items until take returns false.
func eachItem(d *json.Decoder, title *string, take func(json.RawMessage) bool) (more bool, err error) {
	if _, err := d.Token(); err != nil {
		return true, noEOF(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return true, noEOF(err)
		}
		var raw json.RawMessage
		if key != "items" {
			if err := d.Decode(&raw); err != nil {
				return true, noEOF(err)
			}
			if s, ok := stringOf(raw); ok && key == "title" {
				*title = oneLine(s)
			}
			continue
		}
		if open, err := d.Token(); err != nil || open != json.Delim('[') {
			return true, errors.Join(err, errors.New("items is no array"))
		}
		for d.More() {
			if err := d.Decode(&raw); err != nil {
				return true, noEOF(err)
			}
			if !take(raw) {
				return false, nil
			}
		}
		if _, err := d.Token(); err != nil {
			return true, noEOF(err)
		}
	}
	_, err = d.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return true, err
}

// item is the item in the form of the other feeds.
func (i jsonFeedItem) item() feedItem {
	f := feedItem{url: i.URL, title: i.Title, content: i.HTML, summary: i.Summary, published: i.Published, updated: i.Modified, author: i.Author.Name, tags: i.Tags}
	if i.ID != nil {
		f.id = fmt.Sprint(i.ID)
	}
	if f.url == "" && isWebAddress(f.id) {
		f.url = f.id
	}
	if f.content == "" {
		f.content, f.plain = i.Text, true
	}
	var names []string
	for _, a := range i.Authors {
		names = append(names, a.Name)
	}
	if len(names) > 0 {
		f.author = strings.Join(names, "、")
	}
	return f
}
