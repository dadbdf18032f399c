package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"xunbao/internal/news"
)

// EncodeArticle writes an article as one JSON object on one line, without a line end: our keys in a fixed order, then left_out and story when they are
// not empty, then the Extra keys in alphabetical order. Text is never HTML-escaped. DecodeArticle of the result is the article again
// (times to the second). An Extra value that is no JSON is an error.
func EncodeArticle(a news.Article, story string) ([]byte, error) {
	o := object{extra: a.Extra}
	o.put("id", string(a.ID), true)
	o.put("url", a.URL, a.URL != "")
	o.put("title", a.Title, true)
	o.put("source", a.Source, a.Source != "")
	o.put("site", a.Site, a.Site != "")
	o.put("author", a.Author, a.Author != "")
	o.put("editors", a.Editors, len(a.Editors) > 0)
	o.put("published", a.Published, !a.Published.IsZero())
	o.put("fetched", a.Fetched.Format(time.RFC3339), !a.Fetched.IsZero())
	o.put("category", a.Category, a.Category != "")
	o.put("tags", a.Tags, len(a.Tags) > 0)
	o.put("lang", a.Lang, a.Lang != "")
	o.put("body", a.Body, true)
	o.put(leftOutKey, a.LeftOut, len(a.LeftOut) > 0)
	o.put(storyKey, story, story != "")
	for _, key := range slices.Sorted(maps.Keys(a.Extra)) {
		if key == leftOutKey && len(a.LeftOut) > 0 {
			continue
		}
		if notOurs(key) {
			o.put(key, a.Extra[key], true)
		}
	}
	if o.err != nil {
		return nil, fmt.Errorf("encode article %q: %w", a.ID, o.err)
	}
	return append(o.buf.Bytes(), '}'), nil
}

// WithCursor adds to what EncodeArticle gave where an export goes on behind it. Reading the record drops it.
func WithCursor(record []byte, cursor string) ([]byte, error) {
	o := object{}
	o.put(CursorKey, cursor, true)
	if o.err != nil {
		return nil, fmt.Errorf("encode a cursor: %w", o.err)
	}
	return append(append(record[:len(record)-1], ','), append(o.buf.Bytes()[1:], '}')...), nil
}

// CutCursor is the inverse of WithCursor. cursor is empty when the record has none.
func CutCursor(record []byte) (rest []byte, cursor string) {
	const key = `,"` + CursorKey + `":"`
	at := bytes.LastIndex(record, []byte(key))
	if at < 0 {
		return record, ""
	}
	cursor, end, _ := strings.Cut(string(record[at+len(key):]), `"`)
	if end != "}" {
		return record, ""
	}
	return append(record[:at:at], '}'), cursor
}

// object writes the members of a JSON object.
type object struct {
	buf   bytes.Buffer
	extra map[string]json.RawMessage
	err   error
}

// put writes one member. An empty one is left out unless the record holds another spelling of its key in Extra, which would be taken
// for ours when read again; it is then written as null.
func (o *object) put(key string, value any, filled bool) {
	if !filled {
		if !o.shadowed(key) {
			return
		}
		value = nil
	}
	if o.buf.Len() == 0 {
		o.buf.WriteByte('{')
	} else {
		o.buf.WriteByte(',')
	}
	o.write(key)
	o.buf.WriteByte(':')
	o.write(value)
}

func (o *object) shadowed(key string) bool {
	for _, s := range spellings[key] {
		if _, ok := o.extra[s]; ok {
			return true
		}
	}
	return false
}

func (o *object) write(value any) {
	enc := json.NewEncoder(&o.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		if o.err == nil {
			o.err = err
		}
		return
	}
	o.buf.Truncate(o.buf.Len() - 1) // the line end
}
