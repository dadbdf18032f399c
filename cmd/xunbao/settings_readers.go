package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"xunbao/search"
	"xunbao/web/caller"
)

// readReaders reads the list of readers: each a map of name, token and, where there are limits, rate, burst and filters.
func readReaders(file string, pair *ast.MappingValueNode, found *fileSettings) error {
	items, err := listOf(file, pair, found.readers != nil)
	if err != nil {
		return err
	}
	for _, item := range items {
		r, err := readReader(item)
		if err == nil {
			err = unlike(r, found.readers)
		}
		if err != nil {
			return fmt.Errorf("%s: readers: %w", lineOf(file, item), err)
		}
		found.readers = append(found.readers, r)
	}
	return nil
}

// unlike refuses a reader with the name or token of another.
func unlike(r caller.Grant, others []caller.Grant) error {
	for _, other := range others {
		if other.Name == r.Name {
			return fmt.Errorf("%s is given twice", r.Name)
		}
		if other.Token == r.Token {
			return fmt.Errorf("%s and %s have the same token", other.Name, r.Name)
		}
	}
	return nil
}

func readReader(item ast.Node) (r caller.Grant, err error) {
	mapping, ok := item.(*ast.MappingNode)
	if !ok {
		return r, fmt.Errorf("want a list of name, token, rate, burst and filters")
	}
	given := map[string]bool{}
	for _, pair := range mapping.Values {
		key := pair.Key.GetToken().Value
		if given[key] {
			return r, fmt.Errorf("%s is given twice", key)
		}
		given[key] = true
		if key == "filters" {
			r.Scope, err = readScope(pair.Value)
		} else if value, ok := scalar(pair.Value); ok {
			err = setReader(&r, key, value)
		} else {
			err = fmt.Errorf("want one plain value")
		}
		if err != nil {
			return r, fmt.Errorf("%s: %w", key, err)
		}
	}
	if r.Name == "" || r.Token == "" {
		return r, fmt.Errorf("name or token is missing")
	}
	return r, nil
}

// setReader sets one value of a reader.
func setReader(r *caller.Grant, key, value string) (err error) {
	switch key {
	case "name":
		if r.Name = strings.TrimSpace(value); r.Name == "" {
			return fmt.Errorf("is empty")
		}
	case "token":
		r.Token = value
		return checkToken(value)
	case "rate":
		r.Rate, err = readRate(value)
	case "burst":
		r.Burst, err = readBurst(value)
	default:
		return fmt.Errorf("is not known; did you mean %q?", nearest(key, []string{"name", "token", "rate", "burst", "filters"}))
	}
	return err
}

// readScope reads filters: a value or a list of values for each field.
func readScope(node ast.Node) (search.Scope, error) {
	mapping, ok := node.(*ast.MappingNode)
	if !ok || len(mapping.Values) == 0 {
		return nil, fmt.Errorf("want fields with their values, such as source: [经济日报]")
	}
	scope := search.Scope{}
	for _, pair := range mapping.Values {
		field := search.Field(pair.Key.GetToken().Value)
		if !slices.Contains(search.Fields(), field) {
			return nil, fmt.Errorf("%q is not one of source, site, category, tag, author, lang", field)
		}
		values := []ast.Node{pair.Value}
		if list, ok := pair.Value.(*ast.SequenceNode); ok {
			values = list.Values
		}
		for _, one := range values {
			value, ok := scalar(one)
			if !ok || value == "" {
				return nil, fmt.Errorf("%s: want a value, or a list of values", field)
			}
			scope[field] = append(scope[field], value)
		}
		if len(scope[field]) == 0 {
			return nil, fmt.Errorf("%s: want a value, or a list of values", field)
		}
	}
	return scope, nil
}
