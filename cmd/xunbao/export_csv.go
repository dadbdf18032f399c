package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// byteOrderMark makes spreadsheets read a CSV file as UTF-8.
const byteOrderMark = "\uFEFF"

// csvExport writes one article a row under a row of names. Lists are joined with semicolons.
type csvExport struct {
	file   io.Writer
	out    *csv.Writer
	fields fieldSet
	begun  bool
}

func newCSVExport(fields []string, w io.Writer) *csvExport {
	if len(fields) == 0 {
		fields = exportFields
	}
	return &csvExport{file: w, out: csv.NewWriter(w), fields: newFieldSet(fields)}
}

func (e *csvExport) write(line []byte) error {
	values, err := e.fields.read(line)
	if err != nil {
		return err
	}
	row := make([]string, len(values))
	for i, v := range values {
		row[i] = inertCell(cell(v))
	}
	return errors.Join(e.begin(), e.out.Write(row))
}

// begin writes the row of names before anything else.
func (e *csvExport) begin() error {
	if e.begun {
		return nil
	}
	e.begun = true
	if _, err := io.WriteString(e.file, byteOrderMark); err != nil {
		return err
	}
	names := make([]string, len(e.fields.names))
	for i, f := range e.fields.names {
		names[i] = inertCell(f)
	}
	return e.out.Write(names)
}

func (e *csvExport) missing() []string { return e.fields.missing() }

// flush makes an export without articles a table too: its row of names.
func (e *csvExport) flush() error {
	err := e.begin()
	e.out.Flush()
	return errors.Join(err, e.out.Error())
}

// cell is a JSON value as text: strings without quotes, lists of strings joined, null and nothing empty, the rest as JSON.
func cell(v json.RawMessage) string {
	var text string
	var list []string
	switch {
	case v == nil || string(v) == "null":
		return ""
	case json.Unmarshal(v, &text) == nil:
		return text
	case json.Unmarshal(v, &list) == nil:
		return strings.Join(list, ";")
	}
	return string(v)
}

// inertCell keeps a spreadsheet from running a cell as a formula: an apostrophe goes before what would begin one, in half or full
// width, unless the cell is a number.
func inertCell(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	if !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return s
	}
	if number.MatchString(s) {
		return s
	}
	return "'" + s
}

// number is what a spreadsheet reads as a number and nothing else.
var number = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)
