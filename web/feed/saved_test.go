package feed_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"xunbao/search"
)

// savedOnly is one saved search, 水闸, that has matched some hits, one an hour.
type savedOnly struct {
	search.Saver
	matched []search.Hit
}

func (s *savedOnly) SavedSearch(_ context.Context, name string) (search.SavedSearch, error) {
	if name != "水闸" {
		return search.SavedSearch{}, search.ErrNotFound
	}
	return search.SavedSearch{Name: name, Request: url.Values{"q": {"水闸 -暂停"}, "from": {"-7d"}}}, nil
}

func (s *savedOnly) Matches(_ context.Context, _ string, before, limit int) (out []search.Match, _ error) {
	for n := len(s.matched); n > 0 && len(out) < limit; n-- {
		if before == 0 || n < before {
			out = append(out, search.Match{Number: n, At: now.Add(time.Duration(n)*time.Hour + 5*time.Millisecond), Hit: s.matched[n-1]})
		}
	}
	return out, nil
}

// TestMatches: in every form the feed of a saved search keeps the rules, has every match once over its parts, and stays the same.
func TestMatches(t *testing.T) {
	s := newSite("")
	s.saved.matched = gatehouse()
	for path, check := range checks {
		target := path + "?saved=" + url.QueryEscape("水闸")
		w := s.get("GET", target)
		if w.Code != 200 || w.Header().Get("Content-Type") != mediaTypes[path] {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		whole := check(t, w.Body.Bytes())
		if again := s.get("GET", target, "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
			t.Errorf("%s again: %d", target, again.Code)
		}
		var parts identities
		for before := len(s.saved.matched) + 1; before > 1; before -= 2 {
			part := s.get("GET", fmt.Sprintf("%s&size=2&before=%d", target, before)).Body
			following := fmt.Sprintf("before=%d", before-2)
			if more := before > 3; path != "/feed.rss" && strings.Contains(part.String(), following) != more {
				t.Errorf("%s before %d: names the next part: %v, want %v", path, before, !more, more)
			}
			parts = append(parts, check(t, part.Bytes())...)
		}
		if !slices.Equal(parts, whole) || len(parts) != len(s.saved.matched) {
			t.Errorf("%s: the parts have %v, the whole %v", path, parts, whole)
		}
	}
	if body := s.get("GET", "/feed.atom?saved="+url.QueryEscape("水闸")).Body.String(); !strings.Contains(body, "<updated>2025-03-09T13:00:00+08:00</updated>") {
		t.Errorf("no entry was updated when it was matched: %s", body)
	}
	for query, status := range map[string]int{
		"saved=none": 404, "saved=a&saved=b": 400, "saved=" + url.QueryEscape("水闸") + "&q=a": 400, "saved=" + url.QueryEscape("水闸") + "&size=0": 400,
		"saved=" + url.QueryEscape("水闸") + "&before=x": 400,
	} {
		if w := s.get("GET", "/feed.rss?"+query); w.Code != status {
			t.Errorf("%s: %d, want %d", query, w.Code, status)
		}
	}
}
