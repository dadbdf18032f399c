package news

import (
	"net/url"
	"strings"
)

// Canonical is the one spelling of the addresses of a page that differ in nothing that tells pages apart: http and https, the case of the host, the usual port,
// a dot behind the host, the place within the page (but for #! and #/, behind which some sites keep the page), and parameters that say how a reader came. What
// cannot be read as an address of the web stays as it is.
func Canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	u.Host = usualHost(u.Host)
	if u.Host == "" {
		return address
	}
	u.Scheme = "https"
	if u.Path == "" {
		u.Path = "/"
	}
	if !strings.HasPrefix(u.Fragment, "!") && !strings.HasPrefix(u.Fragment, "/") {
		u.Fragment, u.RawFragment = "", ""
	}
	u.RawQuery, u.ForceQuery = withoutTracking(u.RawQuery), false
	return u.String()
}

// usualHost is a host in lower case without the usual port and dots at its end.
func usualHost(host string) string {
	host = strings.ToLower(host)
	for _, port := range []string{":80", ":443", ":"} {
		if name, ok := strings.CutSuffix(host, port); ok {
			host = name
			break
		}
	}
	return strings.TrimRight(host, ".")
}

// tracking are parameters that never choose a page.
var tracking = map[string]bool{
	"gclid": true, "fbclid": true, "msclkid": true, "yclid": true, "spm": true, "scm": true, "share_token": true, "share_from": true, "nsukey": true, "wfr": true,
}

// withoutTracking keeps the order of what remains, as some sites go by it.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		pair = strings.TrimSpace(pair)
		name, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if pair != "" && !tracking[name] && !strings.HasPrefix(name, "utm_") {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}
