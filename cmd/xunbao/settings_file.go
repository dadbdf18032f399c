package main

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// parseConfig reads the text of a settings file: YAML, one key a setting, every value a plain scalar. name is for messages. An
// unknown key, a key given twice, a list or a map is an error with its line.
func parseConfig(name string, text []byte) (map[string]given, error) {
	file, err := parser.ParseBytes(bytes.TrimPrefix(text, []byte("\uFEFF")), 0)
	if err != nil {
		return nil, fmt.Errorf("%s: not YAML: %w", name, err)
	}
	values := map[string]given{}
	for i, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.NullType {
			continue
		}
		mapping, ok := doc.Body.(*ast.MappingNode)
		if !ok || i > 0 {
			return nil, fmt.Errorf("%s: want one list of settings, each a line such as addr: 127.0.0.1:8080", name)
		}
		for _, pair := range mapping.Values {
			if err := readPair(name, pair, values); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

// readPair adds one key and its value to values, which is keyed by setting.name.
func readPair(file string, pair *ast.MappingValueNode, values map[string]given) error {
	at := pair.Key.GetToken()
	line := fmt.Sprintf("%s:%d", file, at.Position.Line)
	row, keys := settingOf(at.Value)
	if row == nil {
		return fmt.Errorf("%s: unknown setting %q; did you mean %q?", line, at.Value, nearest(at.Value, keys))
	}
	value, ok := scalar(pair.Value)
	if !ok {
		return fmt.Errorf("%s: %s: want one plain value", line, at.Value)
	}
	if _, twice := values[row.name]; twice {
		return fmt.Errorf("%s: %s is given twice", line, at.Value)
	}
	values[row.name] = given{value, line + ": " + at.Value}
	return nil
}

// settingOf finds the setting with that key and returns all keys for messages.
func settingOf(key string) (found *setting, keys []string) {
	for i, row := range settingTable {
		keys = append(keys, row.key())
		if row.key() == key {
			found = &settingTable[i]
		}
	}
	return found, keys
}

// scalar returns a value as it was written, quotes taken off, so that a token of digits keeps its leading zeros.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}
