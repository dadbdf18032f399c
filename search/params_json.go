package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxJSONDepth is how deep the body of a search may be nested. A sound one has two levels.
const maxJSONDepth = 20

// ParseRequestJSON reads a search from a JSON object with the names of ParseRequest: page and size as numbers, explain as true
// or false, filters as a string or a list of strings, facets as a comma list or a list of strings, all others as strings. null is as
// good as absent. The error is a *ParameterError that names the field, or "body" when data is not one JSON object.
func ParseRequestJSON(data []byte, now time.Time) (Request, error) {
	fields, err := members(data)
	if err != nil {
		return Request{}, err
	}
	values := url.Values{}
	for _, f := range fields {
		list, err := f.strings()
		if err != nil {
			return Request{}, err
		}
		if list != nil {
			values[f.name] = list
		}
	}
	return ParseRequest(values, now)
}

// member is one name and value of a JSON object.
type member struct {
	name string
	raw  json.RawMessage
}

// members takes an object apart.
func members(data []byte) ([]member, error) {
	bad := func(format string, args ...any) ([]member, error) {
		return nil, &ParameterError{"body", fmt.Sprintf(format, args...)}
	}
	if !utf8.Valid(data) {
		return bad("is not valid UTF-8")
	}
	if depth(data) > maxJSONDepth {
		return bad("is nested deeper than %d", maxJSONDepth)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return bad("is not a JSON object")
	}
	var fields []member
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return bad("is not sound JSON near byte %d", dec.InputOffset())
		}
		if seen[name] {
			return nil, &ParameterError{cut(name), "is given more than once"}
		}
		seen[name] = true
		f := member{name: name}
		if err := dec.Decode(&f.raw); err != nil {
			return bad("is not sound JSON near byte %d", dec.InputOffset())
		}
		fields = append(fields, f)
	}
	if _, err := dec.Token(); err != nil { // the closing brace
		return bad("is not sound JSON near byte %d", dec.InputOffset())
	}
	if _, err := dec.Token(); err != io.EOF {
		return bad("goes on after the JSON object")
	}
	return fields, nil
}

// strings gives the value as a list of parameters; nil when it is null.
func (f member) strings() ([]string, error) {
	wrong := func(want string) ([]string, error) {
		return nil, &ParameterError{cut(f.name), "must be " + want}
	}
	if !slices.Contains(singles, f.name) && !slices.Contains(Fields(), Field(f.name)) {
		return nil, &ParameterError{cut(f.name), fmt.Sprintf("there is no parameter %q", cut(f.name))}
	}
	if string(f.raw) == "null" {
		return nil, nil
	}
	var text string
	isString := json.Unmarshal(f.raw, &text) == nil
	switch f.name {
	case "page", "size":
		if c := f.raw[0]; c != '-' && (c < '0' || c > '9') {
			return wrong("a number")
		}
		return []string{string(f.raw)}, nil
	case "explain":
		if s := string(f.raw); s != "true" && s != "false" {
			return wrong("true or false")
		}
		return []string{string(f.raw)}, nil
	}
	if isString {
		return []string{text}, nil
	}
	if f.name != "facets" && slices.Contains(singles, f.name) {
		return wrong("a string")
	}
	return f.list(wrong)
}

// list reads a list of strings; that of facets becomes a comma list.
func (f member) list(wrong func(string) ([]string, error)) ([]string, error) {
	var items []*string
	if json.Unmarshal(f.raw, &items) != nil || slices.Contains(items, nil) {
		return wrong("a string or a list of strings")
	}
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = *item
	}
	if f.name == "facets" {
		return []string{strings.Join(list, ",")}, nil
	}
	return list, nil
}

// depth is how many brackets of data are open at once, those in strings left out.
func depth(data []byte) int {
	open, deepest, quoted := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			open++
			deepest = max(deepest, open)
		case c == '}' || c == ']':
			open--
		}
	}
	return deepest
}
