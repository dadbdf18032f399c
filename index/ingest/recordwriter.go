package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// RecordWriter writes articles for others to read, from the JSON objects that EncodeArticle gives. Not safe for concurrent use.
type RecordWriter interface {
	Write(record []byte) error
	// Missing lists the fields that were asked for, but that no article had; ours and those of an export without articles are never among them.
	Missing() []string
	Flush() error
}

// Formats of a RecordWriter.
const (
	JSONLines = "jsonl"
	CSV       = "csv"
)

// RecordFields are the keys of an exported article in the order a table has them. The last one stands for all that are not ours, as a JSON
// object.
func RecordFields() []string {
	return slices.Concat(ownKeys[:1], []string{storyKey}, ownKeys[1:], []string{extraKey})
}

// NewRecordWriter checks format and fields, the keys to write in their order. Keys other than ours may be asked for, as articles keep the keys
// they came with; none means all. A continued export goes on with a file that has its row of names already.
func NewRecordWriter(format string, fields []string, continued bool, w io.Writer) (RecordWriter, error) {
	fields = slices.Clone(fields)
	for i, f := range fields {
		if fields[i] = strings.TrimSpace(f); fields[i] == "" {
			return nil, errors.New("fields: a name is empty")
		}
	}
	switch format {
	case JSONLines:
		return newLineWriter(fields, w), nil
	case CSV:
		return newTableWriter(fields, continued, w), nil
	}
	return nil, fmt.Errorf("format: %q is neither jsonl nor csv", format)
}

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
func (f *fieldSet) read(record []byte) ([]json.RawMessage, error) {
	var article map[string]json.RawMessage
	if err := json.Unmarshal(record, &article); err != nil {
		return nil, fmt.Errorf("read an exported article: %w", err)
	}
	f.any = true
	values := make([]json.RawMessage, len(f.names))
	for i, name := range f.names {
		if values[i] = article[name]; name == extraKey {
			values[i] = f.others(article)
		}
		f.met[i] = f.met[i] || values[i] != nil
	}
	return values, nil
}

// others is an object of the keys that are not ours and not asked for by name, nil when there are none.
func (f *fieldSet) others(article map[string]json.RawMessage) json.RawMessage {
	rest := make(map[string]json.RawMessage)
	for key, value := range article {
		if notOurs(key) && (key == extraKey || !slices.Contains(f.names, key)) {
			rest[key] = value
		}
	}
	if len(rest) == 0 {
		return nil
	}
	o := object{}
	for _, key := range slices.Sorted(maps.Keys(rest)) {
		o.put(key, rest[key], true)
	}
	return append(o.buf.Bytes(), '}')
}

// notOurs reports whether a key is one that a record's maker gave it.
func notOurs(key string) bool {
	return key != storyKey && key != CursorKey && !slices.Contains(ownKeys, key)
}

// Missing implements RecordWriter.
func (f *fieldSet) Missing() (names []string) {
	for i, name := range f.names {
		if f.any && !f.met[i] && name != extraKey && notOurs(name) {
			names = append(names, name)
		}
	}
	return names
}
