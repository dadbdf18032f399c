package ingest

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"xunbao/index/extract"
)

// byteOrderMark makes spreadsheets read a CSV file as UTF-8.
const byteOrderMark = "\uFEFF"

// tableWriter writes one article a row under a row of names, such that reading the table gives the same articles.
type tableWriter struct {
	fieldSet
	file  io.Writer
	out   *csv.Writer
	begun bool
}

func newTableWriter(fields []string, continued bool, w io.Writer) *tableWriter {
	if len(fields) == 0 {
		fields = RecordFields()
	}
	return &tableWriter{file: w, out: csv.NewWriter(w), fieldSet: newFieldSet(fields), begun: continued}
}

func (w *tableWriter) Write(record []byte) error {
	values, err := w.read(record)
	if err != nil {
		return err
	}
	row := make([]string, len(values))
	for i, v := range values {
		row[i] = inertCell(cellOf(w.names[i], v))
	}
	return errors.Join(w.begin(), w.out.Write(row))
}

// begin writes the row of names before anything else.
func (w *tableWriter) begin() error {
	if w.begun {
		return nil
	}
	w.begun = true
	if _, err := io.WriteString(w.file, byteOrderMark); err != nil {
		return err
	}
	names := make([]string, len(w.names))
	for i, f := range w.names {
		names[i] = inertCell(f)
	}
	return w.out.Write(names)
}

// Flush makes an export without articles a table too: its row of names.
func (w *tableWriter) Flush() error {
	err := w.begin()
	w.out.Flush()
	return errors.Join(err, w.out.Error())
}

// cellOf is a JSON value as text: strings without quotes, lists joined, null and nothing empty, the rest as JSON.
func cellOf(field string, v json.RawMessage) string {
	var text string
	var list []string
	switch {
	case v == nil || string(v) == "null":
		return ""
	case json.Unmarshal(v, &text) == nil:
		return text
	case json.Unmarshal(v, &list) == nil:
		return listCell(field, list, v)
	}
	return string(v)
}

// listCell joins a list with semicolons when reading cuts it into the same again, as it does unless a part holds a comma or the like; else the
// list stays as it is in JSON.
func listCell(field string, list []string, asJSON json.RawMessage) string {
	joined := strings.Join(list, ";")
	if split := listSplitters[field]; split != nil && !slices.Equal(listOf(joined, split), list) {
		return string(asJSON)
	}
	return joined
}

// listSplitters cut the lists that are written as one string, by field.
var listSplitters = map[string]func(string) []string{"editors": extract.SplitNames, "tags": splitTags}

// listOf reads what listCell wrote.
func listOf(cell string, split func(string) []string) []string {
	var list []string
	if strings.HasPrefix(cell, "[") && json.Unmarshal([]byte(cell), &list) == nil {
		return list
	}
	return split(cell)
}
