package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// lineWriter writes one object a line: as it came, or with the chosen keys in the chosen order.
type lineWriter struct {
	fieldSet
	out *bufio.Writer
}

func newLineWriter(fields []string, w io.Writer) *lineWriter {
	return &lineWriter{out: bufio.NewWriterSize(w, 64<<10), fieldSet: newFieldSet(fields)}
}

func (w *lineWriter) Write(record []byte) error {
	if len(w.names) > 0 {
		var err error
		if record, err = w.chosen(record); err != nil {
			return err
		}
	}
	if _, err := w.out.Write(record); err != nil {
		return err
	}
	return w.out.WriteByte('\n')
}

// chosen leaves out keys that the article does not have.
func (w *lineWriter) chosen(record []byte) ([]byte, error) {
	values, err := w.read(record)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range w.names {
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

func (w *lineWriter) Flush() error { return w.out.Flush() }
