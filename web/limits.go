package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/api"
	"xunbao/web/fault"
)

// Limits of every request.
const (
	maxURL        = 16 << 10 // bytes
	maxAnalyzeURL = 96 << 10 // bytes: 10,000 Chinese characters take 90,000 when escaped
	maxParameters = 200      // name=value pairs
)

// limits refuses what no route takes: an endless URL, a query string that cannot be read, a compressed body.
func limits(c *gin.Context) {
	if f, bad := overLimit(c.Request, c.FullPath()); bad {
		refuse(c, f)
	}
}

// overLimit returns the fault of a request and whether it has one.
func overLimit(r *http.Request, route string) (fault.Fault, bool) {
	most := maxURL
	if route == api.AnalyzePath {
		most = maxAnalyzeURL
	}
	if len(r.RequestURI) > most {
		return fault.Fault{Status: http.StatusRequestURITooLong, Code: "url_too_long",
			Message: fmt.Sprintf("the URL is longer than the %d bytes that are taken here", most)}, true
	}
	if n := strings.Count(r.URL.RawQuery, "&") + 1; n > maxParameters {
		return fault.Fault{Status: http.StatusBadRequest, Code: "too_many_parameters",
			Message: fmt.Sprintf("%d parameters, at most %d are taken", n, maxParameters)}, true
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return fault.Fault{Status: http.StatusUnsupportedMediaType, Code: "unsupported_encoding",
			Message: "bodies must be sent without Content-Encoding"}, true
	}
	if err := readableQuery(r.URL.RawQuery); err != nil {
		return fault.Of(err), true
	}
	return fault.Fault{}, false
}

// readableQuery returns an error for a query string with a bad escape, a semicolon between parameters, or text that is not UTF-8.
func readableQuery(raw string) error {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return fault.Fault{Status: http.StatusBadRequest, Code: "invalid_parameter",
			Message: "the query string cannot be read: it holds a % that is not followed by two hexadecimal digits, or a ; that is not written %3B"}
	}
	for name, texts := range values {
		if !utf8.ValidString(name) {
			return &search.ParameterError{Field: strings.ToValidUTF8(name, "\uFFFD"), Message: "the name is not valid UTF-8"}
		}
		for _, text := range texts {
			if !utf8.ValidString(text) {
				return &search.ParameterError{Field: name, Message: "not valid UTF-8"}
			}
		}
	}
	return nil
}
