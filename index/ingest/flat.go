package ingest

import (
	"bytes"
	"encoding/json"
)

// flatObject reads the kind of record that nearly every line is: one object whose keys hold no escapes. It gives up on whatever
// else there may be, all errors included, and readObject then reads the record with encoding/json: the two never disagree about a
// record that both can read. The text must be valid UTF-8. The values are parts of record.
//
// It looks at every byte once, where encoding/json takes a record apart in two passes and its strings in two more.
func flatObject(record []byte) (map[string]json.RawMessage, bool) {
	fields := make(map[string]json.RawMessage, len(ownKeys))
	at := skipSpace(record, 1)
	if at < len(record) && record[at] == '}' {
		return fields, at == len(record)-1
	}
	for {
		end, plain := stringEnd(record, at)
		if !plain {
			return nil, false
		}
		key := string(record[at+1 : end-1])
		if at = skipSpace(record, end); at >= len(record) || record[at] != ':' {
			return nil, false
		}
		at = skipSpace(record, at+1)
		end = valueEnd(record, at)
		if end < 0 {
			return nil, false
		}
		fields[key] = record[at:end:end]
		if at = skipSpace(record, end); at >= len(record) {
			return nil, false
		}
		switch record[at] {
		case ',':
			at = skipSpace(record, at+1)
		case '}':
			return fields, at == len(record)-1
		default:
			return nil, false
		}
	}
}

func skipSpace(b []byte, at int) int {
	for at < len(b) && (b[at] == ' ' || b[at] == '\t' || b[at] == '\r' || b[at] == '\n') {
		at++
	}
	return at
}

// valueEnd is where the valid value that begins at at ends, or -1.
func valueEnd(b []byte, at int) int {
	if at >= len(b) {
		return -1
	}
	if b[at] == '"' {
		end, _ := stringEnd(b, at)
		return end
	}
	end, depth := at, 0
	for end < len(b) {
		switch b[end] {
		case '"':
			next, _ := stringEnd(b, end)
			if next < 0 {
				return -1
			}
			end = next
			continue
		case '{', '[':
			depth++
		case '}', ']', ',':
			if depth == 0 {
				return validEnd(b, at, end)
			}
			if b[end] != ',' {
				depth--
			}
		}
		end++
	}
	return -1
}

// validEnd is the end of the value between the two places, without the space behind it; -1 when it is no valid value.
func validEnd(b []byte, at, end int) int {
	value := bytes.TrimRight(b[at:end], " \t\r\n")
	if !json.Valid(value) {
		return -1
	}
	return at + len(value)
}

// special are the bytes that mean something inside a JSON string: its end, an escape, and control characters, which may not be there.
var special = func() (table [256]bool) {
	for c := range ' ' {
		table[c] = true
	}
	table['"'], table['\\'] = true, true
	return table
}()

// stringEnd is the place behind the valid JSON string that begins at at, or -1. plain tells that there is one and it holds no escapes.
func stringEnd(b []byte, at int) (end int, plain bool) {
	if at >= len(b) || b[at] != '"' {
		return -1, false
	}
	plain = true
	for at++; at < len(b); {
		switch c := b[at]; {
		case !special[c]:
			at++
		case c == '"':
			return at + 1, plain
		case c == '\\':
			n := escapeLength(b[at:])
			if n == 0 {
				return -1, false
			}
			at, plain = at+n, false
		default:
			return -1, false
		}
	}
	return -1, false
}

// escapeLength is the length of the escape that b begins with, 0 when it is none.
func escapeLength(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) < 6 {
			return 0
		}
		for _, c := range b[2:6] {
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
				return 0
			}
		}
		return 6
	}
	return 0
}

// unquote is the text of a valid JSON string in valid UTF-8.
func unquote(value []byte) (string, bool) {
	text := value[1 : len(value)-1]
	next := bytes.IndexByte(text, '\\')
	if next < 0 {
		return string(text), true
	}
	out := make([]byte, 0, len(text))
	for next >= 0 {
		out = append(out, text[:next]...)
		c := text[next+1]
		switch c {
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case '"', '\\', '/':
		default: // \b and \f are rare, and \u has rules of its own
			var s string
			err := json.Unmarshal(value, &s)
			return s, err == nil
		}
		out, text = append(out, c), text[next+2:]
		next = bytes.IndexByte(text, '\\')
	}
	return string(append(out, text...)), true
}
