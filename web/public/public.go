// Package public tells the address of the site, for links that leave it. It makes no links itself.
package public

import (
	"net"
	"net/http"
	"net/url"
)

// Address is the address of the site as the settings tell it, else as the request does. No header but Host is believed: whoever runs the server
// behind a proxy sets the address.
func Address(set string, r *http.Request) string {
	if set != "" {
		return set
	}
	site := url.URL{Scheme: "http", Host: r.Host}
	if r.TLS != nil {
		site.Scheme = "https"
	}
	if site.Host == "" { // HTTP/1.0
		site.Host = "localhost"
		if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
			site.Host = local.String()
		}
	}
	return site.String()
}
