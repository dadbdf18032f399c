package ui

import (
	"net/http"
	"net/url"
)

// site is the address of the site as the settings tell it, else as the request does. No header but Host is believed.
func (d Deps) site(r *http.Request) string {
	if d.PublicURL != "" {
		return d.PublicURL
	}
	site := url.URL{Scheme: "http", Host: r.Host}
	if r.TLS != nil {
		site.Scheme = "https"
	}
	return site.String()
}
