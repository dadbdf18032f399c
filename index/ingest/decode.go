// Package ingest reads articles out of files, folders and streams, and hands them to an index.Writer in batches. It knows the record
// form (JSON objects with our keys or the usual other spellings) and when a file is a raw page; finding the article of a page is
// index/extract's work, keeping articles the writer's.
package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"xunbao/index/extract"
	"xunbao/internal/news"
)

// DecodeArticle reads one JSON record. Common spellings of the keys are understood, keys that are nobody's are kept in Extra, and the
// article comes out cleaned, validated and with an ID. Errors are *news.InvalidError and name the field; Field is "record" when the
// record as a whole cannot be read.
func DecodeArticle(record []byte) (news.Article, error) {
	fields, err := readObject(record)
	if err != nil {
		return news.Article{}, err
	}
	return articleOf(fields)
}

// articleOf makes an article of the fields of one record.
func articleOf(fields map[string]json.RawMessage) (news.Article, error) {
	d := decoder{fields: fields}
	a := d.article()
	if d.err != nil {
		return news.Article{}, d.err
	}
	a.Clean()
	if err := a.Validate(); err != nil {
		return news.Article{}, err
	}
	return a, nil
}

// decoder takes the fields of one record, one after another, and remembers the first error.
type decoder struct {
	fields map[string]json.RawMessage
	err    error
}

func (d *decoder) article() news.Article {
	a := news.Article{
		ID:        news.ID(d.id()),
		URL:       d.text("url"),
		Title:     d.text("title"),
		Body:      d.text("body"),
		Source:    d.text("source"),
		Site:      d.text("site"),
		Author:    d.text("author"),
		Editors:   d.list("editors", extract.SplitNames),
		Published: d.instant("published"),
		Fetched:   d.instant("fetched").Time,
		Category:  d.text("category"),
		Tags:      d.list("tags", splitTags),
		Lang:      d.text("lang"),
	}
	a.LeftOut = d.leftOut()
	delete(d.fields, storyKey)
	delete(d.fields, CursorKey)
	for key, value := range d.fields {
		if a.Extra == nil {
			a.Extra = make(map[string]json.RawMessage, len(d.fields))
		}
		var b bytes.Buffer
		if err := json.Compact(&b, value); err != nil {
			d.fail(key, "is not valid JSON")
		}
		a.Extra[key] = b.Bytes()
	}
	return a
}

// take removes the value of a field from the record: our key, or the first of its other spellings when ours is not there.
func (d *decoder) take(field string) (key string, value json.RawMessage, ok bool) {
	if value, ok = d.fields[field]; ok {
		delete(d.fields, field)
		return field, value, string(value) != "null"
	}
	for _, key := range spellings[field] {
		if value, ok = d.fields[key]; ok {
			delete(d.fields, key)
			return key, value, string(value) != "null"
		}
	}
	return "", nil, false
}

func (d *decoder) fail(field, format string, args ...any) {
	if d.err == nil {
		d.err = invalid(field, format, args...)
	}
}

// wrong reports a value of the wrong JSON type, naming the record's own key where it differs from ours.
func (d *decoder) wrong(field, key string, value json.RawMessage, want string) {
	as := ""
	if key != field {
		as = fmt.Sprintf(" (key %q)", key)
	}
	d.fail(field, "is %s, want %s%s", typeName(value), want, as)
}

func (d *decoder) text(field string) string {
	key, value, ok := d.take(field)
	if !ok {
		return ""
	}
	s, ok := stringOf(value)
	if !ok {
		d.wrong(field, key, value, "a string")
	}
	return s
}

// leftOut takes the lines that were left out of the body, if it is such a list and nothing else.
func (d *decoder) leftOut() []news.LeftOut {
	value, ok := d.fields[leftOutKey]
	if !ok {
		return nil
	}
	var list []news.LeftOut
	strict := json.NewDecoder(bytes.NewReader(value))
	strict.DisallowUnknownFields()
	if strict.Decode(&list) != nil || len(list) == 0 || len(list) > maxLeftOut {
		return nil
	}
	for i, l := range list {
		if l.Line < 0 || i > 0 && l.Line <= list[i-1].Line || strings.ContainsAny(l.Text, "\n\x00") {
			return nil
		}
	}
	delete(d.fields, leftOutKey)
	return list
}

func (d *decoder) id() string {
	key, value, ok := d.take("id")
	if !ok {
		return ""
	}
	if isNumber(value) {
		return string(value)
	}
	s, ok := stringOf(value)
	if !ok {
		d.wrong("id", key, value, "a string or a number")
	}
	return s
}

// list reads an array of strings, kept as it is, or one string, cut by split.
func (d *decoder) list(field string, split func(string) []string) []string {
	key, value, ok := d.take(field)
	if !ok {
		return nil
	}
	if s, ok := stringOf(value); ok {
		return split(s)
	}
	var raw []json.RawMessage
	if value[0] != '[' || json.Unmarshal(value, &raw) != nil {
		d.wrong(field, key, value, "an array of strings or a string")
		return nil
	}
	var list []string
	for _, item := range raw {
		s, ok := stringOf(item)
		if !ok {
			d.wrong(field, key, item, "a string in each place of the array")
			return nil
		}
		list = append(list, s)
	}
	return list
}

// instant reads a time in any form extract.ParseTime knows; null and an empty string are unknown.
func (d *decoder) instant(field string) news.Instant {
	key, value, ok := d.take(field)
	if !ok {
		return news.Instant{}
	}
	s, ok := stringOf(value)
	if isNumber(value) {
		s, ok = wholeSeconds(string(value)), true
	}
	if !ok {
		d.wrong(field, key, value, "a string or a number of seconds")
		return news.Instant{}
	}
	if strings.TrimSpace(s) == "" {
		return news.Instant{}
	}
	at, ok := plainTime(s)
	if !ok {
		at, ok = extract.ParseTime(s, news.Shanghai())
	}
	if !ok {
		if key != field {
			key = fmt.Sprintf(" (key %q)", key)
		} else {
			key = ""
		}
		d.fail(field, "cannot read the time %q%s; write it like 2024-07-21T14:45:00+08:00 or 2024-07-21", firstRunes([]byte(s), 40), key)
	}
	return at
}

// wholeSeconds drops the fraction of an epoch such as 1721544300.25.
func wholeSeconds(number string) string {
	whole, fraction, found := strings.Cut(number, ".")
	if !found || strings.Trim(fraction, "0123456789") != "" {
		return number
	}
	return whole
}
