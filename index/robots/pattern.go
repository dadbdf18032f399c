package robots

import (
	"net/url"
	"strings"
)

// normalPath is the path and query of an address in the form in which rules are held against it.
func normalPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return normal(path, "*$")
}

// normalPattern is the path of a rule in normal form. * stays, and $ where it ends the rule.
func normalPattern(p string) string {
	body, anchored := strings.CutSuffix(p, "$")
	p = normal(body, "$")
	if anchored {
		p += "$"
	}
	return p
}

// normal writes every octet in one way: those beyond ASCII and the characters of special as %XX, %XX of letters, digits and -._~ as the
// character, any other %XX with capitals.
func normal(s, special string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			if high, low := unhex(s[i+1]), unhex(s[i+2]); high >= 0 && low >= 0 {
				c, escaped = byte(high<<4|low), true
				i += 2
			}
		}
		switch {
		case escaped && !unreserved(c), c >= 0x80, strings.IndexByte(special, c) >= 0:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unhex is the value of a hexadecimal digit, -1 for any other byte.
func unhex(c byte) int { return strings.IndexByte("0123456789abcdef", lower(c)) }

func lower(c byte) byte {
	if c >= 'A' && c <= 'F' {
		return c + 'a' - 'A'
	}
	return c
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// matches reports whether path begins with what pattern says. Every part between two * is taken where it comes first, which leaves most to
// those behind it; so the time is that of reading both once.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	first, rest, more := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	for more {
		first, rest, more = strings.Cut(rest, "*")
		if !more && anchored {
			return strings.HasSuffix(path, first)
		}
		at := strings.Index(path, first)
		if at < 0 {
			return false
		}
		path = path[at+len(first):]
	}
	return !anchored || path == ""
}
