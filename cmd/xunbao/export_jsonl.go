package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// jsonlExport writes one object a line: as it came, or with the chosen keys in the chosen order.
type jsonlExport struct {
	out    *bufio.Writer
	fields fieldSet
}

func newJSONLExport(fields []string, w io.Writer) *jsonlExport {
	return &jsonlExport{out: bufio.NewWriterSize(w, 64<<10), fields: newFieldSet(fields)}
}

func (e *jsonlExport) write(line []byte) error {
	if len(e.fields.names) > 0 {
		var err error
		if line, err = e.chosen(line); err != nil {
			return err
		}
	}
	if _, err := e.out.Write(line); err != nil {
		return err
	}
	return e.out.WriteByte('\n')
}

// chosen leaves out keys that the article does not have.
func (e *jsonlExport) chosen(line []byte) ([]byte, error) {
	values, err := e.fields.read(line)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range e.fields.names {
		if values[i] == nil {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(values[i])
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (e *jsonlExport) missing() []string { return e.fields.missing() }
func (e *jsonlExport) flush() error      { return e.out.Flush() }

// fieldSet is the keys that were asked for and which of them any article had.
type fieldSet struct {
	names []string
	met   []bool
	any   bool // an article was read
}

func newFieldSet(names []string) fieldSet {
	return fieldSet{names: names, met: make([]bool, len(names))}
}

// read returns the values of the keys, nil where the article has none.
func (f *fieldSet) read(line []byte) ([]json.RawMessage, error) {
	var article map[string]json.RawMessage
	if err := json.Unmarshal(line, &article); err != nil {
		return nil, fmt.Errorf("read an exported article: %w", err)
	}
	f.any = true
	values := make([]json.RawMessage, len(f.names))
	for i, name := range f.names {
		values[i] = article[name]
		f.met[i] = f.met[i] || values[i] != nil
	}
	return values, nil
}

// missing is empty for our own keys, and when there was no article at all.
func (f *fieldSet) missing() (names []string) {
	for i, name := range f.names {
		if f.any && !f.met[i] && !slices.Contains(exportFields, name) {
			names = append(names, name)
		}
	}
	return names
}
