package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"xunbao/index/fetch"
	"xunbao/index/poll"
)

// maxFeeds is how many feeds may be given.
const maxFeeds = 1_000

// fileLists are the settings that are lists, which can be given in the settings file alone.
var fileLists = map[string]func(file string, pair *ast.MappingValueNode, found *fileSettings) error{
	"feeds": readFeeds, "allow_hosts": readAllowHosts, "readers": readReaders,
}

// readFeeds reads the list of feeds: an address each, or a map of url, interval and pages.
func readFeeds(file string, pair *ast.MappingValueNode, found *fileSettings) error {
	items, err := listOf(file, pair, found.feeds != nil)
	if err != nil {
		return err
	}
	if len(items) > maxFeeds {
		return fmt.Errorf("%s: more than %d feeds", lineOf(file, pair.Key), maxFeeds)
	}
	seen := map[string]bool{}
	for _, item := range items {
		f, err := readFeed(item)
		if err == nil && seen[f.URL] {
			err = fmt.Errorf("%s is given twice", f.URL)
		}
		if err != nil {
			return fmt.Errorf("%s: feeds: %w", lineOf(file, item), err)
		}
		seen[f.URL] = true
		found.feeds = append(found.feeds, f)
	}
	return nil
}

func readFeed(item ast.Node) (f poll.Feed, err error) {
	if address, ok := scalar(item); ok {
		return f, setFeed(&f, "url", address)
	}
	mapping, ok := item.(*ast.MappingNode)
	if !ok {
		return f, fmt.Errorf("want the address of a feed, or a list of url, interval and pages")
	}
	given := map[string]bool{}
	for _, pair := range mapping.Values {
		key := pair.Key.GetToken().Value
		value, ok := scalar(pair.Value)
		switch {
		case !ok:
			return f, fmt.Errorf("%s: want one plain value", key)
		case given[key]:
			return f, fmt.Errorf("%s is given twice", key)
		}
		given[key] = true
		if err := setFeed(&f, key, value); err != nil {
			return f, err
		}
	}
	if f.URL == "" {
		return f, fmt.Errorf("url is missing")
	}
	return f, nil
}

// setFeed sets one value of a feed.
func setFeed(f *poll.Feed, key, value string) error {
	switch key {
	case "url":
		if _, err := fetch.Parse(value); err != nil {
			return fmt.Errorf("%q is no address of a feed: %w", value, err)
		}
		f.URL = value
	case "interval":
		d, err := time.ParseDuration(value)
		if err != nil || d < poll.MinInterval || d > poll.MaxInterval {
			return fmt.Errorf("interval: %q is not a time from %s to %s such as 30m or 2h", value, shortest(poll.MinInterval), shortest(poll.MaxInterval))
		}
		f.Interval = d
	case "pages":
		switch f.Pages = poll.Pages(value); f.Pages {
		case poll.PagesAuto, poll.PagesAlways, poll.PagesNever:
		default:
			return fmt.Errorf("pages: %q is not one of auto, always, never", value)
		}
	default:
		return fmt.Errorf("unknown key %q; did you mean %q?", key, nearest(key, []string{"url", "interval", "pages"}))
	}
	return nil
}

// shortest writes a time of whole minutes or hours without what is nought.
func shortest(d time.Duration) string {
	return strings.TrimSuffix(strings.TrimSuffix(d.String(), "0s"), "0m")
}

// readAllowHosts reads the hosts that feeds may name although they are not on the public web.
func readAllowHosts(file string, pair *ast.MappingValueNode, found *fileSettings) error {
	items, err := listOf(file, pair, found.allowHosts != nil)
	if err != nil {
		return err
	}
	for _, item := range items {
		host, ok := scalar(item)
		if !ok || host == "" || strings.ContainsAny(host, "/ ") {
			return fmt.Errorf("%s: allow_hosts: want the name or address of a host, without port", lineOf(file, item))
		}
		found.allowHosts = append(found.allowHosts, host)
	}
	return nil
}

// listOf are the elements of a setting that is a list.
func listOf(file string, pair *ast.MappingValueNode, twice bool) ([]ast.Node, error) {
	key := pair.Key.GetToken().Value
	list, ok := pair.Value.(*ast.SequenceNode)
	switch {
	case twice:
		return nil, fmt.Errorf("%s: %s is given twice", lineOf(file, pair.Key), key)
	case !ok || len(list.Values) == 0:
		return nil, fmt.Errorf("%s: %s: want a list, one value a line with - in front", lineOf(file, pair.Key), key)
	}
	return list.Values, nil
}

func lineOf(file string, node ast.Node) string {
	return fmt.Sprintf("%s:%d", file, node.GetToken().Position.Line)
}
