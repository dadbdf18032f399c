package ingest

import (
	"bytes"
	"encoding/json"
)

// isJSON tells JSON records from a raw page by the beginning of a stream. A page may begin with a bracket ([组图]…) or hold a line of
// JSON; JSON Lines may begin with a bad line.
func isJSON(start []byte) bool {
	text := bytes.TrimSpace(start)
	switch {
	case len(text) == 0:
		return false
	case text[0] == '<':
		return false
	case text[0] == '{':
		rest := bytes.TrimSpace(text[1:])
		if len(rest) == 0 || rest[0] == '"' || rest[0] == '}' {
			return true
		}
	case text[0] == '[':
		rest := bytes.TrimSpace(text[1:])
		if len(rest) > 0 && (rest[0] == '{' || rest[0] == ']') {
			return true
		}
	}
	return mostlyObjects(text)
}

// mostlyObjects: at least half of the lines begin like objects and one of them is one.
func mostlyObjects(text []byte) bool {
	lines, objects, valid := 0, 0, false
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		lines++
		if line[0] == '{' {
			objects++
			valid = valid || json.Valid(line)
		}
	}
	return valid && objects*2 >= lines
}
