package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"xunbao/index/poll"
	"xunbao/web/caller"
)

// parseConfig reads the text of a settings file: YAML, one key a setting, every value a plain scalar. name is for messages. An
// unknown key, a key given twice, a list or a map is an error with its line; but feeds, allow_hosts and readers are lists.
func parseConfig(name string, text []byte) (fileSettings, error) {
	file, err := parser.ParseBytes(bytes.TrimPrefix(text, []byte("\uFEFF")), 0)
	if err != nil {
		return fileSettings{}, fmt.Errorf("%s: not YAML: %w", name, err)
	}
	found := fileSettings{values: map[string]given{}}
	for i, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.NullType {
			continue
		}
		mapping, ok := doc.Body.(*ast.MappingNode)
		if !ok || i > 0 {
			return fileSettings{}, fmt.Errorf("%s: want one list of settings, each a line such as addr: 127.0.0.1:8080", name)
		}
		for _, pair := range mapping.Values {
			if err := readPair(name, pair, &found); err != nil {
				return fileSettings{}, err
			}
		}
	}
	return found, nil
}

// fileSettings is what a settings file holds.
type fileSettings struct {
	values     map[string]given // by setting.name
	feeds      []poll.Feed      // nil: not given
	allowHosts []string
	readers    []caller.Grant
}

// readPair adds one key and its value to found.
func readPair(file string, pair *ast.MappingValueNode, found *fileSettings) error {
	at := pair.Key.GetToken()
	line := fmt.Sprintf("%s:%d", file, at.Position.Line)
	if read, ok := fileLists[at.Value]; ok {
		return read(file, pair, found)
	}
	row, keys := settingOf(at.Value)
	if row == nil {
		return fmt.Errorf("%s: unknown setting %q; did you mean %q?", line, at.Value, nearest(at.Value, keys))
	}
	value, ok := scalar(pair.Value)
	if !ok {
		return fmt.Errorf("%s: %s: want one plain value", line, at.Value)
	}
	if _, twice := found.values[row.name]; twice {
		return fmt.Errorf("%s: %s is given twice", line, at.Value)
	}
	found.values[row.name] = given{value, line + ": " + at.Value}
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
	return found, slices.Concat(keys, slices.Sorted(maps.Keys(fileLists)))
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
