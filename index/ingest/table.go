package ingest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// head is the beginning of a table with a header line: what parts the columns, their names and the encoding.
type head struct {
	comma   byte
	columns []string // keys of the records: our fields where a name is known, else the names themselves
	charset charset
}

// maxHead is how long the header line of a table may be, in bytes.
const maxHead = 16 << 10

// tableHead tells CSV and TSV by their first line: at least two columns, all named, one of which is a title or a body by its usual
// names or by the names given.
func tableHead(start []byte, names Names) (head, bool) {
	if len(start) == 0 || start[0] == '<' || !bytes.ContainsAny(start[:min(len(start), maxHead)], ",;\t") {
		return head{}, false
	}
	c, ok := charsetOf(start)
	if !ok {
		return head{}, false
	}
	text := strings.TrimLeft(c.decode(start), "\ufeff\r\n")
	line, _, _ := strings.Cut(text, "\n")
	if len(line) > maxHead {
		return head{}, false
	}
	h := head{charset: c}
	for _, comma := range []byte(",;\t") {
		if cells := cells(line, comma); len(cells) > len(h.columns) {
			h.comma, h.columns = comma, cells
		}
	}
	return h, len(h.columns) > 1 && h.name(names) && h.fits(text)
}

// fits: one of the first rows below the header has as many columns, or there is none. A line of a page may look like a header.
func (h head) fits(text string) bool {
	t := &rows{r: bufio.NewReader(strings.NewReader(text)), lim: defaultLimits, head: h}
	for i := range 5 {
		v, err := t.next()
		if err != nil {
			return i == 0
		}
		if v.err != nil || len(cells(strings.TrimRight(string(v.text), "\r\n"), h.comma)) >= len(h.columns) {
			return true
		}
	}
	return false
}

// name gives the columns their keys and reports whether they can be articles.
func (h *head) name(names Names) bool {
	taken := make(map[string]bool)
	for i, column := range h.columns {
		column = plainCell(strings.TrimSpace(column))
		if utf8.RuneCountInString(column) > 60 {
			return false
		}
		if column == "" {
			column = fmt.Sprintf("column %d", i+1)
		}
		key := column
		if field := names.fieldOf(column); field != "" && !taken[field] {
			key = field
		}
		for taken[key] {
			key += " again"
		}
		taken[key], h.columns[i] = true, key
	}
	return taken["title"] || taken["body"]
}

// table reads the rows of a table, each as one record.
func (s *source) table(in input, b *bufio.Reader, h head, yield yielder) bool {
	r := bufio.NewReaderSize(h.charset.reader(b), s.lim.sniff)
	skipBOM(r)
	t := &rows{r: r, lim: s.lim, head: h}
	a := &ahead{next: t.next, ready: func() bool { return in.prompt }}
	fail := func(err error) error { return in.meter.damage("the table", err) }
	return deliver(context.Background(), a, in.origin, fail, yield)
}

// article makes an article of one row.
func (h head) article(row []byte) (news.Article, error) {
	if !utf8.Valid(row) {
		return news.Article{}, invalid("record", "is not valid UTF-8 at byte %d, as the lines before are; save the file in one encoding", badByte(row))
	}
	if h.charset.name != utf8Name && bytes.ContainsRune(row, utf8.RuneError) {
		return news.Article{}, invalid("record", "holds bytes that are not %s, as the lines before are; save the file in one encoding", h.charset.name)
	}
	values := cells(strings.TrimRight(string(row), "\r\n"), h.comma)
	if len(values) > len(h.columns) && !slices.ContainsFunc(values[len(h.columns):], func(s string) bool { return s != "" }) {
		values = values[:len(h.columns)]
	}
	if len(values) != len(h.columns) {
		return news.Article{}, invalid("record", "has %d columns where the header has %d", len(values), len(h.columns))
	}
	fields := make(map[string]json.RawMessage, len(values))
	for i, text := range values {
		if text == "" {
			continue
		}
		encoded, err := cellValue(h.columns[i], plainCell(text))
		if err != nil {
			return news.Article{}, invalid(h.columns[i], "cannot be kept: %v", err)
		}
		fields[h.columns[i]] = encoded
	}
	return articleOfRow(fields)
}

// cellValue is a cell as the JSON value it would be in a record: a string, but for a list of strings where a field is a list.
func cellValue(column, text string) (json.RawMessage, error) {
	var list []string
	if listSplitters[column] != nil && strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &list) == nil {
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}

// articleOfRow makes an article of the cells of a row. An object in the column of further keys gives the article these keys.
func articleOfRow(fields map[string]json.RawMessage) (news.Article, error) {
	var further map[string]json.RawMessage
	if cell := fields[extraKey]; cell != nil {
		if text, _ := stringOf(cell); strings.HasPrefix(text, "{") && json.Unmarshal([]byte(text), &further) == nil {
			delete(fields, extraKey)
		}
	}
	if lines, ok := further[leftOutKey]; ok && fields[leftOutKey] == nil {
		fields[leftOutKey] = lines
		delete(further, leftOutKey)
	}
	a, err := articleOf(fields)
	for key, value := range further {
		if err != nil || !notOurs(key) {
			continue
		}
		if a.Extra == nil {
			a.Extra = make(map[string]json.RawMessage, len(further))
		}
		if _, has := a.Extra[key]; !has {
			a.Extra[key] = value
		}
	}
	return a, err
}

// object is a row as the JSON record it would be, as far as it fits the header. It is nil when it is no text.
func (h head) object(row []byte) []byte {
	if len(row) == 0 || !utf8.Valid(row) {
		return nil
	}
	fields := make(map[string]string)
	for i, text := range cells(strings.TrimRight(string(row), "\r\n"), h.comma) {
		name := fmt.Sprintf("column %d", i+1)
		if i < len(h.columns) {
			name = h.columns[i]
		}
		fields[name] = text
	}
	encoded, err := json.Marshal(fields)
	if err != nil {
		return nil
	}
	return encoded
}

// cells cuts a row at its commas. A field may be quoted, with quotes inside it doubled; a quote elsewhere is a character like others.
func cells(row string, comma byte) []string {
	var out []string
	for {
		if !strings.HasPrefix(row, `"`) {
			cell, rest, more := strings.Cut(row, string(rune(comma)))
			out = append(out, cell)
			if !more {
				return out
			}
			row = rest
			continue
		}
		cell, rest, more := quotedCell(row[1:], comma)
		out = append(out, cell)
		if !more {
			return out
		}
		row = rest
	}
}

// quotedCell reads up to the quote that ends the cell, which a comma or the end of the row follows.
func quotedCell(row string, comma byte) (cell, rest string, more bool) {
	var b strings.Builder
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] != '"':
			b.WriteByte(row[i])
		case i+1 == len(row):
			return b.String(), "", false
		case row[i+1] == '"':
			b.WriteByte('"')
			i++
		case row[i+1] == comma:
			return b.String(), row[i+2:], true
		default:
			b.WriteByte('"')
		}
	}
	return b.String(), "", false
}
