// Package robots reads robots.txt as RFC 9309 says: which addresses of a site may a program ask for? It fetches nothing and keeps nothing.
package robots

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// MaxBytes is how much of a file is read; the rest counts as not there.
const MaxBytes = 500 << 10

// maxDelay bounds what a Crawl-delay can ask for.
const maxDelay = time.Minute

// Rules are what a robots.txt tells one program. The zero value allows everything. Safe for concurrent use.
type Rules struct {
	rules []rule
	// Delay is the pause between two requests that the file asks for, at most a minute; 0 when it asks for none. It is not in the RFC, but
	// widely written.
	Delay time.Duration
}

// rule is one line Allow or Disallow.
type rule struct {
	pattern string // normal form; * is any characters, $ at the end the end
	allow   bool
}

// Forbidden are the rules of a site that could not be asked for its robots.txt: nothing is allowed but robots.txt itself.
func Forbidden() *Rules { return &Rules{rules: []rule{{pattern: "/"}}} }

// Parse reads a file for the program whose product token is agent ("xunbao"). All groups that name it are one; when none does, those for * are.
// Lines that make no sense are passed over, as the RFC wants.
func Parse(text []byte, agent string) *Rules {
	text = bytes.TrimPrefix(text[:min(len(text), MaxBytes)], []byte("\ufeff"))
	var own, others Rules
	named := false // some group is for agent
	toOwn, toOthers, open := false, false, false
	for line := range strings.FieldsFuncSeq(string(text), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := record(line)
		if !ok {
			continue
		}
		if key == "user-agent" {
			if !open { // the first line of a group
				toOwn, toOthers, open = false, false, true
			}
			switch token := product(value); {
			case strings.EqualFold(token, agent):
				toOwn, named = true, true
			case strings.HasPrefix(value, "*"):
				toOthers = true
			}
			continue
		}
		open = open && key != "allow" && key != "disallow" // other records end no list of programs
		if toOwn {
			own.take(key, value)
		}
		if toOthers {
			others.take(key, value)
		}
	}
	if named {
		return &own
	}
	return &others
}

// record splits "key: value # comment". Keys are told apart without case.
func record(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ok
}

// product is the token at the beginning of the name of a program: "xunbao" of "xunbao/1.0".
func product(name string) string {
	end := strings.IndexFunc(name, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end < 0 {
		return name
	}
	return name[:end]
}

// take adds a line of a group. An empty path says nothing.
func (r *Rules) take(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" {
			r.rules = append(r.rules, rule{normalPattern(value), key == "allow"})
		}
	case "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.Delay = time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
		}
	}
}

// Allows reports whether an address of the site may be asked for: the longest rule that matches decides, of two equally long ones the
// one that allows.
func (r *Rules) Allows(u *url.URL) bool {
	path := normalPath(u)
	if path == "/robots.txt" {
		return true
	}
	best, allowed := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if n < best || n == best && !rule.allow || !matches(rule.pattern, path) {
			continue
		}
		best, allowed = n, rule.allow
	}
	return allowed
}
