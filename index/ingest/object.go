package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"xunbao/internal/news"
)

func invalid(field, format string, args ...any) error {
	return &news.InvalidError{Field: field, Message: fmt.Sprintf(format, args...)}
}

// readObject reads one JSON object and nothing behind it.
func readObject(record []byte) (map[string]json.RawMessage, error) {
	record = bytes.TrimSpace(bytes.TrimPrefix(record, []byte("\ufeff")))
	switch {
	case len(record) == 0:
		return nil, invalid("record", "is empty")
	case !utf8.Valid(record):
		return nil, invalid("record", "is not valid UTF-8 at byte %d; save it as UTF-8", badByte(record))
	case record[0] != '{':
		return nil, invalid("record", "is not a JSON object: it begins with %q", firstRunes(record, 12))
	}
	if fields, ok := flatObject(record); ok {
		return fields, nil
	}
	var fields map[string]json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(record))
	if err := dec.Decode(&fields); err != nil {
		if err == io.ErrUnexpectedEOF {
			return nil, invalid("record", "is cut off: the JSON object does not end")
		}
		return nil, invalid("record", "is not valid JSON: %v", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, invalid("record", "has more text behind the JSON object, at byte %d", dec.InputOffset())
	}
	return fields, nil
}

func badByte(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

func firstRunes(b []byte, n int) string {
	for i := range string(b) {
		if n--; n < 0 {
			return string(b[:i])
		}
	}
	return string(b)
}

func typeName(value json.RawMessage) string {
	switch value[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

// stringOf reads a valid JSON value in valid UTF-8 if it is a string.
func stringOf(value json.RawMessage) (string, bool) {
	if value[0] != '"' {
		return "", false
	}
	return unquote(value)
}

func isNumber(value json.RawMessage) bool {
	return value[0] == '-' || value[0] >= '0' && value[0] <= '9'
}
